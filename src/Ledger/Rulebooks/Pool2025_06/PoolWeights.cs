using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Gradients.Ledger.Rulebooks.Pool2025_06;

/// <summary>Rule 2.7, end: from period scores to one weight for each node.</summary>
public static class PoolWeights
{
    /// <param name="nodes">The metagraph; hotkeys without a uid lose their weight.</param>
    /// <param name="entries">In order: sums run in it.</param>
    public static ImmutableArray<double> Of(PoolRules rules, Metagraph nodes, IEnumerable<PeriodEntry> entries)
    {
        var weights = new double[Math.Max(PoolRules.NodeCount, nodes.Count)];
        foreach (var entry in entries)
            if (nodes.UidOf(entry.Miner.Miner) is >= 0 and var uid)
                weights[uid] += entry.Miner.Normalised * entry.Multiplier;
        if (rules.ParkedShare == 0.0) return ImmutableCollectionsMarshal.AsImmutableArray(weights);

        // Set, not added; and where the burn node is not registered its half vanishes.
        foreach (ref var weight in weights.AsSpan()) weight *= 1.0 - rules.ParkedShare;
        if (nodes.UidOf(PoolRules.BurnHotkey) is >= 0 and var burn) weights[burn] = rules.ParkedShare;
        return ImmutableCollectionsMarshal.AsImmutableArray(weights);
    }
}
