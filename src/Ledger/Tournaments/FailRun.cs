namespace Gradients.Ledger.Tournaments;

/// <summary>A scheduled or started attempt came to nothing.</summary>
public static class FailRun
{
    public const string Alias = "fail_run";

    public static Refusal? Forbid(Tournament state, RunFailed fact) =>
        StartRun.ForbidStep(state, fact.Task, fact.Hotkey, fact.Attempt, RunStage.Scheduled, RunStage.Started);

    internal static Tournament Evolve(Tournament state, in Recorded e, RunFailed fact) =>
        StartRun.To(state, e, fact.Task, fact.Hotkey, RunStage.Failed);
}
