using System.Diagnostics;
using System.Globalization;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Benchmarks;

/// <summary>
/// One paired comparison of 800 examples against merely drawing its 8 million indices: at most 2.5 times as long, and
/// no more memory than the resamples' own values.
/// </summary>
static class BootstrapBenchmark
{
    const int Examples = 800, Rounds = 15;

    internal static Task RunAsync()
    {
        var (boss, challenger) = Losses();
        var indices = new uint[Examples];
        var (ours, drawing) = (new List<double>(), new List<double>());
        Compare(boss, challenger);
        Draw(indices);
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(Seconds(() => Compare(boss, challenger)));
            drawing.Add(Seconds(() => Draw(indices)));
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Compare(boss, challenger);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var (mine, other) = (Median(ours), Median(drawing));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{"bootstrap: 800 examples over drawing 8 million indices",-58} {mine / other,6:0.00} "
            + $"(wanted at most 2.5) {mine * 1e3:0.0} and {other * 1e3:0.0} ms, {allocated / 1024:#,0} KiB"));
        return Task.CompletedTask;
    }

    static void Compare(double[] boss, double[] challenger)
    {
        if (PairedComparison.Of(boss, challenger).Examples != Examples) throw new UnreachableException();
    }

    static void Draw(uint[] indices)
    {
        var stream = Bootstrap.Stream();
        for (var resample = 0; resample < Constants2026_10.BootstrapResamples; resample++)
            stream.Fill(indices, Examples);
    }

    static (double[] Boss, double[] Challenger) Losses()
    {
        var random = new Random(800);
        var boss = new double[Examples];
        var challenger = new double[Examples];
        for (var i = 0; i < Examples; i++)
        {
            boss[i] = 1.0 + random.NextDouble();
            challenger[i] = boss[i] - 0.05 + 0.2 * random.NextDouble();
        }
        return (boss, challenger);
    }

    static double Seconds(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
