using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_group_winners(ITestOutputHelper output) : Family2026_10("group_winners", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var groups = Groups(Kind(given.GetProperty("type")), given.GetProperty("groups"));
        SameNames(expected, GroupRound.Advance(groups, given.GetProperty("final").GetBoolean()));
    }
}
