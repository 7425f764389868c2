using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Ledger.Rulebooks.Shared;
using Gradients.Ledger.Rulebooks;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_node_weights(ITestOutputHelper output) : Family2026_10("node_weights", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var inputs = new WeightInputs(
            new Metagraph(Keys(given.GetProperty("metagraph"))),
            Keys(given.GetProperty("participants")),
            new PerType<TypeInputs>(
                Type(given.GetProperty("text")), Type(given.GetProperty("image")),
                Type(given.GetProperty("environment"))),
            Number(given.GetProperty("burn_weight"))!.Value);
        var vector = NodeWeights.Of(inputs);
        SameNodes(expected.GetProperty("node_weights"), vector.Weights);
        SameNumber(expected.GetProperty("sum"), vector.Sum);
        SameBits(vector.Undistributed, vector.Left.Text + vector.Left.Image + vector.Left.Environment);
        CheckRow(expected.GetProperty("quantised"), inputs, vector);
        for (var uid = 0; uid < inputs.Metagraph.Count; uid++)
        {
            var last = NodeWeights.Terms(inputs, uid) is [.., var term] ? term.Total : 0.0;
            SameBits(vector.Weights[uid], last, $"terms of uid {uid}");
        }
    }

    void CheckRow(JsonElement expected, WeightInputs inputs, NodeVector vector)
    {
        SameRow(expected, Quantiser.Quantise(vector.Weights.AsSpan()));
        var row = WeightRow.Of(inputs, vector);
        if (expected.TryGetProperty("error", out _))
        {
            // Every error of this family is the negative burn node, and it is named with its uid and weight.
            var negative = Assert.IsType<WeightRow.NegativeBurnNode>(row);
            Assert.True(negative.Weight < 0.0 && negative.Weight > -1e-15);
            Assert.Contains($"uid {negative.Uid}", negative.Explanation, StringComparison.Ordinal);
            return;
        }
        SameRow(expected, Assert.IsType<WeightRow.Sent>(row).Row);
    }

    static TypeInputs Type(JsonElement type)
    {
        var data = type.GetProperty("data");
        return new TypeInputs(
            Exact(type.GetProperty("weight")),
            Exact(type.GetProperty("base_weight")),
            data.ValueKind == JsonValueKind.Null ? null : new SplitInputs(
                Key(data.GetProperty("winner")), Key(data.GetProperty("base_winner")),
                golden_rank_split.Positions(data.GetProperty("final_positions")),
                List(data.GetProperty("final_round_scores"), Keys)));
    }
}
