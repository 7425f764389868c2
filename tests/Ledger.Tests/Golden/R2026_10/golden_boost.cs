using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_boost(ITestOutputHelper output) : Family2026_10("boost", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        SameNumber(expected.GetProperty("boost"), Pools.Boost(Number(given.GetProperty("perf"))));
        SameNumber(
            expected.GetProperty("env_perf"),
            PerformanceDifference.EnvironmentDifference(Exact(given.GetProperty("win_pct"))));
        SameNumber(
            expected.GetProperty("pool"),
            Pools.Unscaled(Number(given.GetProperty("base"))!.Value, Number(given.GetProperty("perf"))));
    }
}
