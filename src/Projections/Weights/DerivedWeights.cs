using System.Collections.Immutable;
using Gradients.Ledger.Store;
using Gradients.Ledger.Weights;

namespace Gradients.Projections;

/// <summary>The rows of one derivation: one for each node that gets anything, by uid, then the setting's own.</summary>
internal static class DerivedWeights
{
    public static void Add(
        in Recorded e, ImmutableArray<NodeWeight> nodes, ImmutableArray<long> uids, ImmutableArray<long> weights,
        ImmutableArray<Hotkey> hotkeys, List<Row> rows)
    {
        var netuid = Streams.Netuid(e.Stream);
        var sent = 0;
        foreach (var node in nodes)
        {
            if ((uint)node.Uid >= (uint)hotkeys.Length)
                throw new CannotFollow(e.Stream, e.Version, $"uid {node.Uid} is not on the metagraph");
            // A weight is not sent where the whole row failed: there is no u16 then.
            var isSent = sent < uids.Length && sent < weights.Length && uids[sent] == node.Uid;
            if (isSent && (weights[sent] < 0 || weights[sent] > ushort.MaxValue))
                throw new CannotFollow(e.Stream, e.Version, $"{weights[sent]} for uid {node.Uid} has no 16 bits");
            int? u16 = isSent ? (int)weights[sent++] : null;
            rows.Add(new WeightRow(netuid, e.Position, node, hotkeys[node.Uid], u16));
        }
        if (sent != uids.Length || sent != weights.Length)
            throw new CannotFollow(e.Stream, e.Version, "the row sent has other uids than the nodes with a weight");
    }

    /// <summary>The setting and the shares of a rulebook that is not 2025.12.</summary>
    public static void Add(in Recorded e, NodeWeightsDerived fact, List<Row> rows)
    {
        var netuid = Streams.Netuid(e.Stream);
        rows.Add(new RuledSettingRow(netuid, e.Position, fact));
        foreach (var share in fact.Shares)
            rows.Add(new ShareRow(netuid, e.Position, fact.Rulebook, share));
    }
}

/// <summary>The weight of one node in one derivation.</summary>
internal sealed record WeightRow(int Netuid, long Derivation, NodeWeight Node, Hotkey Hotkey, int? U16) : Row
{
    public override Table Table => WeightVectors.Table;

    public override KeyValues Key => KeyValues.Of(Netuid, Derivation, Node.Uid);

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

/// <summary>What went into one derivation under another rulebook; its parts have rows of their own.</summary>
internal sealed record RuledSettingRow(int Netuid, long Derivation, NodeWeightsDerived Fact) : Row
{
    public override Table Table => WeightVectors.Settings;

    protected override ImmutableArray<object?> LayOut()
    {
        NamedShare? text = Share("text"), image = Share("image"), burn = Share("burn");
        return
        [
            Cell.Of(Netuid),
            Derivation,
            Fact.Metagraph,
            text?.Tournament,
            image?.Tournament,
            text?.Share ?? 0.0,
            image?.Share ?? 0.0,
            burn?.Share ?? 0.0,
            Cell.Of(text?.Difference),
            Cell.Of(image?.Difference),
            null,
            null,
            Cell.Of(Fact.Participants.Length),
            Fact.Undistributed,
            Fact.Sum,
            Fact.Outcome == RowOutcome.NegativeBurnNode ? "NegativeBurnNode" : Fact.Error,
            Derivation,
        ];
    }

    NamedShare? Share(string name) => Fact.Shares.FirstOrDefault(share => share.Name == name);
}

/// <summary>What one part of the subnet gets in one derivation.</summary>
internal sealed record ShareRow(int Netuid, long Derivation, string Rulebook, NamedShare Share) : Row
{
    public override Table Table => WeightVectors.Shares;

    protected override ImmutableArray<object?> LayOut() =>
    [
        Cell.Of(Netuid),
        Derivation,
        Share.Name,
        Rulebook,
        Share.Share,
        Cell.Of(Share.Difference),
        Share.Tournament,
        Derivation,
    ];
}
