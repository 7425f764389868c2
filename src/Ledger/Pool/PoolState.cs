using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.Pool2025_06;
using Gradients.Ledger.Rulebooks.R2025_09;

namespace Gradients.Ledger.Pool;

/// <summary>The pool of one subnet, as far as weights and comparisons still read it.</summary>
/// <param name="Now">When it was last read; null before.</param>
/// <param name="ReadAt">Where that stands in the ledger, or 0.</param>
/// <param name="Tasks">By id. What is too old to count is forgotten when the pool is read.</param>
public sealed record PoolState(
    string Stream, long? Now, long ReadAt, ImmutableSortedDictionary<string, PooledTask> Tasks)
{
    const long Day = 86_400_000_000;

    /// <summary>How long finals may still name a task: weights read seven days, the rest is for their copies.</summary>
    internal const long Remembered = 28 * Day;

    public static PoolState Empty(string stream) => new(
        stream, null, 0, ImmutableSortedDictionary.Create<string, PooledTask>(StringComparer.Ordinal));

    /// <summary>Rule 2.5: the tasks that count at the moment of reading, newest first, rows by score.</summary>
    public ImmutableArray<PoolTask> Counting() => Now is not { } now
        ? []
        : PoolTask.Counting(
        [
            .. Tasks.OrderByDescending(task => task.Value.CreatedAt).Select(task => task.Value).Select(task =>
                new PoolTask(
                    task.Type, task.IsOrganic, (now - task.CreatedAt) / 1_000_000.0, task.Hours, task.Parameters,
                    task.Model, task.Stage == PoolStage.Succeeded,
                    [
                        .. task.Rows.OrderByDescending(row => row.Score ?? double.NegativeInfinity)
                            .Select(row => new PoolResult(row.Hotkey, row.Score)),
                    ])),
        ]);

    internal PoolState With(string id, PooledTask task) => this with { Tasks = Tasks.SetItem(id, task) };
}

/// <summary>How far a task of the pool has come.</summary>
public enum PoolStage
{
    Open,
    Succeeded,
    Failed,
}

/// <summary>A task of the pool.</summary>
/// <param name="Rulebook">In force when it was posed; empty for an imported one.</param>
/// <param name="Measured">Its results while it is open.</param>
/// <param name="Rows">Its rows once it is over, in row order.</param>
public sealed record PooledTask(
    long CreatedAt, double Hours, bool IsOrganic, string? Model, long? Parameters, TaskType Type, string Rulebook,
    PoolStage Stage, ImmutableArray<PoolResultMeasured> Measured, ImmutableArray<PooledRow> Rows)
{
    /// <summary>The rows as a tournament's final is compared with them.</summary>
    public ImmutableArray<ComparedRow> ForComparison =>
        ImmutableArray.CreateRange(Rows, row => new ComparedRow(row.Hotkey, row.Loss, row.Synthetic));
}

/// <summary>One miner's row of a task that is over.</summary>
/// <param name="Score">Absent where not scored.</param>
public readonly record struct PooledRow(Hotkey Hotkey, double? Score, double? Loss, double? Synthetic);
