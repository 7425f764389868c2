using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tests.Golden;

public sealed class golden_image_loss(ITestOutputHelper output) : GoldenFamily("image_loss", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var loss = given.TryGetProperty("eval_loss", out var plain)
            ? ImageLoss.OfPlain(plain.GetDouble())
            : ImageLoss.Of(Losses(given, "text_guided"), Losses(given, "no_text"));
        SameNumber(expected, loss, given.ToString());
    }

    static double[] Losses(JsonElement given, string name)
    {
        return [.. List(given.GetProperty(name), x => Number(x)!.Value)];
    }
}
