using System.Collections.Immutable;
using System.Diagnostics;
using Gradients.Ledger.Benchmarks;
using Gradients.Ledger.Metagraphs;
using Gradients.Ledger.Pool;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Store;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;

namespace Gradients.Projections;

/// <summary>
/// Which tournaments were there, and how far did each get? One row per tournament, from its announcement to its end.
/// Times are the writer's claims; the order is that of the positions.
/// </summary>
public sealed class TournamentList : RunningProjection
{
    internal static readonly Table Table =
        new("tournaments", KeyColumns: 1,
        [
            new("tournament", ColumnType.Text),
            new("type", ColumnType.Text),
            new("rulebook", ColumnType.Text),
            new("origin", ColumnType.Text),
            new("status", ColumnType.Text),
            new("entrants", ColumnType.Integer),
            new("round", ColumnType.Integer),
            new("kind", ColumnType.Text),
            new("defending", ColumnType.Text),
            new("streak", ColumnType.Integer),
            new("winner", ColumnType.Text),
            new("champion", ColumnType.Text),
            new("dethroned", ColumnType.Boolean),
            new("announced_position", ColumnType.Bigint),
            new("announced_at", ColumnType.Timestamp),
            new("ended_position", ColumnType.Bigint),
            new("ended_at", ColumnType.Timestamp),
            new("position", ColumnType.Bigint),
        ]);

    readonly PerTournament<ListedTournament> _running = new();

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
            case DrawSeedCommitted or DrawBlockNamed or NodeGone:
            case TaskPosed or TaskReplaced or FailuresApproved or TaskDecided or RoundClosed or WinnerArchived:
            case RulebookAdopted or MetagraphEvent or WeightsEvent or BenchmarkEvent:
                break;
            case TournamentAnnounced fact:
                var announced = new ListedTournament(e, fact);
                _running.Begin(e, announced);
                rows.Add(announced.ToRow(e, hasEnded: false));
                break;
            case FieldClosed or RoundDrawn or ChampionDefended or ChampionDethroned:
                var running = _running.Of(e);
                running.Go(e.Event);
                rows.Add(running.ToRow(e, hasEnded: false));
                break;
            case TournamentCompleted or TournamentCancelled:
                var ended = _running.End(e);
                ended.Go(e.Event);
                rows.Add(ended.ToRow(e, hasEnded: true));
                break;
            default:
                throw new UnreachableException($"No tournament for {e.Event.GetType().Name}.");
        }
    }
}
