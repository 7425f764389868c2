using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2025_09;

namespace Gradients.Ledger.Tests.Golden.Early;

public sealed class golden_sept_ranking(ITestOutputHelper output) : EarlyFamily("sept_ranking", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var rows = List(given.GetProperty("rows"), row => new StoredRow(Key(row[0])!.Value, Losses(row, 1)));
        var scores = TaskResults.Rank(Task(given.GetProperty("type")), rows);
        Same(given.TryGetProperty("error", out _), scores is null);
        if (scores is not { } ranked) return;
        Same(expected.GetArrayLength(), ranked.Length);
        for (var i = 0; i < ranked.Length; i++)
        {
            SameNumber(expected[i][0], ranked[i].Score, $"score of row {i}");
            Same(expected[i][1].GetString(), ranked[i].Reason, $"reason of row {i}");
            SameNumber(expected[i][2], ranked[i].AdjustedLoss, $"adjusted loss of row {i}");
        }
    }
}
