using Gradients.Ledger.Arithmetic;

namespace Gradients.Ledger.Rulebooks.R2025_12;

/// <summary>
/// Rule 4.10: what a rank among N is worth: 0.3^(rank - 1), as a share of what all N ranks are worth.
/// </summary>
public static class RankWeights
{
    /// <summary>The sum of 0.3^(i - 1) for i = 1..total, left to right from 0.</summary>
    public static double Sum(int total)
    {
        var sum = 0.0;
        for (var i = 0; i < total; i++)
        {
            var power = ExactPower.Whole(Constants2025_12.RankDecay, i);
            // Once a power has vanished all later ones have, and adding 0.0 changes nothing.
            if (power == 0.0) break;
            sum += power;
        }
        return sum;
    }

    /// <param name="total">How many are ranked.</param>
    /// <param name="halfSteps">Twice (rank - 1): ties share a rank that may be a half.</param>
    /// <param name="sum">From <see cref="Sum"/> for this total.</param>
    /// <returns>1.0 where at most one is ranked, whatever the rank.</returns>
    public static double Of(int total, int halfSteps, double sum) =>
        total <= 1 ? 1.0 : ExactPower.Halves(Constants2025_12.RankDecay, halfSteps) / sum;
}
