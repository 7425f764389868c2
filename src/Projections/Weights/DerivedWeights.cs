using System.Collections.Immutable;
using Gradients.Ledger.Store;
using Gradients.Ledger.Weights;

namespace Gradients.Projections;

/// <summary>The rows of one derivation: one for each node that gets anything, by uid, then the setting's own.</summary>
internal static class DerivedWeights
{
    public static void Add(
        in Recorded e, int netuid, WeightsDerived fact, ImmutableArray<Hotkey> hotkeys, List<Row> rows)
    {
        var sent = 0;
        foreach (var node in fact.NodeWeights)
        {
            if ((uint)node.Uid >= (uint)hotkeys.Length)
                throw new CannotFollow(e.Stream, e.Version, $"uid {node.Uid} is not on the metagraph");
            // A weight is not sent where the whole row failed: there is no u16 then.
            var isSent = sent < fact.Uids.Length && sent < fact.Weights.Length && fact.Uids[sent] == node.Uid;
            if (isSent && (fact.Weights[sent] < 0 || fact.Weights[sent] > ushort.MaxValue))
                throw new CannotFollow(e.Stream, e.Version, $"{fact.Weights[sent]} for uid {node.Uid} has no 16 bits");
            int? u16 = isSent ? (int)fact.Weights[sent++] : null;
            rows.Add(new WeightRow(netuid, e.Position, node, hotkeys[node.Uid], u16));
        }
        if (sent != fact.Uids.Length || sent != fact.Weights.Length)
            throw new CannotFollow(e.Stream, e.Version, "the row sent has other uids than the nodes with a weight");
        rows.Add(new SettingRow(netuid, e.Position, fact));
    }
}

/// <summary>The weight of one node in one derivation.</summary>
internal sealed record WeightRow(int Netuid, long Derivation, NodeWeight Node, Hotkey Hotkey, int? U16) : Row
{
    public override Table Table => WeightVectors.Table;

    protected override ImmutableArray<object?> LayOut() =>
    [
        Cell.Of(Netuid),
        Derivation,
        Cell.Of(Node.Uid),
        Hotkey.Text,
        Node.Weight,
        U16 is { } sent ? Cell.Of(sent) : null,
        Derivation,
    ];
}

/// <summary>What went into one derivation.</summary>
internal sealed record SettingRow(int Netuid, long Derivation, WeightsDerived Fact) : Row
{
    public override Table Table => WeightVectors.Settings;

    protected override ImmutableArray<object?> LayOut() =>
    [
        Cell.Of(Netuid),
        Derivation,
        Fact.Metagraph,
        Fact.TextTournament,
        Fact.ImageTournament,
        Fact.Burn.TextTournamentWeight,
        Fact.Burn.ImageTournamentWeight,
        Fact.Burn.BurnWeight,
        Cell.Of(Fact.Burn.TextPerformanceDiff),
        Cell.Of(Fact.Burn.ImagePerformanceDiff),
        Fact.Burn.TextBurnProportion,
        Fact.Burn.ImageBurnProportion,
        Cell.Of(Fact.Participants.Length),
        Fact.Undistributed,
        Fact.Sum,
        Fact.Error,
        Derivation,
    ];
}
