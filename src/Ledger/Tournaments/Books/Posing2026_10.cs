using System.Collections.Immutable;
using Gradients.Ledger.Catalogues;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Ledger.Tournaments;

/// <summary>Which tasks a round of rulebook 2026.10 has, and when it is complete.</summary>
static class Posing2026_10
{
    static readonly ImmutableArray<(TaskType Type, int Count)> TextFinal =
        [(TaskType.InstructTextTask, 3), (TaskType.DpoTask, 1), (TaskType.GrpoTask, 1), (TaskType.ChatTask, 1)];

    /// <summary>
    /// The rule text names the final alone. Groups train what those of 2025.12 do, and text knockouts draw by its odds;
    /// of environments each group has one task, and the final one.
    /// </summary>
    internal static ImmutableArray<DueTask> Due(TournamentType type, RoundDrawn round)
    {
        if (type == TournamentType.Environment)
            return [.. round.Assignments.Select((_, slot) => new DueTask(slot, TaskType.EnvironmentTask))];
        TaskType? usual = type == TournamentType.Image ? TaskType.ImageTask : null;
        if (round.Kind == RoundKind.Boss)
            return usual is null
                ? [.. TextFinal.SelectMany(due => Enumerable.Repeat(
                    new DueTask(0, due.Type, due.Type == TaskType.ChatTask), due.Count))]
                : [.. Enumerable.Repeat(new DueTask(0, usual), Constants2026_10.FinalTasks)];
        if (round.Kind == RoundKind.Group)
            usual ??= TaskType.InstructTextTask;
        var each = round.Round == 1 ? Constants2026_10.RoundOneTasks : 1;
        return [.. round.Assignments.SelectMany((_, slot) => Enumerable.Repeat(new DueTask(slot, usual), each))];
    }

    internal static Refusal? Forbid(Terms terms, Round round, TaskPosed fact)
    {
        if (!Fits(terms.Type, fact.Type))
            return PoseTask.TypeDiffers(fact.Type);
        if (terms.IsImported)
            return null;
        var active = round.Tasks.Where(task => !task.IsReplaced).ToArray();
        if (fact.Replaces is { } old && round.Find(old) is { IsDrawn: true } drawn)
            return ForbidStandIn(active, drawn, fact);
        var room = Room(terms.Type, round, fact) - active.Count(task => task.Posed.Replaces is not { } replaced
            || round.Find(replaced) is not { IsDrawn: true } ? Counts(terms.Type, round, task, fact) : false);
        return room > 0
            ? null
            : new("too_many_tasks", "2026.10 4.4: three tasks in round one, one a group or pair, six in the boss round",
                $"Slot {fact.Slot} of round {round.Number} has no room for another {fact.Type}.");
    }

    static bool Fits(TournamentType tournament, TaskType task) => tournament switch
    {
        TournamentType.Image => task == TaskType.ImageTask,
        TournamentType.Environment => task == TaskType.EnvironmentTask,
        _ => task is not (TaskType.ImageTask or TaskType.EnvironmentTask),
    };

    static Refusal? ForbidStandIn(PosedTask[] active, PosedTask drawn, TaskPosed fact)
    {
        if (active.Any(task => task.Posed.Replaces == drawn.Id))
            return new("stand_in_posed", "2026.10 4.4: one stand-in for each drawn task",
                $"The drawn task '{drawn.Id}' has its stand-in.");
        var due = drawn.Dossier?.ContinuedOn is null ? drawn.Posed.Type : TaskType.InstructTextTask;
        return fact.Type == due ? null : PoseTask.TypeDiffers(fact.Type);
    }

    static int Room(TournamentType type, Round round, TaskPosed fact)
    {
        if (round.IsBossRound)
            return type switch
            {
                TournamentType.Text => TextFinal.First(due => due.Type == fact.Type).Count,
                TournamentType.Image => Constants2026_10.FinalTasks,
                // The rule text names no number of tasks for an environment final.
                _ => int.MaxValue,
            };
        return round.Number == 1 && type != TournamentType.Environment ? Constants2026_10.RoundOneTasks : 1;
    }

    static bool Counts(TournamentType type, Round round, PosedTask task, TaskPosed fact) =>
        round.IsBossRound ? type != TournamentType.Text || task.Posed.Type == fact.Type : task.Posed.Slot == fact.Slot;

    internal static Refusal? ForbidClose(Terms terms, Round round)
    {
        var active = round.Tasks.Where(task => !task.IsReplaced).ToArray();
        if (!terms.IsImported && Missing(terms.Type, round, active) is { } missing)
            return missing;
        if (round.Kind == RoundKind.Group && !GroupRound.WithoutResults(Groups(round)).IsEmpty)
            return new("scores_empty", "2026.10 4.6: a group round waits while a task has no result at all",
                "A group's task has no result: its scores were perhaps not written yet.");
        return round.IsBossRound && terms.Type != TournamentType.Environment
            ? ForbidFinal(terms, round, active)
            : null;
    }

    static Refusal? Missing(TournamentType type, Round round, PosedTask[] active)
    {
        var slots = round.Assignments.Length;
        var due = (round.IsBossRound, type) switch
        {
            (true, TournamentType.Environment) => Math.Max(1, active.Length),
            (true, _) => Constants2026_10.FinalTasks + StandIns(round, active),
            _ => slots * (round.Number == 1 && type != TournamentType.Environment ? Constants2026_10.RoundOneTasks : 1),
        };
        return active.Length == due
            ? null
            : new("tasks_missing", "2026.10 4.4: three tasks in round one, one a group or pair, six in the boss round",
                $"Round {round.Number} has {active.Length} of {due} tasks.");
    }

    static int StandIns(Round round, PosedTask[] active) =>
        active.Count(task => task.Posed.Replaces is { } old && round.Find(old) is { IsDrawn: true });

    static Refusal? ForbidFinal(Terms terms, Round round, PosedTask[] active)
    {
        var outcome = Finals2026_10.Outcome(terms, active);
        if (!outcome.Unassigned.IsEmpty)
            return new("tasks_unassigned", "2026.10 4.4: the boss round waits for tasks without a node",
                $"No node is assigned to {string.Join(", ", outcome.Unassigned.Select(i => $"'{active[i].Id}'"))}.");
        return outcome.IsDeferred
            ? new("draws_to_play", "2026.10 4.4: drawn tasks get a stand-in, once",
                $"Nobody won {string.Join(", ", outcome.Drawn.Select(i => $"'{active[i].Id}'"))}: pose stand-ins of type "
                    + string.Join(", ", outcome.StandIns) + ", each replacing its drawn task.")
            : null;
    }

    /// <summary>The groups with their tasks, in the order of posing.</summary>
    internal static ImmutableArray<GroupTask> Groups(Round round) =>
    [
        .. round.Tasks.Where(task => !task.IsReplaced).Select(task => new GroupTask(
            (TaskKind)task.Posed.Type, round.Assignments[task.Posed.Slot], task.Rows)),
    ];
}
