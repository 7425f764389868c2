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
/// Who met whom, and who went on? One row per tournament, round, slot and hotkey: enough to draw the bracket. Tasks
/// taken are those with the best quality score, in the boss round those taken by the margin.
/// </summary>
public sealed class Bracket : RunningProjection
{
    internal static readonly Table Table =
        new("bracket", KeyColumns: 4,
        [
            new("tournament", ColumnType.Text),
            new("round", ColumnType.Integer),
            new("slot", ColumnType.Integer),
            new("hotkey", ColumnType.Text),
            new("kind", ColumnType.Text),
            new("final", ColumnType.Boolean),
            new("seat", ColumnType.Integer),
            new("placeholder", ColumnType.Boolean),
            new("tasks_taken", ColumnType.Integer),
            new("advanced", ColumnType.Boolean),
            new("node_gone", ColumnType.Boolean),
            new("position", ColumnType.Bigint),
        ]);

    /// <summary>The rounds of each running tournament.</summary>
    internal PerTournament<BracketRounds> Rounds { get; } = new();

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
            case DrawSeedCommitted or DrawBlockNamed or TaskPosed or TaskReplaced or FailuresApproved:
            case ChampionDefended or ChampionDethroned or WinnerArchived:
            case RulebookAdopted or MetagraphEvent or WeightsEvent or BenchmarkEvent:
                break;
            case TournamentAnnounced:
                Rounds.Begin(e, new());
                break;
            case RoundDrawn fact:
                Rounds.Of(e).Draw(e, fact, rows);
                break;
            case TaskDecided fact:
                Rounds.Of(e).Decide(e, fact, rows);
                break;
            case RoundClosed fact:
                Rounds.Of(e).Close(e, fact, rows);
                break;
            case NodeGone fact:
                Rounds.Of(e).LoseNode(e, fact, rows);
                break;
            case TournamentCompleted or TournamentCancelled:
                Rounds.End(e);
                break;
            default:
                throw new UnreachableException($"No bracket for {e.Event.GetType().Name}.");
        }
    }
}
