using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.Shared;

namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>A named number of a model.</summary>
public readonly record struct NamedValue(string Name, double Value);

/// <summary>What the evaluation of one GRPO model gave.</summary>
/// <param name="Failed">The evaluation ended in a text instead of numbers.</param>
/// <param name="Loss">The score as evaluated; stays where nothing is normalised.</param>
/// <param name="Rewards">Raw rewards, in order.</param>
/// <param name="Weights">Of the rewards; 1.0 where one is missing.</param>
/// <param name="Divergence">From the base model (KL).</param>
public sealed record GrpoEvaluation(
    bool Failed, double? Loss, ImmutableArray<NamedValue> Rewards, ImmutableArray<NamedValue> Weights,
    double Divergence = 0.0);

/// <summary>Rule 4.15: rewards become comparable between the models of one task.</summary>
public static class GrpoScores
{
    /// <returns>Parallel to the models: the new score, or what it was; null for a failed one.</returns>
    public static ImmutableArray<double?> Of(ImmutableArray<GrpoEvaluation> models)
    {
        var losses = models.Select(model => model.Failed ? null : model.Loss).ToArray();
        if (models.Length < 2) return [.. losses];

        var sound = models.Where(model => !model.Failed).ToArray();
        var scores = new double[sound.Length];
        foreach (var reward in FirstAppearances.Of(sound.SelectMany(model => model.Rewards).Select(r => r.Name)))
            Add(reward, sound, scores);

        // Surprise 11: the scores list only sound models but is read by the place among all of them, so behind a failed
        // model everybody gets the score of a later one, with the own divergence; the last ones keep what they had.
        for (var i = 0; i < models.Length; i++)
            if (!models[i].Failed && i < scores.Length)
                losses[i] = scores[i] - Constants2026_10.GrpoDivergenceFactor * models[i].Divergence;
        return [.. losses];
    }

    static void Add(string reward, GrpoEvaluation[] sound, double[] scores)
    {
        var having = Enumerable.Range(0, sound.Length).Where(i => Find(sound[i].Rewards, reward) is not null).ToArray();
        var values = Normalised(Array.ConvertAll(having, i => Find(sound[i].Rewards, reward)!.Value));
        for (var k = 0; k < having.Length; k++)
            scores[having[k]] += values[k] * (Find(sound[having[k]].Weights, reward) ?? 1.0);
    }

    static double[] Normalised(double[] values)
    {
        if (values.Length == 1) return [1.0];
        var smallest = values.Min();
        if (smallest < 0.0 && values.Length == 2)
            return values[0] <= values[1]
                ? [Constants2026_10.GrpoSmallerOfTwo, Constants2026_10.GrpoLargerOfTwo]
                : [Constants2026_10.GrpoLargerOfTwo, Constants2026_10.GrpoSmallerOfTwo];
        if (smallest < 0.0) values = Array.ConvertAll(values, value => value - smallest);
        var largest = values.Max();
        return Array.ConvertAll(values, value => largest == 0.0 ? 1.0 : value / largest);
    }

    static double? Find(ImmutableArray<NamedValue> values, string name)
    {
        foreach (var value in values)
            if (value.Name == name) return value.Value;
        return null;
    }
}
