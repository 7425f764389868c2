using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Ledger.Rulebooks;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_task_ranking(ITestOutputHelper output) : Family2026_10("task_ranking", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var rows = List(given.GetProperty("rows"), row => new TaskRow(
            new Hotkey("h"), null, Number(row[0]), Flag(row[1]), row[2].GetString()));
        var scores = TaskRanking.Rank(Kind(given.GetProperty("type")), rows);
        Same(expected.GetArrayLength(), scores.Length);
        for (var i = 0; i < scores.Length; i++)
        {
            SameNumber(expected[i][0], scores[i]?.Score, $"score of row {i}");
            Same(expected[i][1].GetString(), scores[i]?.Reason, $"reason of row {i}");
            SameNumber(expected[i][2], scores[i]?.AdjustedLoss, $"adjusted loss of row {i}");
        }
    }
}
