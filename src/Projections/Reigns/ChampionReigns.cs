using System.Collections.Immutable;
using System.Diagnostics;
using Gradients.Ledger.Metagraphs;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Store;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;

namespace Gradients.Projections;

/// <summary>
/// Who has reigned, since when, and how many defences each reign saw? One row per type and reign. A title changes hands
/// when its tournament is completed: a decided one may still be cancelled.
/// </summary>
public sealed record ChampionReigns : IProjection<ChampionReigns>
{
    ChampionReigns(PerTournament<TitleContest> contests) => Contests = contests;

    internal PerTournament<TitleContest> Contests { get; private init; }

    /// <summary>The reign of each type that has not ended.</summary>
    internal Reign? Text { get; private init; }

    internal Reign? Image { get; private init; }

    public static string Name => "champion_reigns";

    public static ImmutableArray<Table> Tables { get; } =
    [
        new(Name, KeyColumns: 2,
        [
            new("type", ColumnType.Text),
            new("reign", ColumnType.Integer),
            new("champion", ColumnType.Text),
            new("from_tournament", ColumnType.Text),
            new("since_position", ColumnType.Bigint),
            new("defences", ColumnType.Integer),
            new("streak", ColumnType.Integer),
            new("margin", ColumnType.Double),
            new("until_tournament", ColumnType.Text),
            new("until_position", ColumnType.Bigint),
            new("position", ColumnType.Bigint),
        ]),
    ];

    public static ChampionReigns Empty { get; } = new(PerTournament<TitleContest>.None);

    public static Step<ChampionReigns> Evolve(ChampionReigns state, in Recorded e) => e.Event switch
    {
        RunScheduled or RunStarted or RunFinished or TrainingEnded or LossMeasured or RunFailed
            or MeasurementFailed or DuplicateFound => new(state),
        EntrySubmitted or EntryFeePaid or EntryAccepted or EntryRefused or FieldClosed => new(state),
        DrawSeedCommitted or DrawBlockNamed or NodeGone or RoundDrawn => new(state),
        TaskPosed or TaskReplaced or FailuresApproved or TaskDecided or RoundClosed or WinnerArchived => new(state),
        RulebookAdopted or MetagraphObserved or WeightsDerived => new(state),
        TournamentAnnounced fact => new(state.Announce(e, fact)),
        ChampionDefended or ChampionDethroned => new(state.Decide(e)),
        TournamentCompleted => state.Complete(e),
        TournamentCancelled => new(state with { Contests = state.Contests.End(e) }),
        _ => throw new UnreachableException($"No reign for {e.Event.GetType().Name}."),
    };

    Reign? Of(TournamentType type) => type == TournamentType.Text ? Text : Image;

    ChampionReigns Announce(in Recorded e, TournamentAnnounced fact)
    {
        if (Of(fact.Type) is { } reign && fact.DefendingChampion != reign.Champion)
            throw new CannotFollow(e.Stream, e.Version,
                $"{fact.DefendingChampion?.Text ?? "nobody"} defends while {reign.Champion} reigns");
        return this with { Contests = Contests.Begin(e, new(fact.Type, fact.DefendingChampion, Title: null)) };
    }

    ChampionReigns Decide(in Recorded e) =>
        this with { Contests = Contests.With(e, Contests.Of(e) with { Title = (TournamentEvent)e.Event }) };

    Step<ChampionReigns> Complete(in Recorded e)
    {
        var contest = Contests.Of(e);
        var before = Of(contest.Type) ?? contest.Brought();
        var after = contest.Title switch
        {
            ChampionDefended title => before?.Defend(e, title) ?? Reign.First(e, contest.Type, title.Champion),
            ChampionDethroned title => before?.Succeed(e, title) ?? Reign.First(e, contest.Type, title.Challenger),
            _ => throw new CannotFollow(e.Stream, e.Version, "completed before its title was decided"),
        };
        var contests = Contests.End(e);
        var state = contest.Type == TournamentType.Text
            ? this with { Contests = contests, Text = after }
            : this with { Contests = contests, Image = after };
        return before is null || before.Number == after.Number
            ? new(state, [after.Running(e)])
            : new(state, [before.Ended(e), after.Running(e)]);
    }
}
