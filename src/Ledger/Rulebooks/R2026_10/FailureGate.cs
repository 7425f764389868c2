namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>Rule 4.18: a round with too many failed trainings waits for a human.</summary>
public static class FailureGate
{
    /// <param name="failed">Trainings that failed, in preparation or later.</param>
    /// <param name="trainings">All trainings of the round, whatever their status.</param>
    public static bool IsShut(int failed, int trainings) =>
        trainings > 0 && (double)failed / trainings > Constants2026_10.FailureShare;
}
