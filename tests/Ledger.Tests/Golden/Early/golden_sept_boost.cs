using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2025_09;

namespace Gradients.Ledger.Tests.Golden.Early;

public sealed class golden_sept_boost(ITestOutputHelper output) : EarlyFamily("sept_boost", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        SameNumber(
            expected,
            StakeEntry.Boosted(given.GetProperty("stake").GetDouble(), given.GetProperty("entries").GetInt32()),
            given.ToString());
    }
}
