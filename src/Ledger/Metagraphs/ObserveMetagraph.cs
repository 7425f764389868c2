using System.Diagnostics;
using Gradients.Ledger.Rulebooks;

namespace Gradients.Ledger.Metagraphs;

/// <summary>Record which hotkey held which uid: the map from weights to nodes until the next observation.</summary>
public static class ObserveMetagraph
{
    public const string Alias = "observe_metagraph";
    const int MostUids = 65_536;

    public static Refusal? Forbid(MetagraphEvent fact) => fact switch
    {
        MetagraphObserved { Hotkeys.Length: 0 or > MostUids } => new("metagraph_malformed",
            "ledger: uids are 16-bit numbers", $"A metagraph has 1 to {MostUids} uids."),
        MetagraphObserved observed when observed.Block is < 0 => new("metagraph_malformed",
            "ledger: blocks count from 0", $"There is no block {observed.Block}."),
        MetagraphObserved => null,
        _ => throw new UnreachableException($"No rule for {fact.GetType().Name}."),
    };

    internal static LedgerState Evolve(LedgerState state, in Recorded e, MetagraphEvent fact)
    {
        if (fact is not MetagraphObserved seen)
            throw new UnreachableException($"No fold for {fact.GetType().Name}.");
        var observed = new ObservedMetagraph(e.Stream, e.Position, new(seen.Hotkeys));
        for (var i = 0; i < state.Metagraphs.Length; i++)
            if (state.Metagraphs[i].Stream == e.Stream)
                return state with { Metagraphs = state.Metagraphs.SetItem(i, observed) };
        return state with { Metagraphs = state.Metagraphs.Add(observed) };
    }
}
