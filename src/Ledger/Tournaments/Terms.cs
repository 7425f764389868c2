namespace Gradients.Ledger.Tournaments;

/// <summary>What was fixed when a tournament was announced and holds to its end.</summary>
/// <param name="Id">The tournament's id, without the stream's prefix.</param>
/// <param name="Announced">Position of the announcement: tournaments of a type follow each other by it.</param>
public sealed record Terms(string Id, TournamentAnnounced Announcement, long Announced)
{
    /// <summary>The rules it was announced with, to its end.</summary>
    public TournamentBook Book { get; } = TournamentBook.Of(Announcement.Rulebook);

    public TournamentType Type => Announcement.Type;

    public bool IsImported => Announcement.Origin == Origin.Imported;
}
