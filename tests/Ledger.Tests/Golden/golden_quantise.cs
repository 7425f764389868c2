using System.Text.Json;
using Gradients.Ledger.Rulebooks.Shared;

namespace Gradients.Ledger.Tests.Golden;

public sealed class golden_quantise(ITestOutputHelper output) : GoldenFamily("quantise", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var uids = List(given.GetProperty("ids"), id => id.GetInt32());
        var weights = List(given.GetProperty("weights"), w => Number(w)!.Value);
        var quantised = Quantiser.Quantise(uids.AsSpan(), weights.AsSpan());
        SameRow(expected, quantised);
    }
}
