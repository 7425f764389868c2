using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_dynamic_base(ITestOutputHelper output) : Family2026_10("dynamic_base", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var bases = DynamicBase.Of(new PerType<double?>(
            Number(given.GetProperty("text")), Number(given.GetProperty("image")),
            Number(given.GetProperty("environment"))));
        SameNumber(expected[0], bases.Text);
        SameNumber(expected[1], bases.Image);
        SameNumber(expected[2], bases.Environment);
    }
}
