using System.Text.Json;
using Gradients.Ledger.Rulebooks.Pool2025_06;

namespace Gradients.Ledger.Tests.Golden.Early;

public sealed class golden_pool_ranking(ITestOutputHelper output) : EarlyFamily("pool_ranking", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var rows = List(given.GetProperty("rows"), row => Losses(row, 0));
        var scores = TaskRanking.Rank(Task(given.GetProperty("type")), rows);
        Same(given.TryGetProperty("error", out _), scores is null);
        if (scores is not { } ranked) return;
        Same(expected.GetArrayLength(), ranked.Length);
        for (var i = 0; i < ranked.Length; i++)
        {
            SameNumber(expected[i][0], ranked[i].Score, $"score of row {i}");
            Same(expected[i][1].GetString(), ranked[i].Reason, $"reason of row {i}");
        }
    }
}
