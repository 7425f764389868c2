using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_relative_margin(ITestOutputHelper output) : Family2026_10("relative_margin", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        Same(
            expected.GetBoolean(),
            TaskVerdict.BeatsByMargin(
                Number(given.GetProperty("boss"))!.Value, Number(given.GetProperty("chal"))!.Value,
                given.GetProperty("higher_is_better").GetBoolean()),
            given.ToString());
    }
}
