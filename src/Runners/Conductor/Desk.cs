using System.Collections.Immutable;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;
using Gradients.Runners.Meter.Measuring;
using Gradients.Runners.Schedules;

namespace Gradients.Runners.Conductor;

/// <summary>A miner's code: where it lies, and at which commit.</summary>
/// <param name="Submission">Version of the entry's event in its stream; 0 for code that entered elsewhere.</param>
public sealed record Code(Hotkey Hotkey, string Repository, string Commit, long Submission);

/// <summary>
/// What work reads of the events beyond the state that the rules keep: code of entrants, the draw of the running round,
/// outputs of runs. Folded from events alone, so a restarted conductor knows what the one before it knew.
/// </summary>
public sealed class Desk
{
    readonly Dictionary<string, Course> _courses = new(StringComparer.Ordinal);
    readonly Dictionary<(TournamentType Type, Hotkey Hotkey), Code> _known = [];
    readonly Dictionary<string, long> _derived = new(StringComparer.Ordinal);

    /// <summary>The last completed tournament, and where its completion stands; none: null and 0.</summary>
    public (string? Stream, long Position) Completed { get; private set; }

    /// <summary>Completed tournaments whose winner's code has not been kept yet, oldest first.</summary>
    public ImmutableArray<Archivable> Unarchived { get; private set; } = [];

    /// <summary>Position of the last event that ended a tournament; 0: none has ended.</summary>
    public long Ended { get; private set; }

    /// <summary>When tournaments were announced and ended.</summary>
    public ScheduleBook Schedule { get; } = new();

    /// <summary>Position of the last setting of weights in a stream; 0: none.</summary>
    public long Derived(string stream) => _derived.GetValueOrDefault(stream);

    /// <summary>A tournament that was recorded as it happened; null for any other.</summary>
    public Course? Find(string stream) => _courses.GetValueOrDefault(stream);

    /// <summary>The code that a hotkey last entered tournaments of a type with.</summary>
    public Code? CodeOf(TournamentType type, Hotkey hotkey) => _known.GetValueOrDefault((type, hotkey));

    /// <summary>The next event of the ledger.</summary>
    public void Fold(Recorded e)
    {
        Schedule.Fold(e);
        switch (e.Event)
        {
            case TournamentAnnounced { Origin: Origin.Recorded } announced:
                _courses[e.Stream] = new(announced.Type, e.At);
                break;
            case WeightsDerived or NodeWeightsDerived:
                _derived[e.Stream] = e.Position;
                break;
            case WinnerArchived:
                var archived = e.Stream;
                Unarchived = Unarchived.RemoveAll(one => one.Stream == archived);
                break;
            case TournamentEvent fact when _courses.TryGetValue(e.Stream, out var course):
                Fold(e, fact, course);
                break;
        }
    }

    void Fold(in Recorded e, TournamentEvent fact, Course course)
    {
        switch (fact)
        {
            case EntrySubmitted { Repository: { } repository, Commit: { } commit } entry:
                course.Entries[entry.Hotkey] = new(entry.Hotkey, repository, commit, e.Version);
                break;
            case EntryAccepted accepted when course.Entries.TryGetValue(accepted.Hotkey, out var code):
                _known[(course.Type, accepted.Hotkey)] = code with { Submission = 0 };
                break;
            case RoundDrawn drawn:
                course.Drawn = drawn;
                course.Outputs.Clear();
                course.LackExamples.Clear();
                break;
            case LossMeasured { Method: Measurement.Method } measured:
                course.LackExamples.Add((measured.Task, measured.Hotkey));
                break;
            case ExampleLossesMeasured measured:
                course.LackExamples.Remove((measured.Task, measured.Hotkey));
                break;
            case RunFinished { OutputDigest: { } digest } finished:
                course.Outputs[(finished.Task, finished.Hotkey)] = (finished.Attempt, digest);
                break;
            case TournamentCompleted completed:
                Completed = (e.Stream, e.Position);
                if (CodeOf(course.Type, completed.RealWinner) is { } winner)
                    Unarchived = Unarchived.Add(new(e.Stream, course.Type, winner));
                _courses.Remove(e.Stream);
                Ended = e.Position;
                break;
            case TournamentCancelled:
                _courses.Remove(e.Stream);
                Ended = e.Position;
                break;
        }
    }
}

/// <summary>A completed tournament and its winner's code.</summary>
public sealed record Archivable(string Stream, TournamentType Type, Code Winner);

/// <summary>One tournament under way.</summary>
/// <param name="announcedAt">As its event says, in microseconds since 1970: for schedules, never for scores.</param>
public sealed class Course(TournamentType type, long announcedAt)
{
    public TournamentType Type => type;

    public long AnnouncedAt => announcedAt;

    /// <summary>The draw of the running round, or of the last one.</summary>
    public RoundDrawn? Drawn { get; internal set; }

    /// <summary>The latest entry of each hotkey.</summary>
    public SortedDictionary<Hotkey, Code> Entries { get; } = [];

    /// <summary>What the latest finished run of an entrant left, in the running round.</summary>
    public Dictionary<(string Task, Hotkey Hotkey), (int Attempt, string Digest)> Outputs { get; } = [];

    /// <summary>Whose loss was measured natively in the running round, but whose losses of examples do not follow
    /// yet.</summary>
    public HashSet<(string Task, Hotkey Hotkey)> LackExamples { get; } = [];
}
