using Gradients.Runners.Meter.Arithmetic;
using Gradients.Runners.Meter.Models;
using Gradients.Runners.Meter.Weights;

namespace Gradients.Runners.Meter.Metrics;

/// <summary>Runs examples through models, a few at a time, and looks at the logits of their labels.</summary>
/// <param name="BatchTokens">Tokens taken through the layers together: speed and memory, never a result.</param>
/// <param name="Progress">Told after each batch how many tokens went through a model.</param>
public sealed record TokenScores(Workers Workers, int BatchTokens = 1024, Action<int>? Progress = null)
{
    // Rows of logits held at once: 128 times a vocabulary of 152,000 is 78 MB.
    const int RowsOfLogits = 128;

    /// <summary>log p of every label, example by example, in binary64.</summary>
    public double[][] LogProbabilities(LanguageModel model, IReadOnlyList<Example> examples)
    {
        var results = Results(examples);
        ForEachLabel([model], examples, (logits, example, label) =>
        {
            var token = examples[example].Tokens[examples[example].Labels[label]];
            results[example][label] = logits[0].Span[token] - LogSumExp.Of(logits[0].Span);
        });
        return results;
    }

    /// <summary>
    /// sum over v of p(v) (log p(v) - log q(v)) at every label, p of the base and q of the tuned model.
    /// </summary>
    public double[][] Divergences(LanguageModel from, LanguageModel to, IReadOnlyList<Example> examples)
    {
        if (from.Config.Vocabulary != to.Config.Vocabulary)
            throw new ModelException("config.json", "vocab_size",
                $"is {to.Config.Vocabulary}, the base has {from.Config.Vocabulary}: a divergence needs one vocabulary");
        var results = Results(examples);
        ForEachLabel([from, to], examples, (logits, example, label) =>
            results[example][label] = Divergence.Of(logits[0].Span, logits[1].Span));
        return results;
    }

    static double[][] Results(IReadOnlyList<Example> examples) =>
        [.. examples.Select(e => new double[e.Labels.Length])];

    void ForEachLabel(
        LanguageModel[] models, IReadOnlyList<Example> examples, Action<ReadOnlyMemory<float>[], int, int> look)
    {
        for (var first = 0; first < examples.Count;)
        {
            var (end, tokens) = (first, 0);
            while (end < examples.Count && (end == first || tokens + examples[end].Tokens.Length <= BatchTokens))
                tokens += examples[end++].Tokens.Length;
            var batch = new Batch([.. Enumerable.Range(first, end - first).Select(i => examples[i].Tokens)]);
            var labels = Enumerable.Range(first, end - first).SelectMany(i =>
                examples[i].Labels.Select((position, n) =>
                    (Row: batch.Starts[i - first] + position - 1, Example: i, Label: n)))
                .ToArray();
            var hidden = models.Select(model => model.Hidden(batch, Workers)).ToArray();
            foreach (var chunk in labels.Chunk(RowsOfLogits))
            {
                int[] rows = [.. chunk.Select(label => label.Row)];
                var logits = models.Select((model, m) => model.Logits(hidden[m], rows, Workers)).ToArray();
                Workers.Run(chunk.Length, i => look(
                    [.. models.Select((model, m) => logits[m]
                        .AsMemory(i * model.Config.Vocabulary, model.Config.Vocabulary))],
                    chunk[i].Example, chunk[i].Label));
            }
            first = end;
            Progress?.Invoke(tokens * models.Length);
        }
    }
}
