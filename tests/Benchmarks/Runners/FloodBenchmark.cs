using System.Globalization;
using Gradients.Runners.Cage;
using Gradients.Runners.Engine;
using Gradients.Runners.Runs;

namespace Gradients.Benchmarks.Runners;

/// <summary>
/// A run that says a gigabyte as fast as it can, on a real engine: how soon it is ended at its budget, and what the
/// engine and this process hold meanwhile. The second one has a budget that it does not reach, so that all of it passes.
/// </summary>
static class FloodBenchmark
{
    const long Flood = 1L << 30;
    const int Rounds = 5;

    public static async Task RunAsync()
    {
        var real = RealEngine.Up();
        using var engine = await real.ConnectAsync();
        var image = (await engine.Images.InspectAsync(RealEngine.Base)).Id;
        await FloodAsync(engine, image, 1 << 20, 2 << 20); // Everything has run once.
        foreach (var (what, budget, rounds) in new[]
        {
            ("cut at 64 MiB", RunOrder.UsualLogBytes, Rounds), ("all of it", 2 * Flood, 1),
        })
            for (var round = 0; round < rounds; round++)
            {
                GC.Collect();
                var (ours, theirs) = (Ours(), real.Megabytes());
                var (ourPeak, theirPeak) = (ours, theirs);
                RunResult result;
                using (var watch = new Timer(_ => (ourPeak, theirPeak) = (
                    Math.Max(ourPeak, Ours()), Math.Max(theirPeak, real.Megabytes())), null, 0, 50))
                    result = await FloodAsync(engine, image, Flood, budget);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"flood, {what,-14} {result.End,-9} after {result.Use.WallSeconds,5:0.00} s, "
                    + $"{result.LogBytes / 1e6,6:0} MB read, {result.Log.Length / 1e6:0.0} MB kept; "
                    + $"resident before and at most: this process {ours:0} and {ourPeak:0} MB, "
                    + $"engine {theirs:0} and {theirPeak:0} MB"));
            }
    }

    static double Ours() => Environment.WorkingSet / 1048576.0;

    static async Task<RunResult> FloodAsync(EngineClient engine, string image, long bytes, long budget)
    {
        var store = Path.Combine(Path.GetTempPath(), $"flood-{Guid.NewGuid():N}");
        var script = string.Create(CultureInfo.InvariantCulture, $"yes 'a line of a flood of lines' | head -c {bytes}");
        var run = new CagedRun("flood", $"{Guid.NewGuid():N}", image, ["/bin/sh", "-c", script], [], [], []);
        try
        {
            return await new CagedRunner(engine, CageSettings.Small(RealEngine.Base)).RunAsync(new(run,
                new(0, "", []), TimeSpan.FromMinutes(5), "nothing/here", store, OutputLimits.Usual, budget));
        }
        finally
        {
            if (Directory.Exists(store))
                Directory.Delete(store, recursive: true);
        }
    }
}
