using System.Globalization;

namespace Gradients.Benchmarks;

/// <summary>
/// Peak memory of <c>gradients audit -</c> over simulated ledgers with the same 400 hotkeys, written to it as they are
/// invented. The long one takes minutes, so it runs only when <c>GRADIENTS_BENCH_LONG</c> is 1; without it a tenth of
/// both is compared.
/// </summary>
static class MemoryBenchmark
{
    const int Short = 1_000_000;
    const double MostMegabytes = 200;
    const double MostGrowth = 1.1;

    public static Task RunAsync()
    {
        var isLong = Environment.GetEnvironmentVariable("GRADIENTS_BENCH_LONG") == "1";
        var few = isLong ? Short : Short / 10;
        Programs.Seconds(Programs.Gradients, "--help"); // Built, if it has to be.
        var (less, more) = (Peak(few), Peak(few * 10));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"audit, peak memory {less:0} MB at {few:#,0} events, {more:0} MB at {few * 10:#,0} (wanted below {MostMegabytes:0})"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"growth over ten times the events {more / less:0.00} (wanted at most {MostGrowth:0.0})"));
        return Task.CompletedTask;
    }

    static double Peak(int events) =>
        Programs.PeakMegabytes(target => SimulatedLedger.Write(events, target), Programs.Gradients, "audit", "-");
}
