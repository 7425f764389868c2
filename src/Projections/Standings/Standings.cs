using System.Collections.Immutable;
using System.Diagnostics;
using Gradients.Ledger.Metagraphs;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Store;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;

namespace Gradients.Projections;

/// <summary>
/// How does everybody stand in each tournament? One row per tournament and hotkey, from the entry to the title. Tasks
/// won and points go by quality score (rule 4.10). The placeholder has a row too, which names whom it plays for.
/// </summary>
public sealed record Standings : IProjection<Standings>
{
    Standings(PerTournament<Field> fields) => Fields = fields;

    internal PerTournament<Field> Fields { get; }

    public static string Name => "standings";

    public static ImmutableArray<Table> Tables { get; } =
    [
        new(Name, KeyColumns: 2,
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
        ]),
    ];

    public static Standings Empty { get; } = new(PerTournament<Field>.None);

    public static Step<Standings> Evolve(Standings state, in Recorded e) => e.Event switch
    {
        RunScheduled or RunStarted or RunFinished or TrainingEnded or LossMeasured or RunFailed
            or MeasurementFailed or DuplicateFound => new(state),
        DrawSeedCommitted or DrawBlockNamed or NodeGone => new(state),
        TaskPosed or TaskReplaced or FailuresApproved or WinnerArchived => new(state),
        RulebookAdopted or MetagraphObserved or WeightsDerived => new(state),
        TournamentAnnounced fact => new(new Standings(state.Fields.Begin(e, Field.Of(e, fact)))),
        EntrySubmitted fact => state.With(e, state.Fields.Of(e).Enter(e, fact)),
        EntryFeePaid fact => state.With(e, state.Fields.Of(e).Pay(e, fact)),
        EntryAccepted fact => state.With(e, state.Fields.Of(e).Accept(e, fact)),
        EntryRefused fact => state.With(e, state.Fields.Of(e).Refuse(e, fact)),
        FieldClosed fact => state.With(e, state.Fields.Of(e).Close(e, fact)),
        RoundDrawn fact => state.With(e, new(state.Fields.Of(e) with { Round = fact.Round })),
        TaskDecided fact => state.With(e, state.Fields.Of(e).Decide(e, fact)),
        RoundClosed fact => state.With(e, state.Fields.Of(e).Eliminate(e, fact)),
        ChampionDefended fact => state.With(e, state.Fields.Of(e).Crown(e, fact.Winner, fact.Champion)),
        ChampionDethroned fact => state.With(e, state.Fields.Of(e).Crown(e, fact.Challenger, fact.Challenger)),
        TournamentCompleted => new(new Standings(state.Fields.End(e))),
        TournamentCancelled => new(new Standings(state.Fields.End(e)), state.Fields.Of(e).Cancel(e)),
        _ => throw new UnreachableException($"No standing for {e.Event.GetType().Name}."),
    };

    Step<Standings> With(in Recorded e, Step<Field> field) =>
        new(new Standings(Fields.With(e, field.State)), field.Rows);
}
