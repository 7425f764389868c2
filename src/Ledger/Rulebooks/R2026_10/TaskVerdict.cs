namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>Rule 4.3: who wins one boss task that both sides have a loss for.</summary>
/// <param name="How">By which rule.</param>
/// <param name="ChallengerWon">Otherwise the boss holds the task; after a draw too.</param>
/// <param name="Comparison">The example by example comparison, where one was made.</param>
public sealed record TaskVerdict(VerdictPath How, bool ChallengerWon, PairedComparison? Comparison)
{
    public bool IsDraw => How == VerdictPath.Draw;

    public static TaskVerdict Of(
        TaskKind type, double bossLoss, double challengerLoss, LossVector? boss, LossVector? challenger)
    {
        // Surprise 7: a missing vector falls back to the margin, while an unpairable one loses the task.
        if (!Measure.IsPaired(type) || boss is null || challenger is null)
            return new TaskVerdict(
                VerdictPath.Margin, BeatsByMargin(bossLoss, challengerLoss, Measure.HigherIsBetter(type)), null);
        if (!boss.PairsWith(challenger)) return new TaskVerdict(VerdictPath.Unpairable, false, null);

        var comparison = PairedComparison.Of(boss.Losses.AsSpan(), challenger.Losses.AsSpan());
        if (comparison.IsDraw) return new TaskVerdict(VerdictPath.Draw, false, comparison);
        // The loss of the whole task may contain a penalty that the examples do not: it must not be worse.
        return comparison.ChallengerWon && challengerLoss > bossLoss
            ? new TaskVerdict(VerdictPath.ScalarGuard, false, comparison)
            : new TaskVerdict(VerdictPath.Paired, comparison.ChallengerWon, comparison);
    }

    /// <summary>Better by one hundredth of what the boss has; equality wins.</summary>
    public static bool BeatsByMargin(double boss, double challenger, bool higherIsBetter)
    {
        var margin = Math.Abs(boss) * Constants2026_10.RelativeMargin;
        return higherIsBetter ? challenger >= boss + margin : challenger <= boss - margin;
    }
}

/// <summary>Which rule gave the verdict of a task.</summary>
public enum VerdictPath
{
    /// <summary>Example by example.</summary>
    Paired,

    /// <summary>Example by example, and none was decided: the task goes to nobody, the boss holds it.</summary>
    Draw,

    /// <summary>The vectors are of different examples: the boss wins.</summary>
    Unpairable,

    /// <summary>Won example by example, but the loss of the whole task is worse: the boss wins.</summary>
    ScalarGuard,

    /// <summary>One hundredth better in the loss or score of the whole task.</summary>
    Margin,
}
