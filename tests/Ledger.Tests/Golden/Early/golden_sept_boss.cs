using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2025_09;

namespace Gradients.Ledger.Tests.Golden.Early;

public sealed class golden_sept_boss(ITestOutputHelper output) : SeptemberFamily("sept_boss", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var history = List(given.GetProperty("history"), past => new PastWinner(Key(past[0]), Key(past[1])));
        var wins = Streak.Of(Key(given.GetProperty("base")) ?? Burn, history);
        var margin = Streak.Margin(wins);
        Same(expected.GetProperty("wins").GetInt32(), wins);
        SameNumber(expected.GetProperty("threshold"), margin);

        var statuses = given.GetProperty("tasks").EnumerateArray().Select(task => task.GetProperty("status")).ToArray();
        var tasks = Tasks(given).Select((task, i) => BossRound.Judge(task, margin, hotkey =>
            statuses[i].TryGetProperty(hotkey.Text, out var status) ? Training(status) : null)).ToArray();
        SameNames(
            expected.GetProperty("task_winners"), tasks.Where(t => t.Winner is not null).Select(t => t.Winner!.Value));
        Same(Key(expected.GetProperty("winner")), BossRound.Decide([.. tasks]));
        CheckDifferences(expected.GetProperty("perf"), tasks);
    }

    void CheckDifferences(JsonElement expected, BossTask[] tasks)
    {
        var left = 0;
        for (var i = 0; i < tasks.Length; i++)
        {
            if (!tasks[i].HasPerformance) continue;
            var wanted = expected[left++];
            Same(wanted[0].GetInt32(), i);
            SameNumber(wanted[1], tasks[i].Boss);
            SameNumber(wanted[2], tasks[i].Challenger);
            SameNumber(wanted[3], tasks[i].Difference);
            Same(Flag(wanted[4]), tasks[i].ChallengerWon);
        }
        Same(expected.GetArrayLength(), left, "tasks with a difference");
    }
}
