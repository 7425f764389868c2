namespace Gradients.Ledger.Tournaments;

/// <summary>The loss of an entrant's model on the held-out data, once.</summary>
public static class MeasureLoss
{
    public const string Alias = "measure_loss";

    public static Refusal? Forbid(Tournament state, LossMeasured fact)
    {
        if (TaskFacts.Find(state, fact.Task, out var posed) is { } refusal)
            return refusal;
        if (posed.Find(fact.Hotkey) is not { } entrant)
            return Refusals.NotInTask(fact.Hotkey, fact.Task);
        if (entrant.Row.Loss is not null || entrant.MeasurementFailed)
            return IsMeasured(fact.Hotkey, fact.Task);
        if (fact.HeldOutDigest is { } digest && posed.Posed.HeldOutDigest is { } due && digest != due)
            return new("held_out_set_differs", "ledger: a loss is measured on the task's held-out set",
                $"The loss of {fact.Hotkey} was measured on {digest}, task '{fact.Task}' holds out {due}.");
        if (TaskFacts.IsImported(state))
            return null;
        if (entrant.Row.Training is null)
            return NotTrained(fact.Hotkey, fact.Task);
        return fact.HeldOutDigest is null
            ? new("loss_incomplete", "ledger: a loss names the held-out set it was measured on",
                $"The loss of {fact.Hotkey} on '{fact.Task}' does not say on which held-out set it was measured.")
            : null;
    }

    internal static Refusal NotTrained(Hotkey hotkey, string task) =>
        new("not_trained", "ledger: a loss is measured after training",
            $"The training of {hotkey} on '{task}' has not ended.");

    internal static Refusal IsMeasured(Hotkey hotkey, string task) =>
        new("already_measured", "ledger: one measurement a task and hotkey",
            $"{hotkey} was measured on '{task}' already.");

    internal static Tournament Evolve(Tournament state, in Recorded e, LossMeasured fact)
    {
        var place = TaskFacts.Place(state, e, fact.Task, fact.Hotkey);
        var row = place.Entrant.Row with { Loss = fact.Loss, IsFinetune = fact.IsFinetune, Reason = fact.Reason };
        return place.With(e, place.Entrant with { Row = row, LossPosition = e.Position });
    }
}
