using System.Collections.Immutable;
using Gradients.Ledger.Arithmetic;

namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>One group's task: its recorded members and its rows, in row order.</summary>
public sealed record GroupTask(TaskKind Type, ImmutableArray<Hotkey> Members, ImmutableArray<TaskRow> Rows)
{
    public bool HasResults => Rows.Any(Measure.IsResult);
}

/// <summary>Rule 4.6 for text and image: who goes on from group rounds with one task per group.</summary>
public static class GroupRound
{
    /// <summary>
    /// The best eight of each group, of a final the best one, each hotkey once, in the order of groups and places.
    /// </summary>
    public static ImmutableArray<Hotkey> Advance(ImmutableArray<GroupTask> groups, bool isFinal)
    {
        var places = isFinal ? 1 : Constants2026_10.GroupAdvance;
        var advancing = ImmutableArray.CreateBuilder<Hotkey>();
        foreach (var group in groups)
        {
            if (group.Members.IsEmpty) continue;
            foreach (var row in Ordered(group.Rows, group.Type == TaskKind.GrpoTask).Take(places))
                if (!advancing.Contains(row.Hotkey)) advancing.Add(row.Hotkey);
        }
        return advancing.ToImmutable();
    }

    /// <summary>The results of a task, best first; equal ones keep the row order.</summary>
    internal static ImmutableArray<TaskRow> Ordered(ImmutableArray<TaskRow> rows, bool biggerIsBetter)
    {
        var results = rows.Where(Measure.IsResult).ToArray();
        var keys = Array.ConvertAll(results, row => biggerIsBetter ? -row.Loss!.Value : row.Loss!.Value);
        var order = new int[keys.Length];
        StableOrder.Ascending(keys, order);
        return [.. order.Select(place => results[place])];
    }

    /// <summary>
    /// The empty-score guard: groups with members whose task has no result at all. While there is one, no group round
    /// advances.
    /// </summary>
    public static ImmutableArray<int> WithoutResults(ImmutableArray<GroupTask> groups) =>
    [
        .. Enumerable.Range(0, groups.Length).Where(i => !groups[i].Members.IsEmpty && !groups[i].HasResults),
    ];
}
