using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Ledger.Tournaments;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_next_round(ITestOutputHelper output) : Family2026_10("next_round", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var winners = Keys(given.GetProperty("winners"));
        var gone = Keys(given.GetProperty("unregistered"));
        var next = given.GetProperty("tournament").GetString() == "environment"
            ? RoundFlow.NextEnvironment(winners, gone)
            : RoundFlow.Next(winners, gone);
        var isNone = expected.ValueKind == JsonValueKind.Null || expected.TryGetProperty("error", out _);
        Same(isNone, next is null, given.ToString());
        if (next is null) return;
        Same(expected.GetProperty("type").GetString() == "group", next.Kind == RoundKind.Group, given.ToString());
        Same(expected.GetProperty("final").GetBoolean(), next.IsFinal, given.ToString());
        Same(expected.GetProperty("entrants").GetInt32(), next.Entrants.Length, given.ToString());
        Same(expected.GetProperty("burn_in").GetBoolean(), next.Entrants.Contains(Burn), given.ToString());
        var pairs = expected.GetProperty("pairs");
        if (pairs.ValueKind != JsonValueKind.Null) Same(pairs.GetInt32(), next.Pairs, given.ToString());
        var sizes = expected.GetProperty("sizes");
        if (sizes.ValueKind != JsonValueKind.Null)
            Same(
                string.Join(" ", List(sizes, s => s.GetInt32()).OrderDescending()), string.Join(" ", next.GroupSizes),
                given.ToString());
    }
}
