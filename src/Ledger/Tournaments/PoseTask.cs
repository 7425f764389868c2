using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tournaments;

/// <summary>A task for one slot of the running round: all its members take part, in the row order given.</summary>
public static class PoseTask
{
    public const string Alias = "pose_task";
    const int LongestId = 128;

    public static Refusal? Forbid(Tournament state, TaskPosed fact)
    {
        if (state is not Tournament.Running { Round: { } round } running)
            return Refusals.NoRoundRunning;
        if (fact.Task.Length is 0 or > LongestId)
            return new("task_id_malformed", "ledger: a task has an id", "A task id has 1 to 128 characters.");
        if (round.Find(fact.Task) is not null || IsKnown(running, fact.Task))
            return new("task_exists", "ledger: one posing a task", $"Task '{fact.Task}' was posed before.");
        if (fact.Hours is { } hours && !(double.IsFinite(hours) && hours > 0))
            return new("hours_malformed", "ledger: a task runs for a positive number of hours",
                $"Task '{fact.Task}' cannot run for {hours} hours.");
        if (fact.Slot < 0 || fact.Slot >= round.Assignments.Length)
            return new("no_slot", "2025.12 4.7", $"Round {round.Number} has no slot {fact.Slot}.");
        if (!IsSameField(round.Assignments[fact.Slot], fact.Entrants))
            return new("entrants_differ", "2025.12 4.7: a task's entrants are its slot's members",
                $"The entrants of '{fact.Task}' are not the members of slot {fact.Slot}.");
        if (!RoundTasks.Fits(running.Terms.Type, fact.Type))
            return TypeDiffers(fact.Type);
        if (fact.Replaces is { } old && !(round.Find(old) is { IsReplaced: true } gone && gone.Posed.Slot == fact.Slot))
            return new("nothing_to_replace", "ledger: a task stands in for a replaced one of its slot",
                $"Slot {fact.Slot} has no replaced task '{old}'.");
        return running.Terms.IsImported ? null : ForbidRecorded(running.Terms.Type, round, fact);
    }

    static Refusal TypeDiffers(TaskType type) =>
        new("task_type_differs", "2025.12 4.7", $"A {type} does not belong into this round.");

    static bool IsKnown(Tournament.Running running, string task) =>
        running.Past.Any(round => round.Tasks.Any(decided => decided.Id == task));

    static bool IsSameField(ImmutableArray<Hotkey> members, ImmutableArray<Hotkey> entrants) =>
        members.Length == entrants.Length && members.Order().SequenceEqual(entrants.Order());

    /// <summary>What only a tournament recorded as it happens can be held to.</summary>
    static Refusal? ForbidRecorded(TournamentType type, Round round, TaskPosed fact)
    {
        if (fact.Model is null || fact.DatasetDigest is null || fact.HeldOutDigest is null)
            return new("task_incomplete", "ledger: a task names model, dataset digest and held-out digest",
                $"Task '{fact.Task}' lacks its model, dataset digest or held-out digest.");
        // The reference poses no chat tasks, and groups have the one type of the tournament.
        if (fact.Type == TaskType.ChatTask || (round.Kind == RoundKind.Group && fact.Type != RoundTasks.OfGroup(type)))
            return TypeDiffers(fact.Type);
        var active = round.Tasks.Where(task => !task.IsReplaced).ToArray();
        var room = round.IsBossRound
            ? RoundTasks.OfFinal(type).Count(t => t == fact.Type) - active.Count(t => t.Posed.Type == fact.Type)
            : 1 - active.Count(t => t.Posed.Slot == fact.Slot);
        return room > 0 ? null : new("too_many_tasks", "2025.12 4.7: one task a group or pair, six in the boss round",
            $"Slot {fact.Slot} of round {round.Number} has no room for another {fact.Type}.");
    }

    internal static Tournament Evolve(Tournament state, in Recorded e, TaskPosed fact)
    {
        if (state is not Tournament.Running { Round: { } round } running)
            throw new CannotFollow(e.Stream, e.Version, "a task is posed while no round is running");
        var entrants = ImmutableArray.CreateRange(
            fact.Entrants, hotkey => new Entrant(new(hotkey), 0, RunStage.None, false, 0));
        var task = new PosedTask(fact, entrants, false, false, null, 0);
        return running with { Version = e.Version, Round = round with { Tasks = round.Tasks.Add(task) } };
    }
}
