using Gradients.Ledger.Tournaments;

namespace Gradients.Runners.Meter.Containers;

/// <summary>An evaluation container's results as the events that a ledger takes.</summary>
public static class ContainerMeasurements
{
    public const string Method = "container";

    // The end of a trace says what went wrong.
    const int LongestReason = 500;

    /// <param name="entrants">Each entrant and the name of its model in the results, in the order of the
    /// events.</param>
    /// <param name="heldOutDigest">Of the held-out set that the container was given.</param>
    /// <returns>For each entrant <see cref="LossMeasured"/>, or <see cref="MeasurementFailed"/> with the
    /// reason.</returns>
    public static IReadOnlyList<TournamentEvent> Of(
        EvaluationResults results, string task, string heldOutDigest,
        IReadOnlyList<(Hotkey Hotkey, string Model)> entrants)
    {
        // The pool is everybody who has rewards, in the evaluator's order.
        var scores = GrpoPool.Scores(results.Models);
        return [.. entrants.Select(entrant => Event(entrant.Hotkey, entrant.Model))];

        TournamentEvent Event(Hotkey hotkey, string name)
        {
            for (var i = 0; i < results.Models.Count; i++)
            {
                var model = results.Models[i];
                if (model.Model != name) continue;
                return (model.Loss ?? scores[i]) is { } value && double.IsFinite(value)
                    ? new LossMeasured(heldOutDigest, hotkey, model.IsFinetune, value, Method, null, task)
                    : new MeasurementFailed(hotkey, Short(model.Failure ?? "the score is not finite"), task);
            }
            return new MeasurementFailed(hotkey, "the evaluation says nothing of this model", task);
        }
    }

    /// <summary>Evaluators leave whole stack traces, and what control characters they like.</summary>
    static string Short(string reason) => string.Concat(
        (reason.Length <= LongestReason ? reason : reason[^LongestReason..])
            .Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
