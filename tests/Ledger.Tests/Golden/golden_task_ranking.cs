using System.Text.Json;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tests.Golden;

public sealed class golden_task_ranking(ITestOutputHelper output) : GoldenFamily("task_ranking", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var rows = List(given.GetProperty("rows"), row => new TaskRow(
            new Hotkey("h"), null, Number(row[0]), Flag(row[1]), row[2].GetString()));
        var scores = TaskRanking.Rank(Task(given.GetProperty("type")), rows);
        Same(expected.GetArrayLength(), scores.Length);
        for (var i = 0; i < scores.Length; i++)
        {
            SameNumber(expected[i][0], scores[i]?.Score, $"score of row {i}");
            Same(expected[i][1].GetString(), scores[i]?.Reason, $"reason of row {i}");
            SameNumber(expected[i][2], scores[i]?.AdjustedLoss, $"adjusted loss of row {i}");
        }
    }
}
