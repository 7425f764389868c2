namespace Gradients.Ledger.Tournaments;

/// <summary>A human lets a task be decided although more than half of its trainings failed (surprise 17).</summary>
public static class ApproveFailures
{
    public const string Alias = "approve_failures";

    public static Refusal? Forbid(Tournament state, FailuresApproved fact)
    {
        if (TaskFacts.Find(state, fact.Task, out var posed) is { } refusal)
            return refusal;
        return posed.MostTrainingsFailed && !posed.FailuresApproved
            ? null
            : new("nothing_to_approve", "2025.12 surprise 17: approval where more than half of the trainings failed",
                $"Task '{fact.Task}' needs no approval.");
    }

    internal static Tournament Evolve(Tournament state, in Recorded e, FailuresApproved fact) =>
        TaskFacts.Change(state, e, fact.Task, task => task with { FailuresApproved = true });
}
