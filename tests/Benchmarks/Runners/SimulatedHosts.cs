using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Gradients.Ledger;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Store.Conducting;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Conductor;
using Gradients.Runners.Pool;

namespace Gradients.Benchmarks.Runners;

/// <summary>
/// Hosts without engines: what a run records is recorded, every row of it is written, and between its start and its end
/// it sleeps. Notes when a slot became free and when its next run was begun there.
/// </summary>
/// <param name="seconds">How long a run lives, by the run.</param>
sealed class SimulatedHosts(ImmutableArray<PoolHost> hosts, Func<RunKey, double> seconds)
{
    public const int TasksPerGroup = 3;

    static readonly RunNeed Need = new(1, 1 << 30, 1);

    readonly ConcurrentDictionary<string, ConcurrentQueue<long>> _free =
        new(hosts.Select(host => KeyValuePair.Create(host.Name, new ConcurrentQueue<long>())));

    /// <summary>Until then no host is given work.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Seconds for which slots stood free before their next run was begun.</summary>
    public ConcurrentQueue<double> Idle { get; } = [];

    /// <summary>Seconds from a worker's wish to record something to the answer that it is on disk.</summary>
    public ConcurrentQueue<double> Recorded { get; } = [];

    public int Ended => _ended;

    int _ended;

    public Hands Hands => new(
        (_, _, _) => Task.FromResult<ImmutableArray<string>>(IsOpen ? [] : ["not open yet"]),
        _ => Need, CheckAsync, PoseAsync, TrainAsync, StandIn.MeasureAsync, (_, _, _) => Task.CompletedTask,
        (_, _, _) => Task.CompletedTask);

    public static ImmutableArray<PoolHost> Pool(int count, int runs) => [.. Enumerable.Range(0, count).Select(
        host => new PoolHost($"host-{host:000}", "unix:///nowhere", null, "helper:1", (long)runs << 30, runs, runs,
            [.. Enumerable.Range(0, runs).Select(gpu => new PoolGpu($"host-{host:000}-{gpu}", "H100", 80L << 30))]))];

    async Task SayAsync(Desktop desk, string stream, params ImmutableArray<(string Key, TournamentEvent Fact)> facts)
    {
        var start = Stopwatch.GetTimestamp();
        var answers = await desk.Record([.. facts.Select(
            one => new CommandLine(stream, null, one.Key, new Report(one.Fact)))]);
        Recorded.Enqueue(Stopwatch.GetElapsedTime(start).TotalSeconds);
        foreach (var answer in answers)
            if (answer is Answer.Refused refused)
                throw new InvalidOperationException($"{facts[0].Key}: {refused.Refusal}");
    }

    Task CheckAsync(Job.Check job, Desktop desk, CancellationToken stop) => SayAsync(desk, job.Stream,
        (Keys.Of(job.Stream, "accept", job.Entry.Hotkey.Text), new EntryAccepted(job.Entry.Hotkey)));

    /// <summary>As rulebook 2026.10 wants them in the first round; there is no other here.</summary>
    Task PoseAsync(Job.Pose job, Desktop desk, CancellationToken stop) => SayAsync(desk, job.Stream,
        [.. job.Drawn.Assignments.SelectMany((entrants, slot) => Enumerable.Range(0, TasksPerGroup).Select(number =>
        {
            var task = $"{Streams.TournamentId(job.Stream)}-{job.Drawn.Round}-{slot}-{number}";
            var type = job.State.Terms.Type == TournamentType.Image ? TaskType.ImageTask : TaskType.InstructTextTask;
            return (Keys.Of(job.Stream, "pose", task), (TournamentEvent)new TaskPosed("sha256:data", entrants, null,
                "sha256:held", 1, "example/model", null, slot, task, type));
        }))]);

    async Task TrainAsync(Job.Train job, Placed placed, Desktop desk, CancellationToken lost)
    {
        if (_free[placed.Host.Name].TryDequeue(out var since))
            Idle.Enqueue(Stopwatch.GetElapsedTime(since).TotalSeconds);
        var (run, lease) = (job.Run, placed.Lease with { Image = "sha256:image" });
        await desk.Rows.PlaceAsync(lease, lost);
        await desk.Rows.StartAsync(lease.Lease, TimeSpan.FromHours(1), lost);
        await desk.Rows.AttachAsync(run, "cage", "sha256:cage", lost);
        await SayAsync(desk, job.Stream, (Keys.Of(run, "start"),
            new RunStarted(run.Attempt, run.Hotkey, "sha256:image", "simulated", run.Task)));
        await Task.Delay(TimeSpan.FromSeconds(seconds(run)), lost);
        await desk.Rows.AttachAsync(run, "log", "sha256:log", lost);
        await desk.Rows.AttachAsync(run, "manifest", "sha256:manifest", lost);
        await SayAsync(desk, job.Stream, (Keys.Of(run, "finish"), new RunFinished(
            run.Attempt, 0, run.Hotkey, $"sha256:{run.Hotkey}{run.Task}", run.Task, new(1, 1 << 20, 1))));
        await desk.Rows.EndAsync(lease.Lease, lost);
        Interlocked.Increment(ref _ended);
        _free[placed.Host.Name].Enqueue(Stopwatch.GetTimestamp());
    }
}
