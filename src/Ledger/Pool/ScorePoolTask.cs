using System.Collections.Immutable;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Rulebooks.Pool2025_06;
using Gradients.Ledger.Rulebooks.Shared;
using Gradients.Ledger.Tournaments;

namespace Gradients.Ledger.Pool;

/// <summary>All results of a task of the pool are in: drop the copies, rank the rows, and score them.</summary>
public sealed record ScorePoolTask(string Task) : LedgerCommand, IPart<ScorePoolTask>
{
    public const string Alias = "score_pool_task";

    public static ScorePoolTask Pass<P>(ref P p, ScorePoolTask? c) where P : IPass, allows ref struct =>
        new(p.Text("task"u8, c?.Task));

    public static Decision Decide(PoolState pool, ScorePoolTask command) =>
        Forbid(pool, command.Task) is { } refusal
            ? new Decision.Refuse(refusal)
            : Decision.Of(Conclude(pool, command.Task));

    public static Refusal? Forbid(PoolState pool, string task) => PoolLedger.Open(pool, task, out _);

    /// <summary>Rules 2.2 and 2.3, of the rulebook the task was posed under.</summary>
    internal static PoolTaskScored Conclude(PoolState pool, string id)
    {
        var task = pool.Tasks[id];
        // Where the reference gives up with an assertion nothing is scored.
        if (TaskRanking.Rank(task.Type, Ranked(task)) is not { } scores)
            return new([], id);
        var rows = ImmutableArray.CreateBuilder<DecidedRow>(scores.Length);
        for (var i = 0; i < scores.Length; i++)
            rows.Add(new(scores[i].AdjustedLoss, task.Measured[i].Hotkey, scores[i].Reason, scores[i].Score));
        return new(rows.MoveToImmutable(), id);
    }

    static ImmutableArray<TwoLossRow> Ranked(PooledTask task)
    {
        ImmutableArray<Submission> submissions =
        [
            .. task.Measured.Select(measured => new Submission(
                new(measured.Loss, Synthetic(task.Type, measured), measured.IsFinetune, measured.Reason),
                measured.HasSubmission, measured.ModelHash, measured.UploadedAt)),
        ];
        return Duplicates.Drop(submissions, Duplicates.Keep(PoolLedger.RulesOf(task.Rulebook)!, submissions));
    }

    static double Synthetic(TaskType type, PoolResultMeasured measured) =>
        measured.Synthetic ?? (type == TaskType.ImageTask ? measured.Loss : TwoLossRanking.NotEvaluated);

    internal static PooledTask Score(PooledTask task, PoolTaskScored scored)
    {
        var losses = Ranked(task);
        var rows = ImmutableArray.CreateBuilder<PooledRow>(task.Measured.Length);
        for (var i = 0; i < losses.Length; i++)
            rows.Add(new(
                task.Measured[i].Hotkey,
                scored.Rows.FirstOrDefault(row => row.Hotkey == task.Measured[i].Hotkey)?.Score,
                losses[i].Test, losses[i].Synthetic));
        return task with { Stage = PoolStage.Succeeded, Measured = [], Rows = rows.MoveToImmutable() };
    }
}
