using System.Collections.Immutable;
using Gradients.Ledger.Arithmetic;

namespace Gradients.Ledger.Rulebooks.Shared;

/// <summary>What a rank among N is worth: decay^(rank - 1), as a share of what all N ranks are worth.</summary>
public static class DecliningShares
{
    /// <summary>The sum of decay^(i - 1) for i = 1..total, left to right from 0.</summary>
    public static double Sum(double decay, int total)
    {
        var sum = 0.0;
        for (var i = 0; i < total; i++)
        {
            var power = ExactPower.Whole(decay, i);
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
    public static double Of(double decay, int total, int halfSteps, double sum) =>
        total <= 1 ? 1.0 : ExactPower.Halves(decay, halfSteps) / sum;

    /// <summary>Shares by amount, highest first; equal amounts share their average rank and keep their order.</summary>
    public static ImmutableArray<HotkeyAmount> ByAmount(double decay, IReadOnlyList<HotkeyAmount> list)
    {
        // A run of equal keys is one group.
        var keys = new double[list.Count];
        for (var i = 0; i < keys.Length; i++) keys[i] = -list[i].Amount;
        var order = new int[keys.Length];
        StableOrder.Ascending(keys, order);

        var weights = new OrderedAmounts(list.Count);
        var sum = Sum(decay, list.Count);
        for (var start = 0; start < order.Length;)
        {
            var end = start + 1;
            while (end < order.Length && keys[order[end]] == keys[order[start]]) end++;
            // Ranks count from 1: a group of k from rank r on shares rank r + (k - 1) / 2.
            var weight = Of(decay, list.Count, 2 * start + (end - start - 1), sum);
            for (; start < end; start++) weights.Set(list[order[start]].Hotkey, weight);
        }
        return weights.ToImmutable();
    }
}
