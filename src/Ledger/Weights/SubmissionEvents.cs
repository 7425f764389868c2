using System.Collections.Immutable;
using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Weights;

/// <summary>
/// Weights are about to be signed and sent: recorded before the key is asked, so that a crash never leads to a second
/// signature while the first may still be included.
/// </summary>
/// <param name="Call"><c>set_weights</c>, <c>commit_weights</c> or <c>reveal_weights</c>.</param>
/// <param name="Derivation">Position of the setting whose row is sent.</param>
/// <param name="Epoch">The subnet's epoch: (block + netuid + 1) / (tempo + 1), rounded down.</param>
/// <param name="EraBirth">The finalized block from which on the extrinsic may be included.</param>
/// <param name="EraBirthHash">That block's hash, 64 hex digits.</param>
/// <param name="EraPeriod">Blocks for which it may be included.</param>
/// <param name="Nonce">The account's number for this extrinsic.</param>
/// <param name="Salt">What is hashed with the row of a commit, and told with its reveal; else empty.</param>
/// <param name="Validator">Whose weights they are.</param>
/// <param name="VersionKey">The subnet's number for the version of its validators' program.</param>
public sealed record WeightsSubmitted(
    string Call, long Derivation, long Epoch, long EraBirth, string EraBirthHash, long EraPeriod, long Nonce,
    ImmutableArray<long> Salt, Hotkey Validator, long VersionKey) : WeightsEvent, IEvent<WeightsSubmitted>
{
    public static string Alias => "weights_submitted";

    public static WeightsSubmitted Pass<P>(ref P p, WeightsSubmitted? e) where P : IPass, allows ref struct =>
        new(p.Text("call"u8, e?.Call),
            p.Integer("derivation"u8, e?.Derivation ?? 0),
            p.Integer("epoch"u8, e?.Epoch ?? 0),
            p.Integer("eraBirth"u8, e?.EraBirth ?? 0),
            p.OwnText("eraBirthHash"u8, e?.EraBirthHash),
            p.Integer("eraPeriod"u8, e?.EraPeriod ?? 0),
            p.Integer("nonce"u8, e?.Nonce ?? 0),
            p.Integers("salt"u8, e?.Salt ?? default),
            p.Hotkey("validator"u8, e?.Validator),
            p.Integer("versionKey"u8, e?.VersionKey ?? 0));
}

/// <summary>A submission stands in a finalized block: it was carried out, or it failed there.</summary>
/// <param name="Block">The finalized block's number.</param>
/// <param name="BlockHash">Its hash, 64 hex digits.</param>
/// <param name="Error">The runtime's name for the failure; absent: it succeeded.</param>
/// <param name="Extrinsic">Its index in the block.</param>
/// <param name="Submission">Position of the submission.</param>
public sealed record WeightsIncluded(long Block, string BlockHash, string? Error, long Extrinsic, long Submission)
    : WeightsEvent, IEvent<WeightsIncluded>
{
    public static string Alias => "weights_included";

    public static WeightsIncluded Pass<P>(ref P p, WeightsIncluded? e) where P : IPass, allows ref struct =>
        new(p.Integer("block"u8, e?.Block ?? 0),
            p.OwnText("blockHash"u8, e?.BlockHash),
            p.TextOrNone("error"u8, e?.Error),
            p.Integer("extrinsic"u8, e?.Extrinsic ?? 0),
            p.Integer("submission"u8, e?.Submission ?? 0));
}

/// <summary>A submission's era has passed and no finalized block holds it: it never will be included.</summary>
/// <param name="Block">The finalized block at which that was seen; all blocks of the era are final.</param>
public sealed record WeightsExpired(long Block, string BlockHash, long Submission)
    : WeightsEvent, IEvent<WeightsExpired>
{
    public static string Alias => "weights_expired";

    public static WeightsExpired Pass<P>(ref P p, WeightsExpired? e) where P : IPass, allows ref struct =>
        new(p.Integer("block"u8, e?.Block ?? 0),
            p.OwnText("blockHash"u8, e?.BlockHash),
            p.Integer("submission"u8, e?.Submission ?? 0));
}

/// <summary>The row that a validator has on the chain, as one finalized block shows it.</summary>
/// <param name="Uid">The validator's own uid at that block.</param>
/// <param name="Uids">As stored, in the order stored, zeros included.</param>
/// <param name="Weights">Parallel to the uids.</param>
public sealed record WeightsObservedOnChain(
    long Block, string BlockHash, long Uid, ImmutableArray<long> Uids, Hotkey Validator, ImmutableArray<long> Weights)
    : WeightsEvent, IEvent<WeightsObservedOnChain>
{
    public static string Alias => "weights_observed_on_chain";

    public static WeightsObservedOnChain Pass<P>(ref P p, WeightsObservedOnChain? e)
        where P : IPass, allows ref struct =>
        new(p.Integer("block"u8, e?.Block ?? 0),
            p.OwnText("blockHash"u8, e?.BlockHash),
            p.Integer("uid"u8, e?.Uid ?? 0),
            p.Integers("uids"u8, e?.Uids ?? default),
            p.Hotkey("validator"u8, e?.Validator),
            p.Integers("weights"u8, e?.Weights ?? default));
}

/// <summary>One uid whose weight on the chain is not the one that follows; 0 where a row does not name it.</summary>
public sealed record DivergedWeight(long Recomputed, long Stored, long Uid) : IPart<DivergedWeight>
{
    public static DivergedWeight Pass<P>(ref P p, DivergedWeight? e) where P : IPass, allows ref struct =>
        new(p.Integer("recomputed"u8, e?.Recomputed ?? 0),
            p.Integer("stored"u8, e?.Stored ?? 0),
            p.Integer("uid"u8, e?.Uid ?? 0));
}

/// <summary>The row last observed on the chain is not the one that the derived weights are stored as.</summary>
/// <param name="Derivation">Position of the setting that was compared.</param>
/// <param name="Differences">By uid, never empty.</param>
/// <param name="Observation">Position of the observation that was compared.</param>
public sealed record WeightsDiverged(long Derivation, ImmutableArray<DivergedWeight> Differences, long Observation)
    : WeightsEvent, IEvent<WeightsDiverged>
{
    public static string Alias => "weights_diverged";

    public static WeightsDiverged Pass<P>(ref P p, WeightsDiverged? e) where P : IPass, allows ref struct =>
        new(p.Integer("derivation"u8, e?.Derivation ?? 0),
            p.Parts("differences"u8, e?.Differences ?? default),
            p.Integer("observation"u8, e?.Observation ?? 0));
}
