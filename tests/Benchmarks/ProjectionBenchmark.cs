using System.Diagnostics;
using Gradients.Ledger;
using Gradients.Ledger.Store;
using Gradients.Ledger.Tournaments;
using Gradients.Projections;
using Gradients.Projections.Seasons;

namespace Gradients.Benchmarks;

/// <summary>
/// Events per second through all projections on one thread, and through each alone. The ledger is the golden seasons
/// one after the other, with the three run events that a recorded tournament has before each end of training.
/// </summary>
static class ProjectionBenchmark
{
    const int Rounds = 5;

    public static Task RunAsync()
    {
        var ledgers = Ledgers();
        var events = ledgers.Sum(ledger => (long)ledger.Length);
        var hot = ledgers.Sum(ledger => ledger.LongCount(e =>
            e.Event is RunScheduled or RunStarted or RunFinished or TrainingEnded or LossMeasured));
        Console.WriteLine($"{events:N0} events, {100.0 * hot / events:F0} % of them about runs and losses");
        Measure("all", () => new ProjectionSet());
        Measure("none", () => ProjectionSet.Of());
        Measure("all", () => new ProjectionSet());
        foreach (var name in ProjectionSet.Names)
            Measure(name, () => ProjectionSet.Of(name));
        return Task.CompletedTask;

        void Measure(string name, Func<ProjectionSet> start)
        {
            var seconds = new List<double>();
            var rowCount = 0L;
            var allocated = 0L;
            for (var round = 0; round < Rounds; round++)
            {
                rowCount = 0;
                allocated = GC.GetAllocatedBytesForCurrentThread();
                var clock = Process.GetCurrentProcess().TotalProcessorTime;
                var rows = new List<Row>();
                for (var repeat = 0; repeat < 4; repeat++)
                foreach (var ledger in ledgers)
                {
                    var projections = start();
                    foreach (ref readonly var e in ledger.AsSpan())
                    {
                        projections.Apply(e, rows);
                        rowCount += rows.Count;
                        rows.Clear();
                    }
                    if (projections.Running.Any(p => p.Fault is not null))
                        throw new InvalidOperationException($"{projections.Running[0].Fault}");
                }
                seconds.Add((Process.GetCurrentProcess().TotalProcessorTime - clock).TotalSeconds / 4);
                allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            }
            seconds.Sort();
            var median = seconds[Rounds / 2];
            Console.WriteLine($"{name,-16} {events / median,14:N0} events/s {median * 1e9 / events,8:F0} ns/event "
                + $"{(double)rowCount / 4 / events,6:F2} rows/event {(double)allocated / 4 / events,8:F0} B/event");
        }
    }

    static List<Recorded[]> Ledgers()
    {
        var folder = Path.Combine(Environment.CurrentDirectory, "tests", "Golden", "2025.12");
        return [.. Directory.GetFiles(folder, "season_*.json").Order(StringComparer.Ordinal)
            .Select(file => WithRuns(SeasonReplay.Of(SeasonReader.Read(File.ReadAllBytes(file))).Ledger.Events))];
    }

    static Recorded[] WithRuns(IEnumerable<Recorded> events)
    {
        var all = new List<Recorded>();
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        var moved = new Dictionary<long, long>();
        foreach (var e in events)
        {
            if (e.Event is TrainingEnded t)
            {
                Add(e, new RunScheduled(1, t.Hotkey, t.Task));
                Add(e, new RunStarted(1, t.Hotkey, "sha256:0", "strict", t.Task));
                Add(e, new RunFinished(1, 0, t.Hotkey, null, t.Task, null));
            }
            moved[e.Position] = all.Count + 1;
            Add(e, e.Event is Ledger.Weights.WeightsDerived w ? w with { Metagraph = moved[w.Metagraph] } : e.Event);
        }
        return [.. all];

        void Add(in Recorded e, LedgerEvent fact)
        {
            versions[e.Stream] = versions.GetValueOrDefault(e.Stream) + 1;
            all.Add(e with { Position = all.Count + 1, Version = versions[e.Stream], Event = fact });
        }
    }
}
