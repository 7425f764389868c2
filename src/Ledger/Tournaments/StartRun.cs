namespace Gradients.Ledger.Tournaments;

/// <summary>A scheduled attempt's container started.</summary>
public static class StartRun
{
    public const string Alias = "start_run";

    public static Refusal? Forbid(Tournament state, RunStarted fact) =>
        ForbidStep(state, fact.Task, fact.Hotkey, fact.Attempt, RunStage.Scheduled);

    /// <summary>A run goes from scheduled to started to finished or failed, each step once.</summary>
    internal static Refusal? ForbidStep(
        Tournament state, string task, Hotkey hotkey, int attempt, params ReadOnlySpan<RunStage> from)
    {
        if (TaskFacts.Find(state, task, hotkey, out var entrant) is { } refusal)
            return refusal;
        return entrant.Attempt == attempt && from.Contains(entrant.Run)
            ? null
            : new("run_out_of_order", "ledger: a run is scheduled, started, then finished or failed",
                $"Attempt {attempt} of {hotkey} at '{task}' is not at that point: "
                + $"attempt {entrant.Attempt} is {entrant.Run}.");
    }

    internal static Tournament Evolve(Tournament state, in Recorded e, RunStarted fact) =>
        To(state, e, fact.Task, fact.Hotkey, RunStage.Started);

    internal static Tournament To(Tournament state, in Recorded e, string task, Hotkey hotkey, RunStage stage)
    {
        var place = TaskFacts.Place(state, e, task, hotkey);
        return place.With(e, place.Entrant with { Run = stage });
    }
}
