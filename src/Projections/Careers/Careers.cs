using System.Collections.Immutable;
using System.Diagnostics;
using Gradients.Ledger.Metagraphs;
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
public sealed record Careers : IProjection<Careers>
{
    internal PerTournament<CareerCourse> Courses { get; private init; } = PerTournament<CareerCourse>.None;

    internal ImmutableSortedDictionary<string, Career> ByHotkey { get; init; } =
        ImmutableSortedDictionary.Create<string, Career>(StringComparer.Ordinal);

    public static string Name => "careers";

    public static ImmutableArray<Table> Tables { get; } =
    [
        new(Name, KeyColumns: 1,
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
        ]),
    ];

    public static Careers Empty { get; } = new();

    public static Step<Careers> Evolve(Careers state, in Recorded e) => e.Event switch
    {
        RunScheduled or RunStarted or RunFinished or TrainingEnded or LossMeasured or RunFailed
            or MeasurementFailed or DuplicateFound => new(state),
        EntrySubmitted or EntryFeePaid or EntryAccepted or EntryRefused => new(state),
        DrawSeedCommitted or DrawBlockNamed or NodeGone or RoundDrawn => new(state),
        TaskPosed or TaskReplaced or FailuresApproved or WinnerArchived => new(state),
        RulebookAdopted or MetagraphObserved or WeightsDerived => new(state),
        TournamentAnnounced => new(state with { Courses = state.Courses.Begin(e, CareerCourse.Empty) }),
        FieldClosed fact => state.Enter(e, fact),
        TaskDecided fact => new(state.With(e, state.Courses.Of(e).Decide(fact))),
        RoundClosed fact => state.CloseRound(e, fact),
        ChampionDefended or ChampionDethroned => new(state.With(e, state.Courses.Of(e) with { Title = e.Event })),
        TournamentCompleted => state.Complete(e),
        TournamentCancelled => new(state with { Courses = state.Courses.End(e) }),
        _ => throw new UnreachableException($"No career for {e.Event.GetType().Name}."),
    };

    Careers With(in Recorded e, CareerCourse course) => this with { Courses = Courses.With(e, course) };

    Step<Careers> Enter(in Recorded e, FieldClosed fact)
    {
        var course = Courses.Of(e).Enter(e, fact);
        var changes = new CareerChanges(ByHotkey, e.Position);
        foreach (var entrant in course.Entrants)
            changes.Put(changes.Of(entrant.Hotkey).Enter(Streams.TournamentId(e.Stream)));
        return changes.Into(With(e, course));
    }

    Step<Careers> CloseRound(in Recorded e, RoundClosed fact)
    {
        var course = Courses.Of(e);
        var tally = course.Tally(e, fact);
        var changes = new CareerChanges(ByHotkey, e.Position);
        for (var i = 0; i < tally.Length; i++)
            if (tally[i] != default)
                changes.Put(changes.Of(course.Entrants[i].Hotkey).Add(tally[i]));
        return changes.Into(With(e, course.Close(e, fact)));
    }

    Step<Careers> Complete(in Recorded e)
    {
        var course = Courses.Of(e);
        var (winner, champion, isDefence) = course.Title switch
        {
            ChampionDefended title => (title.Winner, title.Champion, true),
            ChampionDethroned title => (title.Challenger, title.Challenger, false),
            _ => throw new CannotFollow(e.Stream, e.Version, "completed before its title was decided"),
        };
        var changes = new CareerChanges(ByHotkey, e.Position);
        var finishes = course.Finishes(winner);
        for (var i = 0; i < finishes.Length; i++)
        {
            var before = changes.Of(course.Entrants[i].Hotkey);
            var after = before.Finish(finishes[i]);
            if (before.Hotkey == champion.Text)
                after = after.Reign(isDefence);
            if (after != before)
                changes.Put(after);
        }
        // A champion defends without entering, by the placeholder; while the title is vacant there is no such champion.
        if (course.PlaceOf(champion.Text) < 0 && !Constants2025_12.IsPlaceholder(champion))
            changes.Put(changes.Of(champion.Text).Reign(isDefence));
        return changes.Into(this with { Courses = Courses.End(e) });
    }
}
