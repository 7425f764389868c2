using System.Text.Json;
using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tests.Golden;

public sealed class golden_boss_round(ITestOutputHelper output) : GoldenFamily("boss_round", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var history = new List<CompletedTournament>();
        foreach (var past in given.GetProperty("history").EnumerateArray())
            history.Add(new CompletedTournament($"past{history.Count}", Key(past[0]), Key(past[1]), 0.0, null));
        var champion = Key(given.GetProperty("base")) ?? Burn;
        var tasks = List(given.GetProperty("tasks"), task => new FinalTask(
            Task(task.GetProperty("type")),
            List(task.GetProperty("rows"), row => new TaskRow(
                Key(row[0])!.Value, Training(row[1]), Number(row[2]), Flag(row[3]), row[4].GetString()))));

        var wins = Streak.Of(champion, history);
        var margin = BossMargin.After(wins);
        Same(expected.GetProperty("wins").GetInt32(), wins);
        SameNumber(expected.GetProperty("threshold"), margin);

        var winners = ImmutableArray.CreateRange(tasks, task => BossRound.Judge(margin, task.Type, task.Rows));
        Same(Names(List(expected.GetProperty("task_winners"), Key)), Names([.. winners.Select(w => (Hotkey?)w)]));
        Same(Key(expected.GetProperty("winner")), BossRound.Decide(winners));
        var scoreWinners = ImmutableArray.CreateRange(tasks, task => TaskWinner.Of(task.Type, task.Rows));
        Same(Names(List(expected.GetProperty("score_winners"), Key)), Names(scoreWinners));
        var performance = PerformanceDifference.Of(tasks, margin);
        SameNumber(expected.GetProperty("median"), performance.Median);
        CheckPerformance(expected.GetProperty("perf"), performance);
    }

    static string Names(ImmutableArray<Hotkey?> hotkeys)
    {
        return string.Join(" ", hotkeys.Select(h => h?.Text ?? "-"));
    }
}
