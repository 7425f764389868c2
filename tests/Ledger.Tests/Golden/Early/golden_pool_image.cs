using System.Text.Json;
using Gradients.Ledger.Rulebooks.Pool2025_06;

namespace Gradients.Ledger.Tests.Golden.Early;

public sealed class golden_pool_image(ITestOutputHelper output) : EarlyFamily("pool_image", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var textGuided = List(given.GetProperty("text_guided"), v => v.GetDouble());
        var noText = List(given.GetProperty("no_text"), v => v.GetDouble());
        SameNumber(expected, ImageLoss.Of(textGuided.AsSpan(), noText.AsSpan()));
    }
}
