using Gradients.Ledger.Hashing;
using Gradients.Runners.Meter.Datasets;
using Gradients.Runners.Meter.Metrics;
using Gradients.Runners.Meter.Models;
using Gradients.Runners.Meter.Tokens;
using Gradients.Runners.Meter.Weights;

namespace Gradients.Runners.Meter.Measuring;

/// <summary>
/// Measures a model folder on held-out data: Instruct and Chat by cross-entropy, DPO against the base model, GRPO tasks
/// by the
/// divergence that their score needs beside the rewards. The base's tokenizer counts where there is a base, so that no
/// submission chooses its own tokens.
/// </summary>
/// <param name="scores">Threads, batch size and progress: none of them changes a bit.</param>
/// <param name="announce">Told before the work how many tokens are to go through a model.</param>
public sealed class NativeMeter(TokenScores scores, Action<long>? announce = null)
{
    /// <exception cref="ModelException">A model folder cannot be measured.</exception>
    /// <exception cref="DatasetException">The dataset cannot be measured on.</exception>
    public Measurement Take(MeasureRequest request)
    {
        using var tuned = LanguageModel.Open(request.Model, request.Base);
        using var reference = request.Base is { } folder ? LanguageModel.Open(folder) : null;
        var data = Dataset.Read(request.Dataset);
        var tokenizer = Tokenizer.Read(request.Base ?? request.Model);
        var differences = reference is null ? [] : FinetuneCheck.Differences(tuned.Config, reference.Config);
        var weights = WeightsDigest.Of(tuned.Tensors);
        var baseWeights = reference is null ? null : WeightsDigest.Of(reference.Tensors);
        // The base says how long a row may be: a submission that claimed less would drop the rows it is bad at.
        var maker = new ExampleMaker(tokenizer, (reference ?? tuned).Config.Positions);
        var (score, partial) = Score(request, tuned, reference, data, maker);
        var untouched = baseWeights is null ? (bool?)null : baseWeights == weights;
        return new(score, [.. maker.Dropped.OrderBy(row => row.Row)], partial, differences, untouched,
            ReasonFor(score, differences), data.Digest, weights, baseWeights, tokenizer.Digest,
            Hex.Sha256(PerExampleFile.Bytes(score.PerExample)));
    }

    static string? ReasonFor(Score score, IReadOnlyList<string> differences) =>
        differences.Count > 0 ? "not a fine-tune of the base: " + string.Join("; ", differences)
        : score.PerExample.Count == 0 ? "no row of the dataset has label tokens that fit"
        : double.IsFinite(score.Value) ? null : "the loss is not finite";

    (Score Score, bool Partial) Score(
        MeasureRequest request, LanguageModel tuned, LanguageModel? reference, Dataset data, ExampleMaker maker)
    {
        var type = ModelJson.Parse("dataset type", request.DatasetType);
        switch (request.TaskType)
        {
            case TaskType.InstructTextTask:
                return CrossEntropy("instruct-ce@1", maker.Instruct(data, InstructFormat.From(type)));
            case TaskType.ChatTask:
                return CrossEntropy("chat-ce@1", maker.Chat(data, ChatFormat.From(type)));
            case TaskType.DpoTask:
                var (pairs, partial) = Cut(maker.Pairs(data, DpoFormat.From(type)));
                return (Dpo(pairs, tuned, Needed(reference)), partial);
            case TaskType.GrpoTask:
                var (prompts, cut) = Cut(maker.Prompts(data, type.TextOrNone("field_prompt")));
                announce?.Invoke(2 * Tokens(prompts));
                var divergences = scores.Divergences(Needed(reference), tuned, prompts);
                return (Metrics.Score.MeanDivergence(prompts, divergences), cut);
            default:
                throw new DatasetException(data.File, $"{request.TaskType} is measured by its container, not natively");
        }

        (Score, bool) CrossEntropy(string metric, List<Example> all)
        {
            var (examples, partial) = Cut(all);
            announce?.Invoke(Tokens(examples));
            return (Metrics.Score.CrossEntropy(metric, examples, scores.LogProbabilities(tuned, examples)), partial);
        }

        (List<T>, bool) Cut<T>(List<T> all) =>
            request.MaxExamples is { } most && most < all.Count ? (all[..most], true) : (all, false);

        LanguageModel Needed(LanguageModel? model) => model
            ?? throw new ModelException(request.Model, null,
                $"{request.TaskType} is measured against the base model; name it");
    }

    Score Dpo(List<(Example Chosen, Example Rejected)> pairs, LanguageModel tuned, LanguageModel reference)
    {
        List<Example> chosen = [.. pairs.Select(pair => pair.Chosen)],
            rejected = [.. pairs.Select(pair => pair.Rejected)];
        announce?.Invoke(2 * (Tokens(chosen) + Tokens(rejected)));
        return Metrics.Score.Dpo(pairs,
            scores.LogProbabilities(tuned, chosen), scores.LogProbabilities(tuned, rejected),
            scores.LogProbabilities(reference, chosen), scores.LogProbabilities(reference, rejected));
    }

    static long Tokens(List<Example> examples) => examples.Sum(example => (long)example.Tokens.Length);
}
