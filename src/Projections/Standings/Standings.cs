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
/// How does everybody stand in each tournament? One row per tournament and hotkey, from the entry to the title. Tasks
/// won and points go by quality score (rule 4.10). The placeholder has a row too, which names whom it plays for.
/// </summary>
public sealed class Standings : RunningProjection
{
    internal static readonly Table Table =
        new("standings", KeyColumns: 2,
        [
            new("tournament", ColumnType.Text),
            new("hotkey", ColumnType.Text),
            new("type", ColumnType.Text),
            new("status", ColumnType.Text),
            new("refusal", ColumnType.Text),
            new("eliminated_in", ColumnType.Integer),
            new("tasks_won", ColumnType.Integer),
            new("points", ColumnType.Double),
            new("repository", ColumnType.Text),
            new("commit", ColumnType.Text),
            new("coldkey", ColumnType.Text),
            new("fee_paid_rao", ColumnType.Bigint),
            new("plays_for", ColumnType.Text),
            new("position", ColumnType.Bigint),
        ]);

    internal PerTournament<Field> Fields { get; } = new();

    public override string Name => Table.Name;

    public override ImmutableArray<Table> Tables => [Table];

    private protected override void Fold(in Recorded e, List<Row> rows)
    {
        switch (e.Event)
        {
            case RunScheduled or RunStarted or RunFinished or TrainingEnded or LossMeasured or RunFailed
                or MeasurementFailed or DuplicateFound or TaskEvidence or PlacesAwarded:
            case StakeEvent or PoolEvent:
            case DrawSeedCommitted or DrawBlockNamed or NodeGone:
            case TaskPosed or TaskReplaced or FailuresApproved or WinnerArchived:
            case RulebookAdopted or MetagraphEvent or WeightsEvent or BenchmarkEvent:
                break;
            case TournamentAnnounced fact:
                Fields.Begin(e, new(FieldHead.Of(e, fact)));
                break;
            case EntrySubmitted fact:
                Fields.Of(e).Enter(e, fact, rows);
                break;
            case EntryFeePaid fact:
                Fields.Of(e).Pay(e, fact, rows);
                break;
            case EntryAccepted fact:
                Fields.Of(e).Accept(e, fact, rows);
                break;
            case EntryRefused fact:
                Fields.Of(e).Refuse(e, fact, rows);
                break;
            case FieldClosed fact:
                Fields.Of(e).Close(e, fact, rows);
                break;
            case RoundDrawn fact:
                Fields.Of(e).Round = fact.Round;
                break;
            case TaskDecided fact:
                Fields.Of(e).Decide(e, fact, rows);
                break;
            case RoundClosed fact:
                Fields.Of(e).Eliminate(e, fact, rows);
                break;
            case ChampionDefended fact:
                Fields.Of(e).Crown(e, fact.Winner, fact.Champion, rows);
                break;
            case ChampionDethroned fact:
                Fields.Of(e).Crown(e, fact.Challenger, fact.Challenger, rows);
                break;
            case TournamentCompleted:
                Fields.End(e);
                break;
            case TournamentCancelled:
                Fields.End(e).Cancel(e, rows);
                break;
            default:
                throw new UnreachableException($"No standing for {e.Event.GetType().Name}.");
        }
    }
}
