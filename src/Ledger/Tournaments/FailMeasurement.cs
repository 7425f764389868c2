namespace Gradients.Ledger.Tournaments;

/// <summary>No loss could be taken of an entrant's model: it is never scored on this task.</summary>
public static class FailMeasurement
{
    public const string Alias = "fail_measurement";

    public static Refusal? Forbid(Tournament state, MeasurementFailed fact)
    {
        if (TaskFacts.Find(state, fact.Task, fact.Hotkey, out var entrant) is { } refusal)
            return refusal;
        if (entrant.Row.Loss is not null || entrant.MeasurementFailed)
            return MeasureLoss.IsMeasured(fact.Hotkey, fact.Task);
        return entrant.Row.Training is not null || TaskFacts.IsImported(state)
            ? null
            : MeasureLoss.NotTrained(fact.Hotkey, fact.Task);
    }

    internal static Tournament Evolve(Tournament state, in Recorded e, MeasurementFailed fact)
    {
        var place = TaskFacts.Place(state, e, fact.Task, fact.Hotkey);
        return place.With(e, place.Entrant with { MeasurementFailed = true });
    }
}
