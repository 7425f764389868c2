namespace Gradients.Ledger.Rulebooks.Pool2025_06;

/// <summary>Rule 2.4: what a task is worth, by hours and model size.</summary>
/// <param name="Work">At least 1.</param>
/// <param name="Error">The name of the reference's exception; null where there is none.</param>
public readonly record struct WorkScore(double Work, string? Error)
{
    public const string AssertionError = "AssertionError", TypeError = "TypeError";

    /// <param name="hours">Above 0, else an assertion fails.</param>
    /// <param name="parameters">0 or less: the model's name tells, and counts for less.</param>
    /// <param name="model">Not empty, else an assertion fails.</param>
    public static WorkScore Of(double hours, long? parameters, string? model)
    {
        if (!(hours > 0.0) || string.IsNullOrEmpty(model)) return new WorkScore(0.0, AssertionError);
        if (parameters is not { } count) return new WorkScore(0.0, TypeError);
        var billions = count > 0
            ? Math.Min(PoolRules.LargestWork, Math.Max(1, count / 1_000_000_000))
            : Math.Min(PoolRules.LargestWorkByName, BillionsInName(model));
        var size = hours * billions;
        return new WorkScore(size == 0.0 ? 1.0 : Math.Max(1.0, 2.0 * Math.Sqrt(size)), null);
    }

    /// <summary>The first run of digits directly followed by b or B ("1.5b" is 5); 1 without one.</summary>
    static double BillionsInName(string model)
    {
        for (var i = 0; i < model.Length;)
        {
            var billions = 0.0;
            var start = i;
            for (; i < model.Length && char.IsAsciiDigit(model[i]); i++) billions = billions * 10.0 + (model[i] - '0');
            if (i > start && i < model.Length && model[i] is 'b' or 'B') return billions;
            if (i == start) i++;
        }
        return 1.0;
    }
}
