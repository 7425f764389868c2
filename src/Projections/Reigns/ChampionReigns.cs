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
/// Who has reigned, since when, and how many defences each reign saw? One row per type and reign. A title changes hands
/// when its tournament is completed: a decided one may still be cancelled.
/// </summary>
public sealed class ChampionReigns : RunningProjection
{
    internal static readonly Table Table =
        new("champion_reigns", KeyColumns: 2,
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
        ]);

    /// <summary>The reign of each type that has not ended.</summary>
    Reign? _text;
    Reign? _image;
    Reign? _environment;

    /// <summary>Of the newest rulebook adopted that tournaments are played under; 2025.12 before any was.</summary>
    TournamentBook _book = TournamentBook.Find(Constants2025_12.RulebookId)!;
    int _newest = -1;

    internal PerTournament<TitleContest> Contests { get; } = new();

    public override string Name => Table.Name;

    public override ImmutableArray<Table> Tables => [Table];

    private protected override void Fold(in Recorded e, List<Row> rows)
    {
        switch (e.Event)
        {
            case RunScheduled or RunStarted or RunFinished or TrainingEnded or LossMeasured or RunFailed
                or MeasurementFailed or DuplicateFound or TaskEvidence or PlacesAwarded:
            case StakeEvent or PoolEvent:
            case EntrySubmitted or EntryFeePaid or EntryAccepted or EntryRefused or FieldClosed:
            case DrawSeedCommitted or DrawBlockNamed or NodeGone or RoundDrawn:
            case TaskPosed or TaskReplaced or FailuresApproved or TaskDecided or RoundClosed or WinnerArchived:
            case MetagraphEvent or WeightsEvent or BenchmarkEvent:
                break;
            case RulebookAdopted fact:
                Adopt(e, fact, rows);
                break;
            case TournamentAnnounced fact:
                Announce(e, fact);
                break;
            case ChampionDefended or ChampionDethroned:
                Contests.Of(e).Title = (TournamentEvent)e.Event;
                break;
            case TournamentCompleted:
                Complete(e, rows);
                break;
            case TournamentCancelled:
                Contests.End(e);
                break;
            default:
                throw new UnreachableException($"No reign for {e.Event.GetType().Name}.");
        }
    }

    ref Reign? Of(TournamentType type)
    {
        if (type == TournamentType.Environment)
            return ref _environment;
        return ref type == TournamentType.Text ? ref _text : ref _image;
    }

    /// <summary>A newer rulebook may ask another margin of the next challengers.</summary>
    void Adopt(in Recorded e, RulebookAdopted fact, List<Row> rows)
    {
        var place = KnownRulebooks.IndexOfNewest([fact.Rulebook]);
        if (place <= _newest || TournamentBook.Find(fact.Rulebook) is not { } book)
            return;
        (_newest, _book) = (place, book);
        foreach (var reign in (Reign?[])[_text, _image, _environment])
            if (reign is not null)
                rows.Add(reign.Running(e, _book));
    }

    void Announce(in Recorded e, TournamentAnnounced fact)
    {
        if (Of(fact.Type) is { } reign && fact.DefendingChampion != reign.Champion)
            throw new CannotFollow(e.Stream, e.Version,
                $"{fact.DefendingChampion?.Text ?? "nobody"} defends while {reign.Champion} reigns");
        Contests.Begin(e, new(fact.Type, fact.DefendingChampion));
    }

    void Complete(in Recorded e, List<Row> rows)
    {
        var contest = Contests.End(e);
        var before = Of(contest.Type) ?? contest.Brought();
        var after = contest.Title switch
        {
            ChampionDefended title => before?.Defend(e, title) ?? Reign.First(e, contest.Type, title.Champion),
            ChampionDethroned title => before?.Succeed(e, title) ?? Reign.First(e, contest.Type, title.Challenger),
            _ => throw new CannotFollow(e.Stream, e.Version, "completed before its title was decided"),
        };
        Of(contest.Type) = after;
        if (before is not null && before.Number != after.Number)
            rows.Add(before.Ended(e));
        rows.Add(after.Running(e, _book));
    }
}
