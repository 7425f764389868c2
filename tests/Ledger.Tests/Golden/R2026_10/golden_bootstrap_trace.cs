using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_bootstrap_trace(ITestOutputHelper output) : Family2026_10("bootstrap_trace", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var boss = List(given.GetProperty("boss"), v => Number(v)!.Value);
        var challenger = List(given.GetProperty("chal"), v => Number(v)!.Value);
        var gaps = boss.Zip(challenger, (b, c) => b - c).ToArray();
        var winRates = new double[Constants2026_10.BootstrapResamples];
        var meanGaps = new double[Constants2026_10.BootstrapResamples];
        Bootstrap.Resample(gaps, winRates, meanGaps);
        CheckSeries(expected, "win_rate", winRates);
        CheckSeries(expected, "mean_gap", meanGaps);
        var bounds = Bootstrap.LowerBounds(gaps);
        SameNumber(expected.GetProperty("win_rate_lb"), bounds.WinRate);
        SameNumber(expected.GetProperty("mean_gap_lb"), bounds.MeanGap);
    }

    void CheckSeries(JsonElement expected, string name, double[] values)
    {
        var first = expected.GetProperty($"first_{name}s");
        for (var i = 0; i < first.GetArrayLength(); i++) SameNumber(first[i], values[i], $"{name} {i}");
        SameNumber(expected.GetProperty($"last_{name}"), values[^1], $"last {name}");
        Array.Sort(values);
        var sorted = expected.GetProperty($"sorted_{name}s_99_100");
        SameNumber(sorted[0], values[99], $"sorted {name} 99");
        SameNumber(sorted[1], values[100], $"sorted {name} 100");
    }
}
