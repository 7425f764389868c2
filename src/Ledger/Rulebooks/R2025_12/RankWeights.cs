using Gradients.Ledger.Rulebooks.Shared;

namespace Gradients.Ledger.Rulebooks.R2025_12;

/// <summary>
/// Rule 4.10: what a rank among N is worth: 0.3^(rank - 1), as a share of what all N ranks are worth.
/// </summary>
public static class RankWeights
{
    /// <inheritdoc cref="DecliningShares.Sum"/>
    public static double Sum(int total) => DecliningShares.Sum(Constants2025_12.RankDecay, total);

    /// <inheritdoc cref="DecliningShares.Of"/>
    public static double Of(int total, int halfSteps, double sum) =>
        DecliningShares.Of(Constants2025_12.RankDecay, total, halfSteps, sum);
}
