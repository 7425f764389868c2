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
/// Who met whom, and who went on? One row per tournament, round, slot and hotkey: enough to draw the bracket. Tasks
/// taken are those with the best quality score, in the boss round those taken by the margin.
/// </summary>
public sealed record Bracket : IProjection<Bracket>
{
    Bracket(PerTournament<BracketRound> rounds) => Rounds = rounds;

    /// <summary>The running round of each tournament, or the one last closed: nodes may still go.</summary>
    internal PerTournament<BracketRound> Rounds { get; private init; }

    public static string Name => "bracket";

    public static ImmutableArray<Table> Tables { get; } =
    [
        new(Name, KeyColumns: 4,
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
        ]),
    ];

    public static Bracket Empty { get; } = new(PerTournament<BracketRound>.None);

    public static Step<Bracket> Evolve(Bracket state, in Recorded e) => e.Event switch
    {
        RunScheduled or RunStarted or RunFinished or TrainingEnded or LossMeasured or RunFailed
            or MeasurementFailed or DuplicateFound => new(state),
        EntrySubmitted or EntryFeePaid or EntryAccepted or EntryRefused or FieldClosed => new(state),
        DrawSeedCommitted or DrawBlockNamed or TaskPosed or TaskReplaced or FailuresApproved => new(state),
        ChampionDefended or ChampionDethroned or WinnerArchived => new(state),
        RulebookAdopted or MetagraphObserved or WeightsDerived => new(state),
        TournamentAnnounced => new(new Bracket(state.Rounds.Begin(e, BracketRound.None(e)))),
        RoundDrawn fact => state.With(e, state.Rounds.Of(e).Draw(e, fact)),
        TaskDecided fact => state.With(e, state.Rounds.Of(e).Decide(e, fact)),
        RoundClosed fact => state.With(e, state.Rounds.Of(e).Close(e, fact)),
        NodeGone fact => state.With(e, state.Rounds.Of(e).LoseNode(e, fact)),
        TournamentCompleted or TournamentCancelled => new(new Bracket(state.Rounds.End(e))),
        _ => throw new UnreachableException($"No bracket for {e.Event.GetType().Name}."),
    };

    Step<Bracket> With(in Recorded e, Step<BracketRound> round) =>
        new(new Bracket(Rounds.With(e, round.State)), round.Rows);
}
