using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gradients.Ledger;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Hashing;
using Gradients.Ledger.Metagraphs;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Ledger.Store;
using Gradients.Ledger.Store.Conducting;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Conductor;
using Npgsql;

namespace Gradients.Benchmarks.Runners;

/// <summary>
/// One conductor, a private PostgreSQL, a hundred hosts of four GPUs without engines, and five thousand runs that wait:
/// the first rounds of a text and an image tournament, three times as large as a subnet allows. Once with runs that live for 5 to 15 seconds,
/// hundreds of times shorter than real ones, and once with runs that live for no time, to see what is the most.
/// </summary>
static class SchedulingBenchmark
{
    const int Hosts = 100;
    const int RunsPerHost = 4;
    const int Miners = 834; // In each of the two: tournaments of one type never overlap.
    const int Runs = 2 * Miners * SimulatedHosts.TasksPerGroup;
    const int Netuid = 56;

    public static async Task RunAsync()
    {
        await MeasureAsync("runs of 5 to 15 s", run => 5 + Part(run) * 10);
        await MeasureAsync("runs of no length", _ => 0);
    }

    /// <summary>From 0 to 1, by the run.</summary>
    static double Part(RunKey run) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(run.Tournament + run.Task + run.Hotkey.Text))[0] / 255.0;

    static Task MeasureAsync(string what, Func<RunKey, double> seconds) => BenchmarkCluster.UseAsync(async cluster =>
    {
        await using var source = NpgsqlDataSource.Create(cluster.WriterConnectionString);
        await AnnounceAsync(source);
        var pool = SimulatedHosts.Pool(Hosts, RunsPerHost);
        var hosts = new SimulatedHosts(pool, seconds);
        var queued = 0;
        var opened = 0L;
        using var enough = new CancellationTokenSource();
        var settings = ConductSettings.Usual("benchmark", once: false) with { Retry = TimeSpan.FromSeconds(1) };
        var conducting = new Conductor(source, settings, (fence, tell) => new Session(
            source, fence, settings, ConductPlan.Plain(Netuid), new(pool), hosts.Hands, Conducted.Now, tell), Hear)
            .RunAsync(enough.Token);
        var begun = Stopwatch.GetTimestamp();
        while (hosts.Ended < Runs && !conducting.IsCompleted)
        {
            await Task.Delay(20);
            if (!hosts.IsOpen && Volatile.Read(ref queued) >= Runs)
            {
                Print(what, "scheduled", queued / Stopwatch.GetElapsedTime(begun).TotalSeconds,
                    "runs/s, from closed fields on");
                hosts.IsOpen = true;
            }
        }
        Print(what, "carried out", Runs / Stopwatch.GetElapsedTime(Volatile.Read(ref opened)).TotalSeconds,
            $"runs/s on {Hosts * RunsPerHost} slots");
        var idle = hosts.Idle.Order().ToArray();
        var recorded = hosts.Recorded.Order().ToArray();
        Print(what, "a free slot waits", idle[idle.Length / 2], $"s for its next run (median of {idle.Length})");
        Print(what, "", idle[^1], "s at the longest");
        Print(what, "an event is on disk after", recorded[recorded.Length / 2], "s (median)");
        Print(what, "", recorded[^1], "s at the longest");
        Print(what, "memory", GC.GetTotalMemory(forceFullCollection: true) / 1e6, "MB live");
        Print(what, "", Environment.WorkingSet / 1e6, "MB resident, benchmark and all");
        await enough.CancelAsync();
        await conducting.ContinueWith(_ => { }, TaskScheduler.Default);

        void Hear(Telling telling)
        {
            if (telling is Telling.Recorded recorded)
                Interlocked.Add(ref queued, recorded.Events.Count(e => e.Event is RunScheduled));
            else if (telling is Telling.HostIs { Faults.IsEmpty: true })
                Interlocked.CompareExchange(ref opened, Stopwatch.GetTimestamp(), 0);
            else if (!enough.IsCancellationRequested)
                Conducted.Complain(telling);
        }
    });

    static void Print(string what, string which, double figure, string unit) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"scheduling, {what,-18} {which,-26} {figure,10:#,0.000} {unit}"));

    static Task AnnounceAsync(NpgsqlDataSource source)
    {
        Hotkey[] miners = [.. Enumerable.Range(1, Miners).Select(number => new Hotkey(Key(number)))];
        List<CommandLine> lines =
        [
            Line(Streams.Rulebook, "adopt", new AdoptRulebook(Constants2026_10.RulebookId)),
            Line(Streams.Metagraph(Netuid), "metagraph", new Report(new MetagraphObserved(
                6_900_000, new string('a', 64), [Constants2026_10.Placeholder, .. miners]))),
        ];
        foreach (var type in new[] { TournamentType.Text, TournamentType.Image })
        {
            var stream = Streams.Tournament(type.ToString());
            lines.Add(Line(stream, "announce", new AnnounceTournament(
                Completion.Automatic, null, Origin.Recorded, Constants2026_10.RulebookId, type)));
            for (var i = 0; i < Miners; i++)
            {
                lines.Add(Line(stream, $"enter/{i}", new Report(new EntrySubmitted(
                    Key(Miners + i), $"{i:x40}", miners[i], $"https://example.org/{i}"))));
                lines.Add(Line(stream, $"accept/{i}", new Report(new EntryAccepted(miners[i]))));
            }
        }
        return Conducted.RecordAsync(source, lines);
    }

    static CommandLine Line(string stream, string key, LedgerCommand command) =>
        new(stream, null, $"benchmark/{stream}/{key}", command);

    static string Key(int number) => Ss58.Encode(SHA256.HashData(BitConverter.GetBytes(number)));
}
