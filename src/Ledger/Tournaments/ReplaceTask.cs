namespace Gradients.Ledger.Tournaments;

/// <summary>A running task counts no longer; another has to be posed in its place.</summary>
public static class ReplaceTask
{
    public const string Alias = "replace_task";

    public static Refusal? Forbid(Tournament state, TaskReplaced fact) => TaskFacts.Find(state, fact.Task, out _);

    internal static Tournament Evolve(Tournament state, in Recorded e, TaskReplaced fact) =>
        TaskFacts.Change(state, e, fact.Task, task => task with { IsReplaced = true });
}
