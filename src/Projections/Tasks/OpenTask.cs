using Gradients.Ledger.Store;
using Gradients.Ledger.Tournaments;

namespace Gradients.Projections;

/// <summary>A task that waits for its verdict.</summary>
internal sealed class OpenTask
{
    public OpenTask(TaskHead head, in Recorded e, TaskPosed posed)
    {
        Id = head.Id;
        Attempts = new int[posed.Entrants.Length];
        Results = new TaskResult[posed.Entrants.Length];
        for (var row = 0; row < Results.Length; row++)
            Results[row] = new(head, posed.Entrants[row].Text, row) { Position = e.Position };
    }

    public string Id { get; }

    /// <summary>How many runs were scheduled for each entrant; rows take it over when they change.</summary>
    public int[] Attempts { get; }

    /// <summary>The rows of its entrants, in row order.</summary>
    public TaskResult[] Results { get; }

    /// <summary>Readers intern hotkeys, so the same object is looked for first: it is there nearly always.</summary>
    public int RowOf(Hotkey hotkey)
    {
        for (var row = 0; row < Results.Length; row++)
            if (ReferenceEquals(Results[row].Hotkey, hotkey.Text))
                return row;
        for (var row = 0; row < Results.Length; row++)
            if (Results[row].Hotkey == hotkey.Text)
                return row;
        return -1;
    }

    public TaskResult Put(int row, TaskResult result) => Results[row] = result;

    public void Replace(in Recorded e, List<Row> rows)
    {
        for (var row = 0; row < Results.Length; row++)
            rows.Add(Results[row] with
            {
                Marks = TaskMarks.Replaced, Attempts = Attempts[row], Position = e.Position,
            });
    }

    /// <summary>
    /// The verdict must rank the measured entrants in row order, and nobody else; or nobody at all, where a rulebook gives
    /// up over the losses (2025.09, rule 4.1).
    /// </summary>
    public void Decide(in Recorded e, TaskDecided fact, List<Row> rows)
    {
        var next = 0;
        for (var row = 0; row < Results.Length; row++)
        {
            var result = Results[row];
            DecidedRow? decided = null;
            if (result.Loss is not null && !fact.Rows.IsEmpty)
            {
                if (next == fact.Rows.Length || fact.Rows[next].Hotkey.Text != result.Hotkey)
                    throw Differs(e);
                decided = fact.Rows[next++];
            }
            rows.Add(result with
            {
                Decided = decided, Marks = TaskMarks.Of(result.Hotkey, fact), Attempts = Attempts[row],
                Position = e.Position,
            });
        }
        if (next != fact.Rows.Length)
            throw Differs(e);
    }

    CannotFollow Differs(in Recorded e) =>
        new(e.Stream, e.Version, $"the verdict on '{Id}' does not rank the measured entrants in row order");
}
