namespace Gradients.Ledger.Tournaments;

/// <summary>What an entrant's training on a task came to, after its runs.</summary>
public static class EndTraining
{
    public const string Alias = "end_training";

    public static Refusal? Forbid(Tournament state, TrainingEnded fact)
    {
        if (TaskFacts.Find(state, fact.Task, fact.Hotkey, out var entrant) is { } refusal)
            return refusal;
        if (entrant.Row.Training is not null)
            return IsOver(fact.Hotkey, fact.Task);
        var hasRun = entrant.Run is RunStage.Finished or RunStage.Failed;
        return hasRun || TaskFacts.IsImported(state)
            ? null
            : new("not_run", "ledger: training ends after a run", $"{fact.Hotkey} has not run on '{fact.Task}'.");
    }

    internal static Refusal IsOver(Hotkey hotkey, string task) =>
        new("training_over", "ledger: training ends once", $"The training of {hotkey} on '{task}' has ended.");

    internal static Tournament Evolve(Tournament state, in Recorded e, TrainingEnded fact)
    {
        var place = TaskFacts.Place(state, e, fact.Task, fact.Hotkey);
        var row = place.Entrant.Row with { Training = fact.Status };
        return place.With(e, place.Entrant with { Row = row });
    }
}
