using System.Diagnostics;
using Gradients.Ledger.Rulebooks;

namespace Gradients.Ledger.Metagraphs;

/// <summary>Record which hotkey held which uid: the map from weights to nodes until the next observation.</summary>
public static class ObserveMetagraph
{
    public const string Alias = "observe_metagraph", NeuronsAlias = "observe_neurons";
    const int MostUids = 65_536;

    public static Refusal? Forbid(LedgerState state, string stream, MetagraphEvent fact) => fact switch
    {
        MetagraphObserved { Hotkeys.Length: 0 or > MostUids } => new("metagraph_malformed",
            "ledger: uids are 16-bit numbers", $"A metagraph has 1 to {MostUids} uids."),
        MetagraphObserved observed when observed.Block is < 0 => new("metagraph_malformed",
            "ledger: blocks count from 0", $"There is no block {observed.Block}."),
        MetagraphObserved => null,
        NeuronsObserved neurons => Forbid(state.Metagraph(stream), neurons),
        _ => throw new UnreachableException($"No rule for {fact.GetType().Name}."),
    };

    static Refusal? Forbid(ObservedMetagraph? observed, NeuronsObserved e)
    {
        const string rule = "ledger: neurons belong to the hotkeys that the same block showed";
        if (observed is null || observed.Block != e.Block || observed.BlockHash != e.BlockHash)
            return new("block_not_observed", rule, $"The latest metagraph observed is not that of block {e.Block}.");
        var uids = observed.Metagraph.Count;
        if (e.Incentives.Length != uids || e.LastUpdates.Length != uids || e.Stakes.Length != uids)
            return new("neurons_malformed", rule, $"The metagraph has {uids} uids.");
        for (var i = 0; i < e.Permits.Length; i++)
            if (e.Permits[i] < 0 || e.Permits[i] >= uids || (i > 0 && e.Permits[i] <= e.Permits[i - 1]))
                return new("neurons_malformed", rule, "Permits name uids of the metagraph, in order.");
        return null;
    }

    internal static LedgerState Evolve(LedgerState state, in Recorded e, MetagraphEvent fact)
    {
        // No rule reads stakes or incentives so far: they are facts for auditors and forecasts.
        if (fact is NeuronsObserved)
            return state;
        if (fact is not MetagraphObserved seen)
            throw new UnreachableException($"No fold for {fact.GetType().Name}.");
        var observed = new ObservedMetagraph(e.Stream, e.Position, new(seen.Hotkeys), seen.Block, seen.BlockHash);
        for (var i = 0; i < state.Metagraphs.Length; i++)
            if (state.Metagraphs[i].Stream == e.Stream)
                return state with { Metagraphs = state.Metagraphs.SetItem(i, observed) };
        return state with { Metagraphs = state.Metagraphs.Add(observed) };
    }
}
