namespace Gradients.Ledger.Tournaments;

/// <summary>An entrant's next attempt at a task is to run; there are two, one after the other.</summary>
public static class ScheduleRun
{
    public const string Alias = "schedule_run";
    const int Attempts = 2;

    public static Refusal? Forbid(Tournament state, RunScheduled fact)
    {
        if (TaskFacts.Find(state, fact.Task, fact.Hotkey, out var entrant) is { } refusal)
            return refusal;
        var mayRetry = entrant.Run is RunStage.None or RunStage.Failed or RunStage.Finished;
        if (fact.Attempt > Attempts || fact.Attempt != entrant.Attempt + 1 || !mayRetry)
            return new("attempt_out_of_order", "ledger: two attempts, one after the other",
                $"Attempt {fact.Attempt} of {fact.Hotkey} at '{fact.Task}' cannot follow attempt {entrant.Attempt}.");
        return entrant.Row.Training is null ? null : EndTraining.IsOver(fact.Hotkey, fact.Task);
    }

    internal static Tournament Evolve(Tournament state, in Recorded e, RunScheduled fact)
    {
        var place = TaskFacts.Place(state, e, fact.Task, fact.Hotkey);
        return place.With(e, place.Entrant with { Attempt = fact.Attempt, Run = RunStage.Scheduled });
    }
}
