namespace Gradients.Ledger.Rulebooks.R2025_12;

/// <summary>Rule 4.15: on which GPUs a task trains.</summary>
public static class GpuRequirement
{
    const string OneH100 = "1xH100";

    /// <summary>The reference's exception for an unknown size without a model name to look it up by.</summary>
    public const string TypeError = "error:TypeError";

    /// <param name="type">What is trained.</param>
    /// <param name="parameters">Model parameters, 0 or absent when unknown.</param>
    /// <param name="model">Model name; may tell the size ("org/m-7b").</param>
    /// <param name="lookedUp">The count a model hub gives; absent when the look-up fails.</param>
    /// <returns><c>A100</c>, <c>1xH100</c> to <c>8xH100</c>, or <see cref="TypeError"/>.</returns>
    public static string Of(TaskType type, long? parameters, string? model, long? lookedUp)
    {
        if (type == TaskType.ImageTask) return "A100";
        if (parameters is null or 0)
        {
            if (string.IsNullOrEmpty(model)) return parameters is null ? TypeError : OneH100;
            var known = lookedUp ?? FromName(model);
            return known is null or 0.0 ? OneH100 : OfSize(type, known.Value);
        }
        return OfSize(type, parameters.Value);
    }

    static string OfSize(TaskType type, double parameters)
    {
        var billions = parameters / 1e9;
        if (type == TaskType.DpoTask) billions *= 3.0;
        else if (type == TaskType.GrpoTask) billions *= 2.0;
        return billions switch
        {
            <= 4.0 => OneH100,
            <= 12.0 => "2xH100",
            <= 40.0 => "4xH100",
            _ => "8xH100",
        };
    }

    /// <summary>The first run of digits directly followed by b or B. Surprise 18: "1.5b" reads as 5 billion.</summary>
    static double? FromName(string model)
    {
        for (var i = 0; i < model.Length;)
        {
            var billions = 0.0;
            var start = i;
            for (; i < model.Length && char.IsAsciiDigit(model[i]); i++) billions = billions * 10.0 + (model[i] - '0');
            if (i > start && i < model.Length && model[i] is 'b' or 'B') return billions * 1e9;
            if (i == start) i++;
        }
        return null;
    }
}
