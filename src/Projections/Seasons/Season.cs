using System.Collections.Immutable;
using Gradients.Ledger.Tournaments;

namespace Gradients.Projections.Seasons;

/// <summary>The facts of a season as a season file holds them; nothing in it is a conclusion.</summary>
/// <param name="Digest">SHA-256 of the file: the root of every command's idempotency key.</param>
/// <param name="Hotkeys">The file names hotkeys by their index here; index 0 is the placeholder.</param>
public sealed record Season(
    string Name, string Digest, ImmutableArray<Hotkey> Hotkeys, ImmutableArray<SeasonTournament> Tournaments,
    ImmutableArray<SeasonSnapshot> Snapshots);

/// <param name="Participants">Entrants, without the placeholder.</param>
/// <param name="BaseWinner">The champion when the tournament was created.</param>
public sealed record SeasonTournament(
    string Id, TournamentType Type, long CreatedAt, long CompletedAt, ImmutableArray<Hotkey> Participants,
    Hotkey? BaseWinner, ImmutableArray<SeasonRound> Rounds);

/// <param name="Unregistered">Hotkeys, winners of this round among them, whose nodes were gone when the next was drawn.</param>
public sealed record SeasonRound(
    int Number, RoundKind Kind, long CompletedAt, ImmutableArray<ImmutableArray<Hotkey>> Assignments,
    ImmutableArray<SeasonTask> Tasks, ImmutableArray<Hotkey> Unregistered);

public sealed record SeasonTask(string Id, TaskType Type, int Slot, ImmutableArray<SeasonRow> Rows);

/// <param name="Loss">Absent when the entrant was never scored.</param>
/// <param name="Reason">A score reason set before ranking.</param>
public sealed record SeasonRow(
    Hotkey Hotkey, TrainingStatus? Training, double? Loss, bool IsFinetune, string? Reason);

/// <summary>A weight setting: when, and which hotkey held which uid.</summary>
/// <param name="Active">
/// Tournaments that ran, by their place in the season, with the number of their closed rounds: it tells what had
/// happened before where several things happened in one moment.
/// </param>
public sealed record SeasonSnapshot(
    long At, ImmutableArray<Hotkey> Metagraph, ImmutableArray<(int Tournament, int Rounds)> Active)
{
    /// <summary>Closed rounds of a tournament that ran; null for one that did not, or not any more.</summary>
    public int? RoundsOf(int tournament)
    {
        foreach (var active in Active)
            if (active.Tournament == tournament)
                return active.Rounds;
        return null;
    }
}
