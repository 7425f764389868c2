using System.Collections.Immutable;
using Gradients.Ledger.Store;
using Gradients.Ledger.Tournaments;

namespace Gradients.Projections;

/// <summary>A task that waits for its verdict, with its entrants in row order.</summary>
internal sealed record OpenTask(
    string Tournament, int Round, int Order, string Id, string Type, int Slot, ImmutableArray<TaskEntrant> Entrants)
{
    public OpenTask(string tournament, int round, int order, TaskPosed posed)
        : this(tournament, round, order, posed.Task, Cell.Of(posed.Type), posed.Slot, Seat(posed.Entrants))
    {
    }

    static ImmutableArray<TaskEntrant> Seat(ImmutableArray<Hotkey> hotkeys)
    {
        var entrants = ImmutableArray.CreateBuilder<TaskEntrant>(hotkeys.Length);
        for (var order = 0; order < hotkeys.Length; order++)
            entrants.Add(new(hotkeys[order].Text, order));
        return entrants.MoveToImmutable();
    }

    /// <summary>Readers intern hotkeys, so the same object is looked for first: it is there nearly always.</summary>
    public TaskEntrant? Find(Hotkey hotkey)
    {
        foreach (var entrant in Entrants.AsSpan())
            if (ReferenceEquals(entrant.Hotkey, hotkey.Text))
                return entrant;
        foreach (var entrant in Entrants.AsSpan())
            if (entrant.Hotkey == hotkey.Text)
                return entrant;
        return null;
    }

    public OpenTask With(TaskEntrant changed) =>
        this with { Entrants = Entrants.SetItem(changed.Order, changed) };

    public ImmutableArray<Row> Rows(object position) => AllRows(TaskMarks.Open, position);

    public ImmutableArray<Row> ReplacedRows(object position) => AllRows(TaskMarks.Replaced, position);

    ImmutableArray<Row> AllRows(TaskMarks marks, object position)
    {
        var rows = ImmutableArray.CreateBuilder<Row>(Entrants.Length);
        foreach (var entrant in Entrants)
            rows.Add(RowOf(entrant, null, marks, position));
        return rows.MoveToImmutable();
    }

    /// <summary>The verdict must rank the measured entrants in row order, and nobody else.</summary>
    public ImmutableArray<Row> DecidedRows(in Recorded e, TaskDecided fact)
    {
        object position = e.Position;
        var rows = ImmutableArray.CreateBuilder<Row>(Entrants.Length);
        var next = 0;
        foreach (var entrant in Entrants)
        {
            DecidedRow? decided = null;
            if (entrant.Loss is not null)
            {
                if (next == fact.Rows.Length || fact.Rows[next].Hotkey.Text != entrant.Hotkey)
                    throw Differs(e);
                decided = fact.Rows[next++];
            }
            rows.Add(RowOf(entrant, decided, TaskMarks.Of(entrant.Hotkey, fact), position));
        }
        return next == fact.Rows.Length ? rows.MoveToImmutable() : throw Differs(e);
    }

    CannotFollow Differs(in Recorded e) =>
        new(e.Stream, e.Version, $"the verdict on '{Id}' does not rank the measured entrants in row order");

    public Row RowOf(TaskEntrant entrant, DecidedRow? decided, TaskMarks marks, object position) =>
        new(TaskResults.Tables[0],
        [
            Tournament,
            Cell.Of(Round),
            Id,
            entrant.Hotkey,
            Cell.Of(Slot),
            Cell.Of(Order),
            Type,
            Cell.Of(entrant.Order),
            entrant.Training,
            Cell.Of(entrant.Attempts),
            Cell.Of(entrant.Loss),
            Cell.Of(entrant.IsFinetune),
            entrant.DuplicateOf,
            decided is null ? entrant.Reason : decided.Reason,
            decided is null ? null : Cell.OfScore(decided.Score),
            decided is null ? null : Cell.Of(decided.AdjustedLoss),
            Cell.Of(marks.Winner),
            Cell.Of(marks.BossRoundWinner),
            Cell.Of(marks.IsReplaced),
            entrant.LossPosition > 0 ? entrant.LossPosition : null,
            position,
        ]);
}
