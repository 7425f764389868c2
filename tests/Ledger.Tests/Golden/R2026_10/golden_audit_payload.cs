using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Ledger.Rulebooks.Shared;
using Gradients.Ledger.Rulebooks;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_audit_payload(ITestOutputHelper output) : Family2026_10("audit_payload", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var data = given.GetProperty("payload").GetProperty("tournament_audit_data");
        var inputs = new WeightInputs(
            new Metagraph(Keys(given.GetProperty("metagraph"))),
            Keys(data.GetProperty("participants")),
            new PerType<TypeInputs>(
                Type(data, "text", Constants2026_10.TextAnchor),
                Type(data, "image", Constants2026_10.ImageAnchor),
                Type(data, "environment", Constants2026_10.EnvironmentAnchor)),
            Number(data.GetProperty("burn_weight"))!.Value);
        var vector = NodeWeights.Of(inputs);
        SameNodes(expected.GetProperty("node_weights"), vector.Weights);
        SameNumber(expected.GetProperty("sum"), vector.Sum);
        SameRow(expected.GetProperty("quantised"), Quantiser.Quantise(vector.Weights.AsSpan()));
    }

    static TypeInputs Type(JsonElement data, string name, double missingBase)
    {
        var baseWeight = data.TryGetProperty($"{name}_base_weight", out var given) ? Number(given) : null;
        var tournament = data.GetProperty($"{name}_tournament_data");
        return new TypeInputs(
            Number(data.GetProperty($"{name}_tournament_weight"))!.Value,
            baseWeight ?? missingBase,
            tournament.ValueKind == JsonValueKind.Null ? null : Split(tournament));
    }

    static SplitInputs Split(JsonElement tournament)
    {
        var final = tournament.GetProperty("rounds").EnumerateArray()
            .Where(round => round.GetProperty("is_final_round").GetBoolean()).ToArray();
        return new SplitInputs(
            Key(tournament.GetProperty("winner_hotkey")),
            Key(tournament.GetProperty("base_winner_hotkey")),
            tournament.TryGetProperty("final_positions", out var places) && places.ValueKind == JsonValueKind.Object
                ? [.. places.EnumerateObject().Select(p => new FinalPosition(new Hotkey(p.Name), p.Value.GetInt32()))]
                : [],
            final.Length == 0 ? default : List(final[0].GetProperty("tasks"), task =>
                List(task.GetProperty("participant_scores"), score => Key(score.GetProperty("hotkey"))!.Value)));
    }
}
