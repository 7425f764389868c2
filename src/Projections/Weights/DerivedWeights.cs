using System.Collections.Immutable;
using Gradients.Ledger.Store;
using Gradients.Ledger.Weights;

namespace Gradients.Projections;

/// <summary>The rows of one derivation: one for each node that gets anything, by uid, then the setting's own.</summary>
internal static class DerivedWeights
{
    public static ImmutableArray<Row> Rows(
        in Recorded e, int netuid, WeightsDerived fact, ImmutableArray<Hotkey> hotkeys)
    {
        object position = e.Position;
        var rows = ImmutableArray.CreateBuilder<Row>(fact.NodeWeights.Length + 1);
        var sent = 0;
        foreach (var node in fact.NodeWeights)
        {
            if ((uint)node.Uid >= (uint)hotkeys.Length)
                throw new CannotFollow(e.Stream, e.Version, $"uid {node.Uid} is not on the metagraph");
            // A weight is not sent where the whole row failed: there is no u16 then.
            var isSent = sent < fact.Uids.Length && sent < fact.Weights.Length && fact.Uids[sent] == node.Uid;
            if (isSent && (fact.Weights[sent] < 0 || fact.Weights[sent] > ushort.MaxValue))
                throw new CannotFollow(e.Stream, e.Version, $"{fact.Weights[sent]} for uid {node.Uid} has no 16 bits");
            rows.Add(new(WeightVectors.Tables[0],
            [
                Cell.Of(netuid),
                position,
                Cell.Of(node.Uid),
                hotkeys[node.Uid].Text,
                node.Weight,
                isSent ? (int)fact.Weights[sent++] : null,
                position,
            ]));
        }
        if (sent != fact.Uids.Length || sent != fact.Weights.Length)
            throw new CannotFollow(e.Stream, e.Version, "the row sent has other uids than the nodes with a weight");
        rows.Add(Setting(netuid, fact, position));
        return rows.MoveToImmutable();
    }

    static Row Setting(int netuid, WeightsDerived fact, object position) => new(WeightVectors.Tables[1],
    [
        Cell.Of(netuid),
        position,
        fact.Metagraph,
        fact.TextTournament,
        fact.ImageTournament,
        fact.Burn.TextTournamentWeight,
        fact.Burn.ImageTournamentWeight,
        fact.Burn.BurnWeight,
        Cell.Of(fact.Burn.TextPerformanceDiff),
        Cell.Of(fact.Burn.ImagePerformanceDiff),
        fact.Burn.TextBurnProportion,
        fact.Burn.ImageBurnProportion,
        Cell.Of(fact.Participants.Length),
        fact.Undistributed,
        fact.Sum,
        fact.Error,
        position,
    ]);
}
