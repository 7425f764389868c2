using System.Collections.Immutable;
using Gradients.Ledger;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Rulebooks.Shared;

namespace Gradients.Projections.PublishedAudit;

/// <summary>The answer to an audit of the live system's published file: read and recomputed, or unreadable.</summary>
public abstract record GodAuditAnswer
{
    GodAuditAnswer() { }

    public sealed record Recomputed(GodAuditResult Result) : GodAuditAnswer;

    public sealed record Unreadable(InputFault Fault) : GodAuditAnswer;
}

/// <summary>What the published file leads to.</summary>
/// <param name="Nodes">Node weights by rule 4.12.</param>
/// <param name="Row">The row of 16-bit weights by rule 4.13, or its named error.</param>
/// <param name="Comparison">Null when no stored row was given.</param>
/// <param name="Trusted">Inputs that could not be checked.</param>
/// <param name="Findings">Where the file contradicts itself; they do not enter the comparison.</param>
public sealed record GodAuditResult(
    NodeVector Nodes,
    Quantised Row,
    RowComparison? Comparison,
    ImmutableArray<TrustedInput> Trusted,
    ImmutableArray<string> Findings)
{
    /// <summary>Null when there was nothing to compare with.</summary>
    public bool? Equal => Comparison?.Equal;
}

/// <summary>
/// Recomputes, from the file that the live system publishes, the node weights and the 16-bit row under rulebook
/// 2025.12, and compares with what the chain stores. Reads the given bytes and nothing else.
/// </summary>
public static class GodAudit
{
    /// <param name="payload">An object with the member <c>tournament_audit_data</c>.</param>
    /// <param name="metagraph">A list of hotkeys whose index is the uid.</param>
    /// <param name="onChain">The stored row, <c>{"uids":[],"weights":[]}</c>; absent: recompute only.</param>
    public static GodAuditAnswer Of(InputFile payload, InputFile metagraph, InputFile? onChain = null)
    {
        try
        {
            var published = PayloadReader.Read(payload);
            var nodes = new Metagraph(metagraph.Parse().DistinctHotkeys());
            var stored = onChain is { } file ? ChainRow.Read(file) : null;
            return new GodAuditAnswer.Recomputed(Recompute(published, nodes, stored));
        }
        catch (UnreadableInput unreadable)
        {
            return new GodAuditAnswer.Unreadable(unreadable.Fault);
        }
    }

    static GodAuditResult Recompute(Payload payload, Metagraph metagraph, ChainRow? stored)
    {
        var vector = NodeWeights.Of(Inputs(payload, metagraph));
        var row = Quantiser.Quantise(vector.Weights.AsSpan());
        var checks = SelfCheck.Of(payload);
        return new GodAuditResult(
            vector,
            row,
            stored is null ? null : RowComparison.Of(row, stored),
            TrustedInputs.Of(payload, checks, stored is not null),
            checks.Findings);
    }

    static WeightInputs Inputs(Payload payload, Metagraph metagraph) => new(
        metagraph,
        payload.Participants,
        Brought(TournamentType.Text, payload.Text),
        Brought(TournamentType.Image, payload.Image),
        payload.TextWeight,
        payload.ImageWeight,
        payload.BurnWeight);

    static TypeWeights? Brought(TournamentType type, PublishedTournament? tournament)
    {
        if (tournament is null) return null;
        var rounds = ImmutableArray.CreateBuilder<WonRound>(tournament.Rounds.Length);
        foreach (var round in tournament.Rounds)
            rounds.Add(new WonRound(
                round.Number, round.IsFinal, ImmutableArray.CreateRange(round.Tasks, PublishedRows.Winner)));
        var points = Points.Of(type, tournament.Base, tournament.Winner, rounds.ToArray());
        return new TypeWeights(tournament.Winner, tournament.Base, points.Weights());
    }
}
