using System.Collections.Immutable;
using System.Diagnostics;
using Gradients.Ledger.Metagraphs;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Store;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;

namespace Gradients.Projections;

/// <summary>
/// What came of each entrant's work on each task? One row per tournament, round, task and hotkey, written when the task
/// is posed, when training ends, when the loss is known, and with the verdict; attempts show with the next of these. Losses are as ranked: a duplicate's is NaN. A task that is decided or replaced is dropped from memory.
/// </summary>
public sealed record TaskResults : IProjection<TaskResults>
{
    TaskResults(PerTournament<TaskRound> rounds) => Rounds = rounds;

    internal PerTournament<TaskRound> Rounds { get; }

    public static string Name => "task_results";

    public static ImmutableArray<Table> Tables { get; } =
    [
        new(Name, KeyColumns: 4,
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
        ]),
    ];

    public static TaskResults Empty { get; } = new(PerTournament<TaskRound>.None);

    public static Step<TaskResults> Evolve(TaskResults state, in Recorded e) => e.Event switch
    {
        LossMeasured fact => state.With(e, state.Rounds.Of(e).Measure(e, fact)),
        RunStarted or RunFinished or RunFailed => new(state),
        RunScheduled fact => state.With(e, state.Rounds.Of(e).Schedule(e, fact)),
        TrainingEnded fact => state.With(e, state.Rounds.Of(e).EndTraining(e, fact)),
        MeasurementFailed fact => state.With(e, state.Rounds.Of(e).FailMeasurement(e, fact)),
        DuplicateFound fact => state.With(e, state.Rounds.Of(e).FindDuplicate(e, fact)),
        EntrySubmitted or EntryFeePaid or EntryAccepted or EntryRefused or FieldClosed => new(state),
        DrawSeedCommitted or DrawBlockNamed or NodeGone or FailuresApproved => new(state),
        ChampionDefended or ChampionDethroned or WinnerArchived => new(state),
        RulebookAdopted or MetagraphObserved or WeightsDerived => new(state),
        TournamentAnnounced => new(new TaskResults(state.Rounds.Begin(e, TaskRound.None(e)))),
        RoundDrawn fact => state.With(e, state.Rounds.Of(e).Draw(e, fact)),
        TaskPosed fact => state.With(e, state.Rounds.Of(e).Pose(e, fact)),
        TaskReplaced fact => state.With(e, state.Rounds.Of(e).Replace(e, fact)),
        TaskDecided fact => state.With(e, state.Rounds.Of(e).Decide(e, fact)),
        RoundClosed fact => state.With(e, state.Rounds.Of(e).Close(e, fact)),
        TournamentCompleted or TournamentCancelled => new(new TaskResults(state.Rounds.End(e))),
        _ => throw new UnreachableException($"No task result for {e.Event.GetType().Name}."),
    };

    Step<TaskResults> With(in Recorded e, Step<TaskRound> round) =>
        new(new TaskResults(Rounds.With(e, round.State)), round.Rows);
}
