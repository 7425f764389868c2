using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_performance(ITestOutputHelper output) : Family2026_10("performance", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var tasks = given.GetProperty("tasks").EnumerateArray().ToArray();
        var performance = given.GetProperty("tournament").GetString() == "environment"
            ? PerformanceDifference.OfEnvironment([.. tasks.Select(Environment)], Key(given.GetProperty("winner")))
            : PerformanceDifference.Of([.. tasks.Select(t => Exists(t) ? golden_boss_round.Posed(t) : null)]);

        var perf = expected.GetProperty("perf");
        Same(perf.GetArrayLength(), performance.Tasks.Length);
        for (var i = 0; i < performance.Tasks.Length; i++)
        {
            Same(perf[i][0].GetInt32(), performance.Tasks[i].Task);
            SameNumber(perf[i][1], performance.Tasks[i].Boss);
            SameNumber(perf[i][2], performance.Tasks[i].Challenger);
            SameNumber(perf[i][3], performance.Tasks[i].Difference);
            Same(perf[i][4].GetBoolean(), performance.Tasks[i].ChallengerWon, $"won {i}");
            Same(perf[i][5].GetBoolean(), performance.Tasks[i].IsPaired, $"paired {i}");
        }
        SameNumber(expected.GetProperty("median"), performance.Median);
        SameNumber(expected.GetProperty("stored"), performance.Median);
    }

    static EnvironmentTask? Environment(JsonElement task)
    {
        return Exists(task)
            ? new EnvironmentTask(List(task.GetProperty("envs"), e => e.GetString()!), Rows(task.GetProperty("rows")))
            : null;
    }

    static bool Exists(JsonElement task)
    {
        return task.GetProperty("exists").GetBoolean();
    }
}
