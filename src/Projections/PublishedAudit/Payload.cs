using System.Collections.Immutable;
using Gradients.Ledger;

namespace Gradients.Projections.PublishedAudit;

/// <summary>What the live system publishes for one weight setting, as far as node weights read it.</summary>
public sealed record Payload(
    PublishedTournament? Text,
    PublishedTournament? Image,
    ImmutableArray<Hotkey> Participants,
    double TextWeight,
    double ImageWeight,
    double BurnWeight);

/// <summary>The latest completed tournament of one type.</summary>
/// <param name="Name">The member that holds it, such as <c>text_tournament_data</c>.</param>
public sealed record PublishedTournament(
    string Name, string Id, Hotkey? Base, Hotkey? Winner, ImmutableArray<PublishedRound> Rounds);

public sealed record PublishedRound(int Number, bool IsFinal, ImmutableArray<PublishedTask> Tasks);

/// <param name="Winner">As stated; what counts is recomputed from the scores.</param>
public sealed record PublishedTask(string Id, Hotkey? Winner, ImmutableArray<PublishedScore> Scores);

/// <param name="Quality">Null: never scored.</param>
/// <param name="Loss">Null: NaN, infinite or never measured; the file cannot say which.</param>
public sealed record PublishedScore(Hotkey Hotkey, double? Quality, double? Loss, string? Reason);
