using System.Collections.Immutable;
using System.Diagnostics;
using Gradients.Ledger.Benchmarks;
using Gradients.Ledger.Metagraphs;
using Gradients.Ledger.Pool;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Store;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;

namespace Gradients.Projections;

/// <summary>
/// What has each hotkey done over all tournaments? One row per hotkey. Entering counts when the field closes, tasks and
/// rounds when their round closes, also in a tournament that is cancelled later; titles, defences and finishes only
/// when it is completed. Tasks won go by quality score. The placeholder has no career: it plays for the champion.
/// </summary>
public sealed class Careers : RunningProjection
{
    internal static readonly Table Table =
        new("careers", KeyColumns: 1,
        [
            new("hotkey", ColumnType.Text),
            new("tournaments_entered", ColumnType.Integer),
            new("rounds_won", ColumnType.Integer),
            new("tasks_won", ColumnType.Integer),
            new("tasks_measured", ColumnType.Integer),
            new("titles", ColumnType.Integer),
            new("defences", ColumnType.Integer),
            new("best_finish", ColumnType.Integer),
            new("last_tournament", ColumnType.Text),
            new("position", ColumnType.Bigint),
        ]);

    /// <summary>Only looked into: no order is taken from it.</summary>
    readonly Dictionary<string, Career> _byHotkey = new(StringComparer.Ordinal);

    internal PerTournament<CareerCourse> Courses { get; } = new();

    public override string Name => Table.Name;

    public override ImmutableArray<Table> Tables => [Table];

    private protected override void Fold(in Recorded e, List<Row> rows)
    {
        switch (e.Event)
        {
            case RunScheduled or RunStarted or RunFinished or TrainingEnded or LossMeasured or RunFailed
                or MeasurementFailed or DuplicateFound or TaskEvidence or PlacesAwarded:
            case StakeEvent or PoolEvent:
            case EntrySubmitted or EntryFeePaid or EntryAccepted or EntryRefused:
            case DrawSeedCommitted or DrawBlockNamed or NodeGone or RoundDrawn:
            case TaskPosed or TaskReplaced or FailuresApproved or WinnerArchived:
            case RulebookAdopted or MetagraphEvent or WeightsEvent or BenchmarkEvent:
                break;
            case TournamentAnnounced:
                Courses.Begin(e, new());
                break;
            case FieldClosed fact:
                Enter(e, fact, rows);
                break;
            case TaskDecided fact:
                Courses.Of(e).Decide(fact);
                break;
            case RoundClosed fact:
                CloseRound(e, fact, rows);
                break;
            case ChampionDefended or ChampionDethroned:
                Courses.Of(e).Title = e.Event;
                break;
            case TournamentCompleted:
                Complete(e, rows);
                break;
            case TournamentCancelled:
                Courses.End(e);
                break;
            default:
                throw new UnreachableException($"No career for {e.Event.GetType().Name}.");
        }
    }

    Career Of(string hotkey) => _byHotkey.TryGetValue(hotkey, out var known) ? known : new(hotkey);

    void Put(in Recorded e, Career career, List<Row> rows)
    {
        career = career with { Position = e.Position };
        _byHotkey[career.Hotkey] = career;
        rows.Add(career);
    }

    void Enter(in Recorded e, FieldClosed fact, List<Row> rows)
    {
        var course = Courses.Of(e);
        course.Enter(e, fact);
        foreach (var entrant in course.Entrants)
            Put(e, Of(entrant.Hotkey).Enter(Streams.TournamentId(e.Stream)), rows);
    }

    void CloseRound(in Recorded e, RoundClosed fact, List<Row> rows)
    {
        var course = Courses.Of(e);
        var tally = course.Close(e, fact);
        for (var i = 0; i < tally.Length; i++)
            if (tally[i] != default)
                Put(e, Of(course.Entrants[i].Hotkey).Add(tally[i]), rows);
    }

    void Complete(in Recorded e, List<Row> rows)
    {
        var course = Courses.End(e);
        var (winner, champion, isDefence) = course.Title switch
        {
            ChampionDefended title => (title.Winner, title.Champion, true),
            ChampionDethroned title => (title.Challenger, title.Challenger, false),
            _ => throw new CannotFollow(e.Stream, e.Version, "completed before its title was decided"),
        };
        var finishes = course.Finishes(winner);
        for (var i = 0; i < finishes.Length; i++)
        {
            var before = Of(course.Entrants[i].Hotkey);
            var after = before.Finish(finishes[i]);
            if (before.Hotkey == champion.Text)
                after = after.Reign(isDefence);
            if (after != before)
                Put(e, after, rows);
        }
        // A champion defends without entering, by the placeholder; while the title is vacant there is no such champion.
        if (course.PlaceOf(champion.Text) < 0 && !Constants2025_12.IsPlaceholder(champion))
            Put(e, Of(champion.Text).Reign(isDefence), rows);
    }
}
