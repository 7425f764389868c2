using System.Text.Json;
using Gradients.Ledger.Arithmetic;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_percentile(ITestOutputHelper output) : Family2026_10("percentile", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var values = List(given.GetProperty("values"), v => Number(v)!.Value).Sort();
        SameNumber(expected, Percentile.Of(values.AsSpan(), Exact(given.GetProperty("q"))));
    }
}
