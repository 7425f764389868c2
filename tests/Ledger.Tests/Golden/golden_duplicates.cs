using System.Text.Json;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tests.Golden;

public sealed class golden_duplicates(ITestOutputHelper output) : GoldenFamily("duplicates", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var submissions = List(given.GetProperty("rows"), row => new Submission(
            new TaskRow(new Hotkey("h"), null, Number(row[0]), Flag(row[1]), row[2].GetString()),
            Flag(row[3]), row[4].GetString(), Number(row[5])));
        var keep = Duplicates.Keep(submissions);
        var rows = Duplicates.Drop(submissions);
        var scores = TaskRanking.Rank(Task(given.GetProperty("type")), rows);
        var final = expected.GetProperty("final");
        Same(final.GetArrayLength(), rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            Same(Flag(expected.GetProperty("keep")[i]), keep[i], $"keep of row {i}");
            SameNumber(final[i][0], scores[i]?.Score, $"score of row {i}");
            Same(final[i][1].GetString(), scores[i]?.Reason, $"reason of row {i}");
            SameNumber(final[i][2], rows[i].Loss, $"loss of row {i}");
            Same(Flag(final[i][3]), rows[i].IsFinetune, $"fine-tune of row {i}");
        }
    }
}
