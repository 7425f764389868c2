using System.Collections.Immutable;
using System.Diagnostics;
using Gradients.Ledger.Rulebooks.Pool2025_06;
using Gradients.Ledger.Rulebooks.R2025_09;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;

namespace Gradients.Ledger.Pool;

/// <summary>What may be recorded next in a pool, and what follows from it.</summary>
public static class PoolLedger
{
    public const string PoseTask = "pose_pool_task", MeasureResult = "measure_pool_result", FailTask = "fail_pool_task",
        ImportTask = "import_pool_task", Read = "read_pool";

    const int LongestId = 128;

    /// <summary>The rulebooks under which there is a pool, oldest first.</summary>
    static readonly ImmutableArray<PoolRules> Pools = [PoolRules.June, PoolRules.July, Constants2025_09.Pool];

    /// <summary>The pool's rules under a rulebook; null where it has none.</summary>
    public static PoolRules? RulesOf(string rulebook) => Pools.FirstOrDefault(rules => rules.RulebookId == rulebook);

    /// <summary>Why this event may not stand here, or null.</summary>
    public static Refusal? Forbid(LedgerState state, string stream, PoolEvent fact)
    {
        var pool = state.Pool(stream);
        return fact switch
        {
            PoolTaskPosed e => ForbidPosed(state, pool, e),
            PoolTaskImported e => ForbidImported(state, pool, e),
            PoolResultMeasured e => ForbidResult(pool, e),
            PoolTaskScored e => ScorePoolTask.Forbid(pool, e.Task),
            PoolTaskFailed e => Open(pool, e.Task, out _),
            PoolRead e when e.Now < (pool.Now ?? long.MinValue) => new("pool_read_later", "2025-06 2.5: results by age",
                "The pool was read at a later moment already."),
            PoolRead => null,
            _ => throw new UnreachableException($"No rule for {fact.GetType().Name}."),
        };
    }

    static Refusal? ForbidPosed(LedgerState state, PoolState pool, PoolTaskPosed e)
    {
        if (RulesOf(VectorSetting.InForce(state.Rulebooks)) is null)
            return new("no_pool", "ledger: tasks are posed under the rulebook in force",
                $"Rulebook {VectorSetting.InForce(state.Rulebooks)} is in force, and has no pool.");
        if (!(double.IsFinite(e.Hours) && e.Hours > 0) || e.Model.Length == 0)
            return new("task_incomplete", "2025-06 2.4: a task is worth its hours and the size of its model",
                $"Task '{e.Task}' needs a positive number of hours and a model.");
        return ForbidNew(pool, e.Task, e.Type);
    }

    static Refusal? ForbidImported(LedgerState state, PoolState pool, PoolTaskImported e)
    {
        if (!state.Rulebooks.Any(rulebook => RulesOf(rulebook) is not null))
            return new("no_pool", "ledger: an older task was played under a rulebook that was adopted",
                "No rulebook with a pool was adopted.");
        return ForbidNew(pool, e.Task, e.Type)
            ?? (e.Rows.Select(row => row.Hotkey).Distinct().Count() == e.Rows.Length ? null : Twice(e.Task));
    }

    static Refusal? ForbidNew(PoolState pool, string task, TaskType type) =>
        task.Length is 0 or > LongestId
            ? new("task_id_malformed", "ledger: a task has an id", "A task id has 1 to 128 characters.")
        : pool.Tasks.ContainsKey(task)
            ? new("task_exists", "ledger: one posing a task", $"Task '{task}' was posed before.")
        : type == TaskType.EnvironmentTask ? Tournaments.PoseTask.TypeDiffers(type)
        : null;

    static Refusal? ForbidResult(PoolState pool, PoolResultMeasured e) =>
        Open(pool, e.Task, out var task) is { } refusal ? refusal
        : task.Measured.Any(measured => measured.Hotkey == e.Hotkey) ? Twice(e.Task)
        : null;

    static Refusal Twice(string task) =>
        new("already_measured", "ledger: one result a task and hotkey", $"A hotkey has two results on '{task}'.");

    internal static Refusal? Open(PoolState pool, string id, out PooledTask task)
    {
        if (!pool.Tasks.TryGetValue(id, out task!))
            return new("no_task", "ledger: facts about a task follow its posing", $"The pool has no task '{id}'.");
        return task.Stage == PoolStage.Open ? null : Refusals.TaskIsOver(id);
    }

    /// <summary>Rule 4.8 compares with tasks that are known.</summary>
    internal static Refusal? ForbidCopy(LedgerState state, TaskCopied e) => state.PoolTask(e.PoolTask) is null
        ? new("no_task", "2025.09 4.8: tasks of the final are compared with the pool",
            $"No pool has a task '{e.PoolTask}', or it is forgotten.")
        : null;

    /// <summary>The ledger after an event of a pool.</summary>
    /// <exception cref="CannotFollow">The event has no place here.</exception>
    internal static LedgerState Evolve(LedgerState state, in Recorded e, PoolEvent fact)
    {
        var pool = state.Pool(e.Stream);
        return state.With(fact switch
        {
            PoolTaskPosed f => pool.With(f.Task, new(
                f.CreatedAt, f.Hours, f.IsOrganic, f.Model, f.Parameters, f.Type,
                VectorSetting.InForce(state.Rulebooks), PoolStage.Open, [], [])),
            PoolTaskImported f => pool.With(f.Task, new(
                f.CreatedAt, f.Hours, f.IsOrganic, f.Model, f.Parameters, f.Type, "",
                f.Succeeded ? PoolStage.Succeeded : PoolStage.Failed, [],
                ImmutableArray.CreateRange(
                    f.Rows, row => new PooledRow(row.Hotkey, row.Score, row.Loss, row.Synthetic)))),
            PoolResultMeasured f => Changed(pool, e, f.Task, task => task with { Measured = task.Measured.Add(f) }),
            PoolTaskScored f => Changed(pool, e, f.Task, task => ScorePoolTask.Score(task, f)),
            PoolTaskFailed f => Changed(pool, e, f.Task, task => task with { Stage = PoolStage.Failed, Measured = [] }),
            PoolRead f => Forget(state, pool with { Now = f.Now, ReadAt = e.Position }),
            _ => throw new UnreachableException($"No fold for {fact.GetType().Name}."),
        });
    }

    static PoolState Changed(PoolState pool, in Recorded e, string id, Func<PooledTask, PooledTask> change) =>
        pool.Tasks.TryGetValue(id, out var task) && task.Stage == PoolStage.Open
            ? pool.With(id, change(task))
            : throw new CannotFollow(e.Stream, e.Version, $"a fact about task '{id}', which is not open in this pool");

    /// <summary>Memory follows a few weeks, not the age of the ledger; what finals are compared with is kept.</summary>
    static PoolState Forget(LedgerState state, PoolState pool)
    {
        var old = pool.Now - PoolState.Remembered;
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (var finished in (FinishedTournament?[])
            [state.Text.Latest, state.Text.Before, state.Image.Latest, state.Image.Before])
            kept.UnionWith((finished?.Copies ?? []).Select(copy => copy.PoolTask));
        foreach (var live in state.Live)
        {
            var tasks = live.State switch
            {
                Tournament.Running { Round: { } round } => round.Tasks,
                Tournament.Running running => running.FinalTasks,
                Tournament.Decided decided => decided.Course.FinalTasks,
                _ => [],
            };
            kept.UnionWith(tasks.Select(task => task.Dossier?.PoolTask).OfType<string>());
        }
        return pool with
        {
            Tasks = pool.Tasks.RemoveRange(
                pool.Tasks.Where(task => task.Value.CreatedAt < old && !kept.Contains(task.Key)).Select(t => t.Key)),
        };
    }
}
