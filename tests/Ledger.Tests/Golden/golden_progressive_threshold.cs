using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tests.Golden;

public sealed class golden_progressive_threshold(ITestOutputHelper output)
    : GoldenFamily("progressive_threshold", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        SameNumber(expected, BossMargin.After(given.GetProperty("wins").GetInt32()), given.ToString());
    }
}
