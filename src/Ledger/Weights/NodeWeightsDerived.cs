using System.Collections.Immutable;
using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Weights;

/// <summary>How a weight setting's row came out.</summary>
public enum RowOutcome
{
    /// <summary>There is a row for the chain.</summary>
    Row,

    /// <summary>Rounding left the burn node below 0, the quantiser refuses the row, and nobody is paid.</summary>
    NegativeBurnNode,

    /// <summary>There is no row for another reason.</summary>
    Failed,
}

/// <summary>What one part of the subnet gets of everything.</summary>
/// <param name="Difference">The performance difference its bonus was taken from, if any.</param>
/// <param name="Name">The type of tournament.</param>
/// <param name="Tournament">Its latest completed tournament, if any.</param>
public sealed record NamedShare(double? Difference, string Name, double Share, string? Tournament)
    : IPart<NamedShare>
{
    public static NamedShare Pass<P>(ref P p, NamedShare? e) where P : IPass, allows ref struct =>
        new(p.NumberOrNone("difference"u8, e?.Difference),
            p.Text("name"u8, e?.Name),
            p.Number("share"u8, e?.Share ?? 0),
            p.TextOrNone("tournament"u8, e?.Tournament));
}

/// <summary>A weight setting under another rulebook than 2025.12, from the facts up to here.</summary>
/// <param name="Error">Why there is no row, by the quantiser's name for it.</param>
/// <param name="Metagraph">Position of the metagraph observation whose uids are used.</param>
/// <param name="NodeWeights">The nodes that get anything, by uid; all others get exactly 0.</param>
/// <param name="Participants">Hotkeys still alive in running tournaments, in ordinal order.</param>
/// <param name="Performance">What this setting stores in tournaments.</param>
/// <param name="Shares">In the order in which the rulebook adds them.</param>
/// <param name="Sum">All node weights added up in uid order.</param>
/// <param name="Undistributed">What could not be given to registered hotkeys.</param>
public sealed record NodeWeightsDerived(
    string? Error, long Metagraph, ImmutableArray<NodeWeight> NodeWeights, RowOutcome Outcome,
    ImmutableArray<Hotkey> Participants, ImmutableArray<StoredPerformance> Performance, string Rulebook,
    ImmutableArray<NamedShare> Shares, double Sum, ImmutableArray<long> Uids, double Undistributed,
    ImmutableArray<long> Weights) : WeightsEvent, IEvent<NodeWeightsDerived>
{
    static readonly string[] Outcomes = ["row", "negative_burn_node", "failed"];

    public static string Alias => "node_weights_derived";

    public static NodeWeightsDerived Pass<P>(ref P p, NodeWeightsDerived? e) where P : IPass, allows ref struct =>
        new(p.TextOrNone("error"u8, e?.Error),
            p.Integer("metagraph"u8, e?.Metagraph ?? 0),
            p.Parts("nodeWeights"u8, e?.NodeWeights ?? default),
            (RowOutcome)p.Word("outcome"u8, (int)(e?.Outcome ?? 0), Outcomes),
            p.Hotkeys("participants"u8, e?.Participants ?? default),
            p.Parts("performance"u8, e?.Performance ?? default),
            p.Text("rulebook"u8, e?.Rulebook),
            p.Parts("shares"u8, e?.Shares ?? default),
            p.Number("sum"u8, e?.Sum ?? 0),
            p.Integers("uids"u8, e?.Uids ?? default),
            p.Number("undistributed"u8, e?.Undistributed ?? 0),
            p.Integers("weights"u8, e?.Weights ?? default));
}
