using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tests.Golden;

public sealed class golden_decline_mapping(ITestOutputHelper output) : GoldenFamily("decline_mapping", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var total = given.GetProperty("total").GetInt32();
        var halfSteps = checked((int)(2 * (given.GetProperty("rank").GetDouble() - 1)));
        SameNumber(expected, RankWeights.Of(total, halfSteps, RankWeights.Sum(total)), given.ToString());
    }
}
