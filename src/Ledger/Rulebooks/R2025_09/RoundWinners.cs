using System.Collections.Immutable;
using Gradients.Ledger.Arithmetic;

namespace Gradients.Ledger.Rulebooks.R2025_09;

/// <summary>One task of a round and its rows, in row order.</summary>
public sealed record RoundTask(TaskType Type, ImmutableArray<StoredRow> Rows);

/// <summary>Rules 4.3 and 4.4: the winners of a round that is not the final.</summary>
public static class RoundWinners
{
    /// <summary>
    /// The eight smallest adjusted losses of the round's first task, in order, ascending for GRPO too. Only four text
    /// submissions have a synthetic loss, so a text group in fact sends four at most.
    /// </summary>
    public static ImmutableArray<Hotkey> OfGroup(ImmutableArray<RoundTask> tasks)
    {
        if (tasks.IsEmpty) return [];
        var rows = TaskResults.ForRounds(tasks[0].Type, tasks[0].Rows).Where(row => row.Adjusted is not null).ToArray();
        var order = new int[rows.Length];
        StableOrder.Ascending(Array.ConvertAll(rows, row => row.Adjusted!.Value), order);
        return [.. order.Take(Constants2025_09.GroupAdvance).Select(place => rows[place].Hotkey)];
    }

    /// <summary>The winners of the pairs, each once, in ordinal order; a pair that nobody won sends nobody.</summary>
    public static ImmutableArray<Hotkey> OfKnockout(ImmutableArray<RoundTask> tasks)
    {
        var winners = new SortedSet<Hotkey>();
        foreach (var task in tasks)
            if (TaskResults.Rank(task.Type, task.Rows) is { } scores)
                for (var i = 0; i < scores.Length; i++)
                    if (scores[i].Score == Constants2025_09.FirstPlaceScore) winners.Add(task.Rows[i].Hotkey);
        return [.. winners];
    }
}
