using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.Pool2025_06;

/// <summary>A task of the pool with its results, as recorded.</summary>
/// <param name="IsOrganic">Asked for by a customer; otherwise made by the validator.</param>
/// <param name="AgeSeconds">Before the weight setting.</param>
/// <param name="Succeeded">Only these count.</param>
/// <param name="Scores">By miner; absent where not scored. In the order delivered: it decides sums.</param>
public sealed record PoolTask(
    TaskType Type, bool IsOrganic, double AgeSeconds, double Hours, long? Parameters, string? Model, bool Succeeded,
    ImmutableArray<PoolResult> Scores)
{
    public const double SevenDays = 604_800.0;

    /// <summary>
    /// Rule 2.5: what of the tasks counts for weights. Surprise 1: zeros never do, so being second costs nothing.
    /// </summary>
    /// <param name="tasks">Newest first, as the query delivers them.</param>
    public static ImmutableArray<PoolTask> Counting(ImmutableArray<PoolTask> tasks) =>
    [
        .. tasks.Where(task => task.Counts()).Select(task => task with { Scores = [.. task.Scores.Where(IsKept)] }),
    ];

    /// <summary>Surprise 8: a score that is no number keeps its task alive, but has no row in it.</summary>
    bool Counts() =>
        Succeeded && AgeSeconds <= SevenDays
        && Scores.Any(result => result.Score is { } score && (IsKept(result) || double.IsNaN(score)));

    static bool IsKept(PoolResult result) => result.Score is >= 1.0 or < 0.0;
}

/// <summary>One miner's score in one task.</summary>
public readonly record struct PoolResult(Hotkey Miner, double? Score);
