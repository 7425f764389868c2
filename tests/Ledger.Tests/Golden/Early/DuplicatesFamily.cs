using System.Text.Json;
using Gradients.Ledger.Rulebooks.Pool2025_06;

namespace Gradients.Ledger.Tests.Golden.Early;

public abstract class DuplicatesFamily(string family, PoolRules rules, ITestOutputHelper output)
    : EarlyFamily(family, output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var submissions = List(given.GetProperty("rows"), row => new Submission(
            Losses(row, 0), Flag(row[4]), row[5].GetString(), Number(row[6])));
        var keep = Duplicates.Keep(rules, submissions);
        var rows = Duplicates.Drop(submissions, keep);
        var dropped = Duplicates.DroppedScore(submissions, keep);
        var scores = TaskRanking.Rank(Task(given.GetProperty("type")), rows);
        for (var i = 0; i < rows.Length; i++)
        {
            Same(Flag(expected.GetProperty("keep")[i]), keep[i], $"keep of row {i}");
            var zeroed = expected.GetProperty("after_zeroing")[i];
            SameNumber(zeroed[0], keep[i] ? 0.0 : dropped, $"zeroed score of row {i}");
            SameNumber(zeroed[1], rows[i].Test, $"test loss of row {i}");
            SameNumber(zeroed[2], rows[i].Synthetic, $"synthetic loss of row {i}");
            Same(Flag(zeroed[3]), rows[i].IsFinetune, $"fine-tune of row {i}");
            Same(zeroed[4].GetString(), rows[i].Reason, $"reason of row {i}");
            var final = expected.GetProperty("final")[i];
            SameNumber(final[0], scores!.Value[i].Score, $"score of row {i}");
            Same(final[1].GetString(), scores.Value[i].Reason, $"final reason of row {i}");
        }
    }
}
