using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Runners.Meter.Weights;

namespace Gradients.Runners.Meter.Containers;

/// <summary>
/// Reads <c>/aplp/evaluation_results.json</c> as evaluation containers leave it: for each model its numbers or an error
/// text,
/// and <c>model_params_count</c>. What is missing or not finite is no score, with the reason; what is no such file is
/// refused.
/// </summary>
public sealed record EvaluationResults(IReadOnlyList<EvaluatedModel> Models, long? Parameters)
{
    const string Count = "model_params_count", PairResults = "pair_results";
    const int Longest = 64 << 20;

    /// <summary>Of environments that models play in pairs, in the evaluator's order.</summary>
    public IReadOnlyList<PlayedPair> Games { get; init; } = [];

    static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    public EvaluatedModel? Find(string name) => Models.FirstOrDefault(model => model.Model == name);

    /// <summary>A model's loss, or else its score over the pool; null where it has none that is finite.</summary>
    /// <param name="model">One of these.</param>
    public double? Value(EvaluatedModel model) =>
        (model.Loss ?? GrpoPool.Scores(Models).Zip(Models).First(pair => pair.Second == model).First) is { } value
        && double.IsFinite(value) ? value : null;

    /// <param name="type">GRPO needs rewards, images their two lists, environments games or scores, everything else a
    /// loss.</param>
    /// <exception cref="FormatException">The bytes are no evaluation result.</exception>
    public static EvaluationResults Read(ReadOnlySpan<byte> json, TaskType type)
    {
        if (json.Length > Longest) throw new FormatException($"The evaluation results have {json.Length} bytes.");
        try
        {
            // Python writes NaN and Infinity, which are no JSON; they are read as texts and refused by name.
            using var document = JsonDocument.Parse(WellFormedJson.Of(BareWords.Quoted(json)), Options);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new FormatException("The evaluation results are no JSON object.");
            long? parameters = document.RootElement.TryGetProperty(Count, out var count)
                && count.ValueKind == JsonValueKind.Number && count.TryGetInt64(out var n) ? n : null;
            return new([.. document.RootElement.EnumerateObject().Where(m => m.Name is not (Count or PairResults))
                .Select(m => Model(m.Name, m.Value, type))], parameters)
            {
                Games = document.RootElement.TryGetProperty(PairResults, out var pairs) ? PlayedPairs.Read(pairs) : [],
            };
        }
        catch (JsonException fault)
        {
            throw new FormatException($"The evaluation results cannot be read: {fault.Message}", fault);
        }
    }

    static EvaluatedModel Model(string name, JsonElement value, TaskType type)
    {
        EvaluatedModel Failed(string why) => new(name, false, null, null, null, null, why);
        if (value.ValueKind == JsonValueKind.String) return Failed(value.GetString()!);
        if (value.ValueKind != JsonValueKind.Object) return Failed("the result is neither numbers nor an error text");
        if (!value.TryGetProperty("is_finetune", out var flag)
            || flag.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            return Failed("is_finetune is missing");
        var finetune = flag.ValueKind == JsonValueKind.True;
        try
        {
            return type switch
            {
                TaskType.GrpoTask => Rewarded(name, finetune, value),
                TaskType.EnvironmentTask => new(name, finetune, null, null, null, null, null)
                {
                    Scores = Numbers(value, "scores") ?? [],
                },
                TaskType.ImageTask => new(name, finetune, Image(value), null, null, null, null),
                _ => new(name, finetune, Finite(value, "eval_loss"), null, null, null, null),
            };
        }
        catch (FormatException fault)
        {
            return Failed(fault.Message) with { IsFinetune = finetune };
        }
    }

    static EvaluatedModel Rewarded(string name, bool finetune, JsonElement value)
    {
        if (Numbers(value, "final_raw_rewards") is not { Count: > 0 } means)
            throw new FormatException("final_raw_rewards is missing or empty");
        return new(name, finetune, null, means, Numbers(value, "weights") ?? [], Finite(value, "kl_divergence"), null)
        {
            RewardScore = FiniteOrNone(value, "eval_loss"),
        };
    }

    /// <summary>The two lists stand beside the other fields, or in an object in place of the loss.</summary>
    static double Image(JsonElement value)
    {
        if (value.TryGetProperty("eval_loss", out var loss) && loss.ValueKind == JsonValueKind.Object) value = loss;
        var (guided, free) = (List(value, "text_guided_losses"), List(value, "no_text_losses"));
        return guided is null && free is null
            ? throw new FormatException("text_guided_losses and no_text_losses are missing")
            : Finite(ImageLoss.Of(guided ?? [], free ?? []));
    }

    static List<(string, double)>? Numbers(JsonElement from, string field) =>
        !from.TryGetProperty(field, out var all) || all.ValueKind != JsonValueKind.Object ? null
            : [.. all.EnumerateObject().Select(one => (one.Name, Finite(all, one.Name)))];

    static double Finite(JsonElement from, string field)
    {
        if (!from.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null)
            throw new FormatException($"{field} is missing");
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number : throw new FormatException($"{field} is {value.GetRawText()}, no finite number");
    }

    static double? FiniteOrNone(JsonElement from, string field) =>
        from.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? Finite(from, field) : null;

    static double Finite(double mean) =>
        double.IsFinite(mean) ? mean : throw new FormatException("the mean of the image losses is not finite");

    static double[]? List(JsonElement from, string field)
    {
        if (!from.TryGetProperty(field, out var list)) return null;
        if (list.ValueKind != JsonValueKind.Array) throw new FormatException($"{field} is no list");
        return [.. list.EnumerateArray().Select(x =>
            x.ValueKind == JsonValueKind.Number && x.TryGetDouble(out var number) && double.IsFinite(number)
                ? number : throw new FormatException($"{field} holds {x.GetRawText()}, no finite number"))];
    }
}
