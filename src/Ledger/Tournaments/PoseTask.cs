using System.Collections.Immutable;

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
        if (fact.Replaces is { } old && !(round.Find(old) is { } gone && (gone.IsReplaced || gone.IsDrawn)
            && gone.Posed.Slot == fact.Slot))
            return new("nothing_to_replace", "ledger: a task stands in for a replaced or drawn one of its slot",
                $"Slot {fact.Slot} has no replaced or drawn task '{old}'.");
        if (!running.Terms.IsImported && (fact.Model is null || fact.DatasetDigest is null || fact.HeldOutDigest is null))
            return new("task_incomplete", "ledger: a task names model, dataset digest and held-out digest",
                $"Task '{fact.Task}' lacks its model, dataset digest or held-out digest.");
        return running.Terms.Book.ForbidTask(running.Terms, round, fact);
    }

    internal static Refusal TypeDiffers(TaskType type) =>
        new("task_type_differs", "2025.12 4.7", $"A {type} does not belong into this round.");

    static bool IsKnown(Tournament.Running running, string task) =>
        running.Past.Any(round => round.Tasks.Any(decided => decided.Id == task));

    static bool IsSameField(ImmutableArray<Hotkey> members, ImmutableArray<Hotkey> entrants) =>
        members.AsSpan().SequenceEqual(entrants.AsSpan())
        || (members.Length == entrants.Length
            && Hotkey.Ordered(members).AsSpan().SequenceEqual(Hotkey.Ordered(entrants)));

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
