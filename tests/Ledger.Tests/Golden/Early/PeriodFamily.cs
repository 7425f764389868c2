using System.Text.Json;
using Gradients.Ledger.Rulebooks.Pool2025_06;

namespace Gradients.Ledger.Tests.Golden.Early;

public abstract class PeriodFamily(string family, PoolRules rules, ITestOutputHelper output)
    : EarlyFamily(family, output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var tasks = List(given.GetProperty("tasks"), task => new PoolTask(
            TaskType.InstructTextTask, false, 0.0, task[0].GetDouble(), task[1].GetInt64(), task[2].GetString(), true,
            List(task[3], row => new PoolResult(new Hotkey(row[0].ToString()), Number(row[1])))));
        var scores = PeriodScores.Of(rules, tasks);
        Same(given.TryGetProperty("error", out _), scores.Error is not null);
        if (scores.Error is not null) return;

        Same(expected.GetArrayLength(), scores.Miners.Length);
        // Where the library's exponential or power is one unit in the last place away, what follows from it may be too;
        // and where shares are divided by their sum, those of all miners.
        var isExact = Enumerable.Range(0, scores.Miners.Length).All(i => IsExact(expected[i], scores.Miners[i]));
        for (var i = 0; i < scores.Miners.Length; i++) CheckMiner(expected[i], scores.Miners[i], isExact);
    }

    static bool IsExact(JsonElement expected, MinerScore actual)
    {
        return actual.Curve is not { } curve
            || (Hex(expected.GetProperty("exp")) == curve.Exponential
                && Hex(expected.GetProperty("pow")) == curve.Power);
    }

    void CheckMiner(JsonElement expected, MinerScore actual, bool isExact)
    {
        Same(expected.GetProperty("miner").ToString(), actual.Miner.Text);
        SameHex(expected.GetProperty("sum"), actual.Sum);
        SameHex(expected.GetProperty("mean"), actual.Mean);
        SameHex(expected.GetProperty("std"), actual.Deviation);
        SameHex(expected.GetProperty("score"), actual.Score);
        Same(expected.TryGetProperty("x", out var relative), actual.Curve is not null);
        if (actual.Curve is { } curve)
        {
            SameHex(relative, curve.Relative);
            SameHex(expected.GetProperty("arg"), curve.Argument);
        }
        var normalised = expected.GetProperty("normalised");
        if (isExact) SameHex(normalised, actual.Normalised);
        else Same(true, Math.Abs(Hex(normalised) - actual.Normalised) <= 1e-14 * actual.Normalised, "normalised");
    }
}
