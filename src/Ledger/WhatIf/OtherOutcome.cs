using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.Shared;
using Gradients.Ledger.Weights;

namespace Gradients.Ledger.WhatIf;

/// <summary>Who holds the title after a tournament: as recorded, and under the other rules.</summary>
/// <param name="Kept">Why the recorded outcome was kept, where the facts do not suffice; else absent.</param>
public sealed record OtherOutcome(string Tournament, Hotkey Recorded, Hotkey Other, string? Kept)
{
    public bool Differs => Recorded != Other;
}

/// <summary>A weight setting as recorded and under the other rules.</summary>
/// <param name="Position">Of the recorded setting.</param>
/// <param name="Changed">Nodes whose weight differs, by uid.</param>
/// <param name="Unpaid">Why nobody would be paid, if so.</param>
public sealed record OtherWeights(long Position, int Netuid, ImmutableArray<OtherWeight> Changed, string? Unpaid);

/// <summary>One node's weight: a fraction, and its 16 bits where a row was made.</summary>
public readonly record struct OtherWeight(
    int Uid, Hotkey Hotkey, double Recorded, long? RecordedSent, double Other, long? OtherSent)
{
    internal static ImmutableArray<OtherWeight> Between(WeightsEvent recorded, VectorSetting other)
    {
        var (nodes, uids, weights) = recorded switch
        {
            WeightsDerived e => (e.NodeWeights, e.Uids, e.Weights),
            NodeWeightsDerived e => (e.NodeWeights, e.Uids, e.Weights),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        var row = other.Quantised as Quantised.Row;
        var changed = ImmutableArray.CreateBuilder<OtherWeight>();
        for (var uid = 0; uid < other.Weights.Length; uid++)
        {
            var before = nodes.FirstOrDefault(node => node.Uid == uid)?.Weight ?? 0.0;
            var sentBefore = uids.IndexOf(uid) is >= 0 and var place ? weights[place] : (long?)null;
            var sent = row is not null && row.Uids.IndexOf(uid) is >= 0 and var at ? row.Weights[at] : (long?)null;
            if (before != other.Weights[uid] || sentBefore != sent)
                changed.Add(new(uid, other.Metagraph.Metagraph.Hotkeys[uid], before, sentBefore, other.Weights[uid], sent));
        }
        return changed.ToImmutable();
    }
}
