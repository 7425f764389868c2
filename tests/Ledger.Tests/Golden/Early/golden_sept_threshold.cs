using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2025_09;

namespace Gradients.Ledger.Tests.Golden.Early;

public sealed class golden_sept_threshold(ITestOutputHelper output) : EarlyFamily("sept_threshold", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        SameNumber(expected, Streak.Margin(given.GetProperty("wins").GetInt32()), given.ToString());
    }
}
