using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_misc(ITestOutputHelper output) : Family2026_10("misc", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        switch (given.GetProperty("what").GetString())
        {
            case "failure_gate":
                var statuses = List(given.GetProperty("statuses"), s => s.GetString()!);
                var failed = statuses.Count(s => s is "failure" or "prep_task_failure");
                Same(expected.GetBoolean(), FailureGate.IsShut(failed, statuses.Length), given.ToString());
                break;
            case "real_winner":
                var real = RealWinner.Of(Key(given.GetProperty("winner")), Key(given.GetProperty("base")));
                Same(Key(expected), real, given.ToString());
                break;
            case "winner_changed":
                var changed = RealWinner.HasChanged(
                    Flag(given.GetProperty("has_previous")), Key(given.GetProperty("latest")));
                Same(expected.GetBoolean(), changed, given.ToString());
                break;
            case "head_to_head":
                CheckHeadToHead(given, expected);
                break;
            case var unknown:
                Assert.Fail($"unknown kind of case: {unknown}");
                break;
        }
    }

    void CheckHeadToHead(JsonElement given, JsonElement expected)
    {
        var a = List(given.GetProperty("a"), v => Number(v)!.Value);
        var b = List(given.GetProperty("b"), v => Number(v)!.Value);
        var count = ExampleCount.Between(a.AsSpan(), b.AsSpan());
        SameNumbers(expected.GetProperty("wins"), [count.Wins, count.Losses, count.Examples]);
        Same(expected.GetProperty("tied").GetBoolean(), count.Wins == count.Losses);
        var aIsBetter = Number(given.GetProperty("a_loss")) <= Number(given.GetProperty("b_loss"));
        var winner = count.Wins > count.Losses || (count.Wins == count.Losses && aIsBetter) ? "a" : "b";
        Same(expected.GetProperty("winner").GetString(), winner);
    }
}
