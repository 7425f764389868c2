using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.R2025_09;

/// <summary>Two losses of a hotkey on one task; absent or no numbers where not measured.</summary>
public readonly record struct ComparedRow(Hotkey Hotkey, double? Test, double? Synthetic)
{
    internal bool IsUsable => Test is { } test && Synthetic is { } synthetic
        && !double.IsNaN(test) && !double.IsNaN(synthetic);

    internal double Larger => Math.Max(Test!.Value, Synthetic!.Value);
}

/// <summary>A final's task and the copy of it that the pool was given.</summary>
/// <param name="Pool">The pool's rows; default where the task has no copy.</param>
/// <param name="PoolSucceeded">Whether the copy was finished.</param>
public sealed record ComparedTask(
    TaskType Type, ImmutableArray<ComparedRow> Rows, ImmutableArray<ComparedRow> Pool, bool PoolSucceeded);

/// <summary>Rule 4.8: how much worse than the pool the tournament's winner is.</summary>
/// <param name="IsComplete">There is at least one copy, and all are finished.</param>
/// <param name="Differences">In task order; positive: the tournament is worse.</param>
/// <param name="Average">From left to right; 0.0 without any.</param>
public sealed record PoolComparison(bool IsComplete, ImmutableArray<double> Differences, double Average)
{
    /// <summary>Counted where the pool has a value and the winner has none.</summary>
    const double WinnerMissing = Constants2025_09.LargestWithdrawal / Constants2025_09.WithdrawalRate;

    /// <param name="winner">Of the tournament, as stored.</param>
    public static PoolComparison Of(ImmutableArray<ComparedTask> final, Hotkey? winner)
    {
        var copied = final.Where(task => !task.Pool.IsDefault).ToArray();
        var differences = ImmutableArray.CreateBuilder<double>();
        foreach (var task in copied)
            if (Difference(task, winner) is { } difference) differences.Add(difference);
        var sum = 0.0;
        foreach (var difference in differences) sum += difference;
        return new PoolComparison(
            copied.Length > 0 && copied.All(task => task.PoolSucceeded),
            differences.ToImmutable(),
            differences.Count == 0 ? 0.0 : sum / differences.Count);
    }

    static double? Difference(ComparedTask task, Hotkey? winner)
    {
        var isGrpo = task.Type == TaskType.GrpoTask;
        double? best = null;
        foreach (var row in task.Pool)
            if (row.IsUsable && (best is null || (isGrpo ? row.Larger > best : row.Larger < best))) best = row.Larger;
        if (best is not { } v) return null;
        if (WinnersValue(task.Rows, winner) is not { } w) return WinnerMissing;
        return v <= 0.0 ? 0.0 : isGrpo ? (v - w) / v : (w - v) / v;
    }

    /// <summary>
    /// The placeholder's where it has one: after a dethronement that is the old champion's.
    /// </summary>
    static double? WinnersValue(ImmutableArray<ComparedRow> rows, Hotkey? winner) =>
        ValueOf(rows, Constants2025_09.Placeholder) ?? (winner is { } hotkey ? ValueOf(rows, hotkey) : null);

    static double? ValueOf(ImmutableArray<ComparedRow> rows, Hotkey hotkey)
    {
        foreach (var row in rows)
            if (row.Hotkey == hotkey && row.IsUsable) return row.Larger;
        return null;
    }
}
