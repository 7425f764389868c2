using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Runners.Meter.Containers;

/// <summary>
/// Scores of all models of a GRPO task, bigger is better (rule 4.15): each function's raw rewards brought to one scale
/// over
/// the pool, weighted, added, less half of the divergence. They depend on the pool, so rewards and divergences are
/// recorded
/// and the scores derived.
/// </summary>
/// <remarks>A failed model has no score and shifts nobody else's; in the reference its neighbours got each
/// other's.</remarks>
public static class GrpoPool
{
    // Stands behind all others: the rule then scales a single model too, and there is nobody left for it to shift.
    static readonly GrpoEvaluation Nobody = new(Failed: true, null, [], []);

    /// <returns>Parallel to the models; null for one without rewards.</returns>
    public static double?[] Scores(IReadOnlyList<EvaluatedModel> models)
    {
        var sound = models.Where(model => model.Rewards is not null).ToList();
        var scores = GrpoScores.Of([.. sound.Select(Evaluation), Nobody]);
        return [.. models.Select(model => sound.IndexOf(model) is >= 0 and var at ? scores[at] : null)];
    }

    static GrpoEvaluation Evaluation(EvaluatedModel model) => new(Failed: false, null,
        [.. model.Rewards!.Select(reward => new NamedValue(reward.Function, reward.Mean))],
        [.. model.Weights!.Select(weight => new NamedValue(weight.Function, weight.Value))], model.Divergence!.Value);
}
