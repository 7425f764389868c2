using System.Collections.Immutable;
using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Metagraphs;

/// <summary>What is seen of the chain's metagraph.</summary>
public abstract record MetagraphEvent : LedgerEvent
{
    private protected MetagraphEvent()
    {
    }
}

/// <summary>Which hotkey held which uid, as one block showed it.</summary>
/// <param name="Block">Block number, where one was recorded.</param>
/// <param name="BlockHash">That block's hash in hex, where one was recorded.</param>
/// <param name="Hotkeys">The hotkey of each uid, by uid from 0.</param>
public sealed record MetagraphObserved(long? Block, string? BlockHash, ImmutableArray<Hotkey> Hotkeys)
    : MetagraphEvent, IEvent<MetagraphObserved>
{
    public static string Alias => "metagraph_observed";

    public static MetagraphObserved Pass<P>(ref P p, MetagraphObserved? e) where P : IPass, allows ref struct =>
        new(p.IntegerOrNone("block"u8, e?.Block),
            p.OwnTextOrNone("blockHash"u8, e?.BlockHash),
            p.Hotkeys("hotkeys"u8, e?.Hotkeys ?? default));
}
