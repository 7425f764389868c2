namespace Gradients.Ledger.Tournaments;

/// <summary>An entrant's submission repeats another's on the same task (rule 4.16): it drops out of the ranking.</summary>
public static class ReportDuplicate
{
    public const string Alias = "report_duplicate";
    const string Reason = "Duplicated submission";

    public static Refusal? Forbid(Tournament state, DuplicateFound fact)
    {
        if (TaskFacts.Find(state, fact.Task, fact.Hotkey, out var entrant) is { } refusal)
            return refusal;
        if (TaskFacts.Find(state, fact.Task, fact.Original, out var original) is { } missing)
            return missing;
        // Rule 4.16 groups by equal loss (0.0 equals -0.0), so without that there is no duplicate to report.
        var repeats = fact.Hotkey != fact.Original && entrant.Row.Loss is { } loss && original.Row.Loss is { } other
            && loss == other;
        return repeats
            ? null
            : new("no_duplicate", "2025.12 4.16: duplicates have equal losses",
                $"{fact.Hotkey} and {fact.Original} have no equal losses on '{fact.Task}'.");
    }

    internal static Tournament Evolve(Tournament state, in Recorded e, DuplicateFound fact)
    {
        var place = TaskFacts.Place(state, e, fact.Task, fact.Hotkey);
        var row = place.Entrant.Row with
        {
            Loss = double.NaN,
            IsFinetune = false,
            Reason = string.IsNullOrEmpty(place.Entrant.Row.Reason) ? Reason : place.Entrant.Row.Reason,
        };
        return place.With(e, place.Entrant with { Row = row });
    }
}
