using System.Collections.Immutable;
using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Metagraphs;

/// <summary>Stakes, permits, updates and incentives beside the hotkeys that the same block showed. By uid.</summary>
/// <param name="Block">Number of the block, that of the latest <c>metagraph_observed</c>.</param>
/// <param name="BlockHash">Its hash, 64 hex digits.</param>
/// <param name="Incentives">Of 65535.</param>
/// <param name="LastUpdates">The block in which each uid last set weights.</param>
/// <param name="Permits">The uids that may validate, in order.</param>
/// <param name="Stakes">Alpha staked to each hotkey on the subnet, in RAO.</param>
public sealed record NeuronsObserved(
    long Block, string BlockHash, ImmutableArray<long> Incentives, ImmutableArray<long> LastUpdates,
    ImmutableArray<long> Permits, ImmutableArray<long> Stakes) : MetagraphEvent, IEvent<NeuronsObserved>
{
    public static string Alias => "neurons_observed";

    public static NeuronsObserved Pass<P>(ref P p, NeuronsObserved? e) where P : IPass, allows ref struct =>
        new(p.Integer("block"u8, e?.Block ?? 0),
            p.OwnText("blockHash"u8, e?.BlockHash),
            p.Integers("incentives"u8, e?.Incentives ?? default),
            p.Integers("lastUpdates"u8, e?.LastUpdates ?? default),
            p.Integers("permits"u8, e?.Permits ?? default),
            p.Integers("stakes"u8, e?.Stakes ?? default));
}
