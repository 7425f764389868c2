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
/// What came of each entrant's work on each task? One row per tournament, round, task and hotkey, written when the task
/// is posed, when training ends, when the loss is known, and with the verdict; attempts show with the next of these. Losses are as
/// ranked: a duplicate's is NaN. A task that is decided or replaced is dropped from memory.
/// </summary>
public sealed class TaskResults : RunningProjection
{
    internal static readonly Table Table =
        new("task_results", KeyColumns: 4,
        [
            new("tournament", ColumnType.Text),
            new("round", ColumnType.Integer),
            new("task", ColumnType.Text),
            new("hotkey", ColumnType.Text),
            new("slot", ColumnType.Integer),
            new("task_order", ColumnType.Integer),
            new("task_type", ColumnType.Text),
            new("row_order", ColumnType.Integer),
            new("training", ColumnType.Text),
            new("attempts", ColumnType.Integer),
            new("loss", ColumnType.Double),
            new("is_finetune", ColumnType.Boolean),
            new("duplicate_of", ColumnType.Text),
            new("reason", ColumnType.Text),
            new("score", ColumnType.Double),
            new("adjusted_loss", ColumnType.Double),
            new("winner", ColumnType.Boolean),
            new("boss_round_winner", ColumnType.Boolean),
            new("replaced", ColumnType.Boolean),
            new("loss_position", ColumnType.Bigint),
            new("position", ColumnType.Bigint),
        ]);

    internal PerTournament<TaskRound> Rounds { get; } = new();

    public override string Name => Table.Name;

    public override ImmutableArray<Table> Tables => [Table];

    private protected override void Fold(in Recorded e, List<Row> rows)
    {
        switch (e.Event)
        {
            case LossMeasured fact:
                Rounds.Of(e).Measure(e, fact, rows);
                break;
            case RunStarted or RunFinished or RunFailed:
                break;
            case RunScheduled fact:
                Rounds.Of(e).Schedule(e, fact);
                break;
            case TrainingEnded fact:
                Rounds.Of(e).EndTraining(e, fact, rows);
                break;
            case MeasurementFailed fact:
                Rounds.Of(e).FailMeasurement(e, fact, rows);
                break;
            case TaskScored fact:
                Rounds.Of(e).Score(e, fact, rows);
                break;
            case TaskEvidence or PlacesAwarded or StakeEvent or PoolEvent:
                break;
            case DuplicateFound fact:
                Rounds.Of(e).FindDuplicate(e, fact, rows);
                break;
            case EntrySubmitted or EntryFeePaid or EntryAccepted or EntryRefused or FieldClosed:
            case DrawSeedCommitted or DrawBlockNamed or NodeGone or FailuresApproved:
            case ChampionDefended or ChampionDethroned or WinnerArchived:
            case RulebookAdopted or MetagraphEvent or WeightsEvent or BenchmarkEvent:
                break;
            case TournamentAnnounced:
                Rounds.Begin(e, new(Streams.TournamentId(e.Stream)));
                break;
            case RoundDrawn fact:
                Rounds.Of(e).Draw(e, fact);
                break;
            case TaskPosed fact:
                Rounds.Of(e).Pose(e, fact, rows);
                break;
            case TaskReplaced fact:
                Rounds.Of(e).Replace(e, fact, rows);
                break;
            case TaskDecided fact:
                Rounds.Of(e).Decide(e, fact, rows);
                break;
            case RoundClosed fact:
                Rounds.Of(e).Close(e, fact);
                break;
            case TournamentCompleted or TournamentCancelled:
                Rounds.End(e);
                break;
            default:
                throw new UnreachableException($"No task result for {e.Event.GetType().Name}.");
        }
    }
}
