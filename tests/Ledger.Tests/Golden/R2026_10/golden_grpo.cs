using System.Collections.Immutable;
using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_grpo(ITestOutputHelper output) : Family2026_10("grpo", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var models = given.GetProperty("repos").EnumerateArray().ToArray();
        var scores = GrpoScores.Of([.. models.Select(model => Evaluation(model[1]))]);
        for (var i = 0; i < models.Length; i++)
            SameNumber(expected.GetProperty(models[i][0].GetString()!), scores[i], $"model {i}");
    }

    static GrpoEvaluation Evaluation(JsonElement model)
    {
        return model.ValueKind == JsonValueKind.String
            ? new GrpoEvaluation(Failed: true, null, [], [])
            : new GrpoEvaluation(
                Failed: false,
                Number(model.GetProperty("eval_loss")),
                Values(model, "final_raw_rewards"),
                Values(model, "weights"),
                model.TryGetProperty("kl_divergence", out var divergence) ? Number(divergence)!.Value : 0.0);
    }

    static ImmutableArray<NamedValue> Values(JsonElement model, string name)
    {
        return model.TryGetProperty(name, out var values)
            ? [.. values.EnumerateObject().Select(v => new NamedValue(v.Name, Number(v.Value)!.Value))]
            : [];
    }
}
