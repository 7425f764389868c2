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
        if (state is not Tournament.Running { Round: { } round } running || round.Find(task) is not { } posed)
            throw new CannotFollow(e.Stream, e.Version, $"a fact about task '{task}', which is not running");
        return running with { Version = e.Version, Round = round.With(change(posed)) };
    }

    /// <summary>The entrant a fact is about, with the objects around it that have to change with it.</summary>
    public static Entrant Entrant(Tournament state, in Recorded e, string task, Hotkey hotkey)
    {
        if (state is Tournament.Running { Round: { } round } && round.Find(task)?.Find(hotkey) is { } entrant)
            return entrant;
        throw new CannotFollow(e.Stream, e.Version, $"a fact about {hotkey} in task '{task}', which is not running");
    }

    public static Tournament With(Tournament state, in Recorded e, string task, Entrant changed)
    {
        var running = (Tournament.Running)state;
        var round = running.Round!;
        return running with { Version = e.Version, Round = round.With(round.Find(task)!.With(changed)) };
    }
}
