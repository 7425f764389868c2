namespace Gradients.Ledger.Tournaments;

/// <summary>Finding a task and an entrant of the running round: where every fact about a run or a loss begins.</summary>
internal static class TaskFacts
{
    /// <summary>The task if it is running and undecided.</summary>
    public static Refusal? Find(Tournament state, string task, out PosedTask posed)
    {
        posed = null!;
        if (state is not Tournament.Running { Round: { } round })
            return Refusals.NoRoundRunning;
        if (round.Find(task) is not { } found)
            return Refusals.NoTask(task);
        posed = found;
        return found.IsDecided || found.IsReplaced ? Refusals.TaskIsOver(task) : null;
    }

    public static Refusal? Find(Tournament state, string task, Hotkey hotkey, out Entrant entrant)
    {
        entrant = null!;
        if (Find(state, task, out var posed) is { } refusal)
            return refusal;
        if (posed.Find(hotkey) is not { } found)
            return Refusals.NotInTask(hotkey, task);
        entrant = found;
        return null;
    }

    public static bool IsImported(Tournament state) => state is Tournament.Running { Terms.IsImported: true };

    public static Tournament Change(
        Tournament state, in Recorded e, string task, Func<PosedTask, PosedTask> change)
    {
        if (state is not Tournament.Running { Round: { } round } running || round.IndexOf(task) is not (>= 0 and var slot))
            throw new CannotFollow(e.Stream, e.Version, $"a fact about task '{task}', which is not running");
        return running with { Version = e.Version, Round = round.With(slot, change(round.Tasks[slot])) };
    }

    /// <summary>The entrant a fact is about, with the way to it: found once, read and replaced there.</summary>
    public static EntrantPlace Place(Tournament state, in Recorded e, string task, Hotkey hotkey)
    {
        if (state is Tournament.Running { Round: { } round } running && round.IndexOf(task) is >= 0 and var slot
            && round.Tasks[slot].IndexOf(hotkey) is >= 0 and var row)
            return new(running, round, slot, row);
        throw new CannotFollow(e.Stream, e.Version, $"a fact about {hotkey} in task '{task}', which is not running");
    }
}

/// <summary>One entrant of one task of a running round.</summary>
internal readonly struct EntrantPlace(Tournament.Running running, Round round, int task, int row)
{
    public Entrant Entrant => round.Tasks[task].Entrants[row];

    /// <summary>The tournament with this entrant changed; everything else is shared with the one before.</summary>
    public Tournament With(in Recorded e, Entrant changed) => running.With(e, round, task, row, changed);
}
