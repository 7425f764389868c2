using Gradients.Runners.Meter.Arithmetic;

namespace Gradients.Runners.Meter.Metrics;

/// <summary>A metric's value over all examples, and each one's share. NaN or infinite: no score.</summary>
/// <param name="Metric">Identity and version, such as instruct-ce@1.</param>
/// <param name="Tokens">Label tokens.</param>
public sealed record Score(string Metric, double Value, int Tokens, IReadOnlyList<ExampleLoss> PerExample)
{
    public const double DpoBeta = 0.1;

    /// <summary>
    /// The total of -log p over all label tokens divided by their number; examples are added in row order.
    /// </summary>
    public static Score CrossEntropy(string metric, IReadOnlyList<Example> examples, double[][] logProbabilities) =>
        PerToken(metric, examples, logProbabilities, -1.0);

    /// <summary>The mean divergence over all label tokens.</summary>
    public static Score MeanDivergence(IReadOnlyList<Example> examples, double[][] divergences) =>
        PerToken("kl@1", examples, divergences, 1.0);

    /// <summary>
    /// Mean over pairs of -log sigmoid(beta ((log p(chosen) - log r(chosen)) - (log p(rejected) - log r(rejected)))),
    /// the
    /// logs summed over answer and end tokens in order, r the base model.
    /// </summary>
    public static Score Dpo(
        IReadOnlyList<(Example Chosen, Example Rejected)> pairs, double[][] chosen, double[][] rejected,
        double[][] chosenByBase, double[][] rejectedByBase)
    {
        var (losses, total, tokens) = (new List<ExampleLoss>(), 0.0, 0);
        for (var i = 0; i < pairs.Count; i++)
        {
            var margin = DpoBeta * (
                (Sum(chosen[i]) - Sum(chosenByBase[i])) - (Sum(rejected[i]) - Sum(rejectedByBase[i])));
            var loss = MinusLogSigmoid(margin);
            var count = chosen[i].Length + rejected[i].Length;
            losses.Add(new(pairs[i].Chosen.Row, loss, count));
            (total, tokens) = (total + loss, tokens + count);
        }
        return new("dpo@1", pairs.Count == 0 ? double.NaN : total / pairs.Count, tokens, losses);
    }

    static Score PerToken(string metric, IReadOnlyList<Example> examples, double[][] values, double sign)
    {
        var (losses, total, tokens) = (new List<ExampleLoss>(), 0.0, 0);
        for (var i = 0; i < examples.Count; i++)
        {
            var sum = sign * Sum(values[i]);
            losses.Add(new(examples[i].Row, sum / values[i].Length, values[i].Length));
            (total, tokens) = (total + sum, tokens + values[i].Length);
        }
        return new(metric, tokens == 0 ? double.NaN : total / tokens, tokens, losses);
    }

    static double Sum(double[] values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum;
    }

    static double MinusLogSigmoid(double x) => x > 0
        ? Logarithm.Of(1.0 + Exponential.Of(-x)) : Logarithm.Of(1.0 + Exponential.Of(x)) - x;
}
