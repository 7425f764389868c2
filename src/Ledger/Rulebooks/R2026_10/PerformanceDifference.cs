using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>Rule 4.9 for one task of a final.</summary>
/// <param name="Task">Index of the task in the final, from 0; tasks without results are left out.</param>
/// <param name="Boss">The placeholder's loss or score; absent when it has none.</param>
/// <param name="Challenger">The challenger's loss or score; absent when it has none.</param>
/// <param name="Difference">By which fraction the challenger is better; absent when one side is.</param>
/// <param name="ChallengerWon">By this rule; surprise 6 names where the verdict of the task differs.</param>
/// <param name="IsPaired">Whether that was found example by example.</param>
public readonly record struct TaskPerformance(
    int Task, double? Boss, double? Challenger, double? Difference, bool ChallengerWon, bool IsPaired);

/// <summary>Rule 4.9: how much better the challenger of a final was.</summary>
/// <param name="Tasks">In task order.</param>
/// <param name="Median">Of the differences there are; 0.0 if there is none.</param>
public sealed record PerformanceDifference(ImmutableArray<TaskPerformance> Tasks, double Median)
{
    /// <param name="final">The tasks of a text or image final; null where the task's record is gone.</param>
    public static PerformanceDifference Of(ImmutableArray<BossTask?> final)
    {
        var tasks = ImmutableArray.CreateBuilder<TaskPerformance>(final.Length);
        for (var i = 0; i < final.Length; i++)
            if (final[i] is { } task && FinalPair.Of(task.Rows) is { IsEmpty: false } pair)
                tasks.Add(OfTask(i, task.Type, pair, BossDecision.Of(task).Verdict));
        return Of(tasks.DrainToImmutable());
    }

    /// <param name="final">The tasks of a text or image final.</param>
    /// <param name="decisions">Of each task, as <see cref="BossDecision.Of"/> gives them.</param>
    public static PerformanceDifference Of(ImmutableArray<BossTask> final, ImmutableArray<BossDecision> decisions)
    {
        var tasks = ImmutableArray.CreateBuilder<TaskPerformance>(final.Length);
        for (var i = 0; i < final.Length; i++)
            if (FinalPair.Of(final[i].Rows) is { IsEmpty: false } pair)
                tasks.Add(OfTask(i, final[i].Type, pair, decisions[i].Verdict));
        return Of(tasks.DrainToImmutable());
    }

    /// <param name="final">The tasks of an environment final; null where the task's record is gone.</param>
    /// <param name="winner">Of the tournament, as stored.</param>
    public static PerformanceDifference OfEnvironment(ImmutableArray<EnvironmentTask?> final, Hotkey? winner)
    {
        var tasks = ImmutableArray.CreateBuilder<TaskPerformance>(final.Length);
        for (var i = 0; i < final.Length; i++)
        {
            if (final[i] is not { } task || task.ScoreOf(Constants2026_10.Placeholder) is not { } boss) continue;
            if (ChallengerScore(task, winner) is not { } challenger) continue;
            var difference = EnvironmentDifference(WinShare(boss, challenger, task.Environments.Length));
            tasks.Add(new TaskPerformance(i, boss, challenger, difference, challenger > boss, IsPaired: false));
        }
        return Of(tasks.DrainToImmutable());
    }

    /// <summary>
    /// What a share of wins is worth. Surprise 3: standings run from 0 to 1, but the formula expects three points for
    /// each environment, so the share is negative and the difference practically always 0.
    /// </summary>
    public static double EnvironmentDifference(double winShare)
    {
        var share = Math.Max(0.0, winShare);
        return share < Constants2026_10.EnvironmentWinFloor ? 0.0
            : Constants2026_10.EnvironmentDifferenceBase
                + (share - Constants2026_10.EnvironmentWinFloor) * Constants2026_10.EnvironmentDifferenceSlope;
    }

    static double WinShare(double boss, double challenger, int environments)
    {
        var full = Constants2026_10.EnvironmentFullPoints * Math.Max(1, environments);
        return (2.0 * challenger + boss - full) / full;
    }

    static double? ChallengerScore(EnvironmentTask task, Hotkey? winner)
    {
        if (winner is { } other && !Constants2026_10.IsPlaceholder(other)) return task.ScoreOf(other);
        double? best = null;
        foreach (var row in task.Rows)
        {
            if (!Measure.IsResult(row) || Constants2026_10.IsPlaceholder(row.Hotkey)) continue;
            if (!(row.Loss <= best)) best = row.Loss;
        }
        return best;
    }

    static TaskPerformance OfTask(int index, TaskKind type, FinalPair pair, TaskVerdict? found)
    {
        var boss = pair.Boss?.Loss;
        var challenger = pair.Opponent?.Loss;
        if (boss is not { } b || challenger is not { } c || found is not { } verdict)
            return new TaskPerformance(index, boss, challenger, null, ChallengerWon: boss is null, IsPaired: false);
        var difference = type == TaskKind.GrpoTask
            ? b == 0.0 ? 0.0 : (c - b) / Math.Abs(b)
            : c == 0.0 ? 0.0 : (b - c) / Math.Abs(c);
        return new TaskPerformance(index, b, c, difference, verdict.ChallengerWon, verdict.Comparison is not null);
    }

    static PerformanceDifference Of(ImmutableArray<TaskPerformance> tasks)
    {
        var differences = tasks.Where(task => task.Difference is not null).Select(task => task.Difference!.Value);
        return new PerformanceDifference(tasks, Arithmetic.Median.Of(differences.ToArray()));
    }
}
