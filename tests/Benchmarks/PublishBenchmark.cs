using System.Diagnostics;
using System.Globalization;
using Gradients.Ledger;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Log;
using Gradients.Ledger.Store;
using Gradients.Projections.Simulation;
using Npgsql;

namespace Gradients.Benchmarks;

/// <summary>
/// What publishing costs: a million events out of PostgreSQL into a folder by the program itself, and durable appends
/// while a follower publishes each of them, against the same appends while it is stopped.
/// </summary>
static class PublishBenchmark
{
    const int Events = 1_000_000;
    const int Rounds = 7;

    public static Task RunAsync() => BenchmarkCluster.UseAsync(async cluster =>
    {
        var folder = Directory.CreateTempSubdirectory("gradients-publish-").FullName;
        try
        {
            // What the key signed is remembered there, and not in anybody's real home.
            Environment.SetEnvironmentVariable("GRADIENTS_HOME", Path.Combine(folder, "home"));
            var key = Path.Combine(folder, "key");
            KeyFile.Write(key, SignerKey.New("example.com/benchmark"));
            await using var source = NpgsqlDataSource.Create(cluster.WriterConnectionString);
            await using var store = new EventStore(source);
            var season = new SeasonSimulator(2025, tournaments: 1_000_000).Events().Take(Events);
            await store.ImportAsync(
                SimulatedLedger.ToImport(season).ToAsyncEnumerable(), "season", keepCommandKeys: false);
            string[] publish = ["publish", "", "--key", key, "--database", cluster.WriterConnectionString];
            PrintRate([.. Enumerable.Range(0, 3).Select(round =>
                Programs.Seconds(Programs.Gradients, With(publish, Path.Combine(folder, $"site-{round}"))))]);
            var site = Path.Combine(folder, "site-0");
            using var follower = Programs.Start(Programs.Gradients, [.. With(publish, site), "--follow"]);
            var said = follower.StandardOutput.ReadToEndAsync(); // A full pipe would stop it.
            await CompareAsync("one durable append", store, follower, site, 1, 400);
            await CompareAsync("8 concurrent tasks", store, follower, site, 8, 1600);
            follower.Kill();
            await follower.WaitForExitAsync();
            await said;
        }
        finally
        {
            Environment.SetEnvironmentVariable("GRADIENTS_HOME", null);
            Directory.Delete(folder, recursive: true);
        }
    });

    static string[] With(string[] publish, string folder) => [publish[0], folder, .. publish[2..]];

    static void PrintRate(List<double> seconds)
    {
        seconds.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"publishing {Events:#,0} events, start included: {Events / seconds[1]:#,0} events/s (wanted 100,000)"));
    }

    static async Task CompareAsync(
        string what, EventStore store, Process follower, string site, int tasks, int appends)
    {
        var (on, off) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            Signal("CONT", follower);
            var caughtUp = Stopwatch.StartNew();
            while (Published(site) < await store.HeadAsync())
                if (caughtUp.Elapsed > TimeSpan.FromMinutes(1))
                    throw new InvalidOperationException("the follower does not catch up");
                else
                    await Task.Delay(10);
            var published = await RateAsync(store, tasks, appends);
            Signal("STOP", follower);
            var silent = await RateAsync(store, tasks, appends);
            if (round == 0)
                continue; // Warm.
            on.Add(published);
            off.Add(silent);
        }
        Signal("CONT", follower);
        on.Sort();
        off.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{$"{what}, a follower publishes / stopped",-58} {on[Rounds / 2] / off[Rounds / 2],6:0.00} (wanted 0.85) ")
            + string.Create(CultureInfo.InvariantCulture,
                $"{on[Rounds / 2],12:#,0} and {off[Rounds / 2],12:#,0} appends/s"));
    }

    static long Published(string site) =>
        Checkpoint.Parse(Note.Parse(File.ReadAllBytes(Path.Combine(site, "checkpoint"))).Text).Size;

    static void Signal(string name, Process process)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    static async Task<double> RateAsync(EventStore store, int tasks, int appends)
    {
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, tasks).Select(async _ =>
        {
            var stream = StoreBenchmark.NextStream();
            for (var i = 1; i <= appends / tasks; i++)
                await store.AppendAsync([Event(stream, i)], $"{stream}-{i}");
        }));
        return appends / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>The event there are most of; a publisher reads what it means.</summary>
    static NewEvent Event(string stream, long version) => StoreBenchmark.Event(stream, version) with
    {
        Data = """
            {"heldOutDigest":"sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "hotkey":"5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty","isFinetune":true,"loss":0.5,
            "method":"held-out","task":"1-1b"}
            """u8.ToArray(),
    };
}
