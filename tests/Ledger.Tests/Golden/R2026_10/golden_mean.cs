using System.Text.Json;
using Gradients.Ledger.Arithmetic;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_mean(ITestOutputHelper output) : Family2026_10("mean", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var values = List(given.GetProperty("values"), v => Number(v)!.Value);
        SameNumber(expected, PairwiseSum.Mean(values.AsSpan()));
    }
}
