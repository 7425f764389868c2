using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_boss_verdict(ITestOutputHelper output) : Family2026_10("boss_verdict", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var lineages = List(given.GetProperty("lineages"), lineage => new Lineage(
            lineage[0].GetString()!, Key(lineage[1]), lineage[2].GetBoolean()));
        var count = given.GetProperty("expected_task_count");
        var winner = Title.Of(
            new Hotkey("boss"), List(given.GetProperty("task_winners"), Key), lineages,
            count.ValueKind == JsonValueKind.Null ? 0 : count.GetInt32());
        Same(expected.GetString(), winner.Text, given.ToString());
    }
}
