using System.Text.Json;
using Gradients.Ledger.Arithmetic;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_pow(ITestOutputHelper output) : Family2026_10("pow", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        SameNumber(expected, ExactPower.Quarters(Exact(given.GetProperty("base")), 5), given.ToString());
    }
}
