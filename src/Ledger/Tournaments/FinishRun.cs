namespace Gradients.Ledger.Tournaments;

/// <summary>A started attempt came to its end, by itself or at its deadline.</summary>
public static class FinishRun
{
    public const string Alias = "finish_run";

    public static Refusal? Forbid(Tournament state, RunFinished fact) =>
        StartRun.ForbidStep(state, fact.Task, fact.Hotkey, fact.Attempt, RunStage.Started);

    internal static Tournament Evolve(Tournament state, in Recorded e, RunFinished fact) =>
        StartRun.To(state, e, fact.Task, fact.Hotkey, RunStage.Finished);
}
