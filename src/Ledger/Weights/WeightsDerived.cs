using System.Collections.Immutable;
using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Weights;

/// <summary>What happens to the weights of one subnet.</summary>
public abstract record WeightsEvent : LedgerEvent
{
    private protected WeightsEvent()
    {
    }
}

/// <summary>How emission is shared between the tournament types and burning (rule 4.9); fractions of one.</summary>
public sealed record BurnShares(
    double BurnWeight, double ImageBurnProportion, double? ImagePerformanceDiff, double ImageTournamentWeight,
    double TextBurnProportion, double? TextPerformanceDiff, double TextTournamentWeight) : IPart<BurnShares>
{
    public static BurnShares Pass<P>(ref P p, BurnShares? e) where P : IPass, allows ref struct =>
        new(p.Number("burnWeight"u8, e?.BurnWeight ?? 0),
            p.Number("imageBurnProportion"u8, e?.ImageBurnProportion ?? 0),
            p.NumberOrNone("imagePerformanceDiff"u8, e?.ImagePerformanceDiff),
            p.Number("imageTournamentWeight"u8, e?.ImageTournamentWeight ?? 0),
            p.Number("textBurnProportion"u8, e?.TextBurnProportion ?? 0),
            p.NumberOrNone("textPerformanceDiff"u8, e?.TextPerformanceDiff),
            p.Number("textTournamentWeight"u8, e?.TextTournamentWeight ?? 0));
}

/// <summary>One node's share: a fraction of one, not yet scaled to 16 bits.</summary>
public sealed record NodeWeight(int Uid, double Weight) : IPart<NodeWeight>
{
    public static NodeWeight Pass<P>(ref P p, NodeWeight? e) where P : IPass, allows ref struct =>
        new(p.Count("uid"u8, e?.Uid ?? 0),
            p.Number("weight"u8, e?.Weight ?? 0));
}

/// <summary>The fresh performance difference a weight setting stores in a tournament (rule 4.9).</summary>
public sealed record StoredPerformance(double Difference, string Tournament) : IPart<StoredPerformance>
{
    public static StoredPerformance Pass<P>(ref P p, StoredPerformance? e) where P : IPass, allows ref struct =>
        new(p.Number("difference"u8, e?.Difference ?? 0),
            p.Text("tournament"u8, e?.Tournament));
}

/// <summary>A weight setting: everything from the shares to the 16-bit row, from the facts up to here.</summary>
/// <param name="Error">Why no row could be made (then uids and weights are empty), by the quantiser's name for it.</param>
/// <param name="Metagraph">Position of the metagraph observation whose uids are used.</param>
/// <param name="NodeWeights">The nodes that get anything, by uid; all others get exactly 0.</param>
/// <param name="Participants">Hotkeys still alive in running tournaments, in ordinal order.</param>
/// <param name="Performance">What this setting stores in tournaments.</param>
/// <param name="Sum">All node weights added up in uid order.</param>
/// <param name="Undistributed">What the types could not give to registered hotkeys: it goes to the burn node.</param>
public sealed record WeightsDerived(
    BurnShares Burn, string? Error, string? ImageTournament, long Metagraph, ImmutableArray<NodeWeight> NodeWeights,
    ImmutableArray<Hotkey> Participants, ImmutableArray<StoredPerformance> Performance, double Sum,
    string? TextTournament, ImmutableArray<long> Uids, double Undistributed, ImmutableArray<long> Weights)
    : WeightsEvent, IEvent<WeightsDerived>
{
    public static string Alias => "weights_derived";

    public static WeightsDerived Pass<P>(ref P p, WeightsDerived? e) where P : IPass, allows ref struct =>
        new(p.Part("burn"u8, e?.Burn),
            p.TextOrNone("error"u8, e?.Error),
            p.TextOrNone("imageTournament"u8, e?.ImageTournament),
            p.Integer("metagraph"u8, e?.Metagraph ?? 0),
            p.Parts("nodeWeights"u8, e?.NodeWeights ?? default),
            p.Hotkeys("participants"u8, e?.Participants ?? default),
            p.Parts("performance"u8, e?.Performance ?? default),
            p.Number("sum"u8, e?.Sum ?? 0),
            p.TextOrNone("textTournament"u8, e?.TextTournament),
            p.Integers("uids"u8, e?.Uids ?? default),
            p.Number("undistributed"u8, e?.Undistributed ?? 0),
            p.Integers("weights"u8, e?.Weights ?? default));
}
