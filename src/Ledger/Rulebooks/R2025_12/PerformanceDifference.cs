using System.Collections.Immutable;
using Gradients.Ledger.Arithmetic;

namespace Gradients.Ledger.Rulebooks.R2025_12;

/// <summary>Rule 4.8 for one task of a final.</summary>
/// <param name="Task">Index of the task in the final, from 0; tasks nobody has a finite loss for are left out.</param>
/// <param name="Boss">The placeholder's loss or score; absent when it has none.</param>
/// <param name="Challenger">The opponent's loss or score; absent when it has none.</param>
/// <param name="Difference">By which fraction the challenger is better; absent when one side is.</param>
/// <param name="ChallengerWon">By this rule: surprises 4 and 5 name where the verdict of the task differs.</param>
public readonly record struct TaskPerformance(
    int Task, double? Boss, double? Challenger, double? Difference, bool ChallengerWon);

/// <summary>Rule 4.8: how much better the challenger of a final was.</summary>
/// <param name="Tasks">In task order.</param>
/// <param name="Median">Of the differences there are; 0.0 if there is none.</param>
public sealed record PerformanceDifference(ImmutableArray<TaskPerformance> Tasks, double Median)
{
    /// <summary>A tournament that never reached a final.</summary>
    public static readonly PerformanceDifference None = new([], 0.0);

    /// <param name="final">The tasks of the final, in row order.</param>
    /// <param name="margin">
    /// From the champion's streak over the tournaments completed before this one (<see cref="BossMargin"/>).
    /// </param>
    public static PerformanceDifference Of(ImmutableArray<FinalTask> final, double margin)
    {
        var tasks = ImmutableArray.CreateBuilder<TaskPerformance>(final.Length);
        var differences = new double[final.Length];
        var count = 0;
        for (var i = 0; i < final.Length; i++)
        {
            var pair = FinalPair.Of(final[i].Rows);
            if (pair.IsEmpty) continue;
            var task = OfTask(i, final[i].Type, pair, margin);
            if (task.Difference is { } difference) differences[count++] = difference;
            tasks.Add(task);
        }
        return new PerformanceDifference(tasks.DrainToImmutable(), Arithmetic.Median.Of(differences.AsSpan(0, count)));
    }

    static TaskPerformance OfTask(int task, TaskType type, FinalPair pair, double margin)
    {
        var boss = pair.Boss?.Loss;
        var challenger = pair.Opponent?.Loss;
        if (boss is not { } b || challenger is not { } c)
            return new TaskPerformance(task, boss, challenger, null, ChallengerWon: boss is null);

        // Surprise 6: where the divisor is not above zero there is no difference, whoever was better.
        return type == TaskType.GrpoTask
            ? new TaskPerformance(task, b, c, b > 0.0 ? (c - b) / b : 0.0, c > b * (1.0 + margin))
            : new TaskPerformance(task, b, c, c > 0.0 ? (b - c) / c : 0.0, c < b * (1.0 - margin));
    }
}
