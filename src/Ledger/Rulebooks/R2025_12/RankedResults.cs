namespace Gradients.Ledger.Rulebooks.R2025_12;

/// <summary>Rule 4.3: which rows the group stage, the boss round and the performance difference look at.</summary>
public static class RankedResults
{
    /// <summary>
    /// Every scored row with a finite loss. Surprise 2: such a row counts as fine-tuned whatever ranking said of it,
    /// while an infinite loss, valid in ranking, is dropped here.
    /// </summary>
    public static bool Counts(TaskRow row) => row.Loss is { } loss && double.IsFinite(loss);
}
