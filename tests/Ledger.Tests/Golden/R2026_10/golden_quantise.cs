using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Ledger.Rulebooks.Shared;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_quantise(ITestOutputHelper output) : Family2026_10("quantise", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var uids = List(given.GetProperty("ids"), u => u.GetInt32());
        var weights = List(given.GetProperty("weights"), w => Number(w)!.Value);
        SameRow(expected, Quantiser.Quantise(uids.AsSpan(), weights.AsSpan()));
    }
}
