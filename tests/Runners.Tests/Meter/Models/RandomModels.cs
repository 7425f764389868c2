using System.Text.Json;
using Gradients.Runners.Meter.Arithmetic;
using Gradients.Runners.Meter.Models;
using Gradients.Testing;

namespace Gradients.Runners.Tests.Meter.Models;

/// <summary>
/// One small random model of every supported kind, with what an independent float64 forward pass says of it.
/// </summary>
public sealed class RandomModels : IDisposable
{
    readonly DirectoryInfo folder = IndependentTools.TemporaryFolder();

    public RandomModels() => IndependentTools.Run(IndependentTools.Python,
        Path.Combine(IndependentTools.Folder, "random_models.py"), folder.FullName);

    public string Of(string kind) => Path.Combine(folder.FullName, kind);

    public LanguageModel Open(string kind) => kind.EndsWith("-lora", StringComparison.Ordinal)
        ? LanguageModel.Open(Of(kind), Of(kind[..^5])) : LanguageModel.Open(Of(kind));

    public (int[][] Sequences, double[][] LogProbabilities) Expected(string kind)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Of(kind), "expected.json")));
        return (json.RootElement.GetProperty("sequences").Deserialize<int[][]>()!,
            json.RootElement.GetProperty("log_probabilities").Deserialize<double[][]>()!);
    }

    /// <summary>log p of every token but the first, sequence by sequence, all in one batch.</summary>
    public static double[][] LogProbabilities(LanguageModel model, int[][] sequences, Workers workers)
    {
        var batch = new Batch(sequences);
        var hidden = model.Hidden(batch, workers);
        var logits = model.Logits(hidden, [.. Enumerable.Range(0, batch.Tokens)], workers);
        var size = model.Config.Vocabulary;
        return [.. sequences.Select((s, n) => Enumerable.Range(0, s.Length - 1).Select(t =>
        {
            var row = logits.AsSpan((batch.Starts[n] + t) * size, size);
            return row[s[t + 1]] - LogSumExp.Of(row);
        }).ToArray())];
    }

    public void Dispose() => folder.Delete(recursive: true);
}
