using System.Diagnostics;
using System.Text;
using Gradients.Runners.Cage;
using Gradients.Runners.Engine;

namespace Gradients.Runners.Runs;

/// <summary>How a run is to be carried out.</summary>
/// <param name="Wanted">The folder within the output volume that counts, <c>task/name</c>.</param>
/// <param name="Store">What the folder of its output is called, up to its digest.</param>
/// <param name="LogBytes">What it may say.</param>
public sealed record RunOrder(
    CagedRun Run, RunSlot Slot, TimeSpan Time, string Wanted, string Store, OutputLimits Output, long LogBytes)
{
    public const long UsualLogBytes = 64 << 20;
}

/// <summary>Who is told of a run's course. What they throw ends the run.</summary>
/// <param name="Started">The cage as read back; answers how long the run may still take.</param>
/// <param name="Ended">What came of it, its output taken; nothing of it has been removed yet.</param>
/// <param name="IsOurs">Whether nobody else watches it by now: asked before a run that failed is removed.</param>
/// <param name="Leave">Whoever watches goes, and the run lives on: somebody else will watch it.</param>
public sealed record RunCalls(
    Func<CageRecord, Task<TimeSpan>> Started, Func<RunResult, Task> Ended, Func<Task<bool>> IsOurs,
    CancellationToken Leave);

/// <summary>The run is somebody else's by now: it is left as it is.</summary>
public sealed class RunLeftException(Exception? inner = null) : Exception("the run is somebody else's by now", inner);

/// <summary>
/// One run from fresh disks to an empty host: made, read back, started, watched, ended, its output taken, everything
/// removed and found to be gone. Whatever a run does is a result; an exception is the host's fault.
/// </summary>
public sealed class CagedRunner(EngineClient engine, CageSettings settings)
{
    readonly RunDisks _disks = new(engine, settings);

    /// <param name="started">Told the cage as read back, when the run has started.</param>
    /// <param name="stop">Gives the run up: its lease is lost, or somebody asked.</param>
    /// <exception cref="EngineException">The host failed: no attempt of the miner's.</exception>
    public Task<RunResult> RunAsync(
        RunOrder order, Func<CageRecord, Task>? started = null, CancellationToken stop = default) =>
        CarryAsync(order, new RunCalls(async cage =>
        {
            if (started is not null)
                await started(cage);
            return order.Time;
        }, _ => Task.CompletedTask, () => Task.FromResult(true), CancellationToken.None), stop);

    /// <exception cref="EngineException">The host failed: no attempt of the miner's.</exception>
    /// <exception cref="RunLeftException">It lives on, and somebody else watches it.</exception>
    public Task<RunResult> CarryAsync(RunOrder order, RunCalls calls, CancellationToken stop) =>
        WholeAsync(order, calls, async clock =>
        {
            OutputReader.Forget(order.Store);
            var volumes = await _disks.MakeAsync(order.Run, order.Slot, stop);
            var spec = CageSpec.Of(order.Run, settings, order.Slot, volumes);
            string id;
            try
            {
                await _disks.FillAsync(order.Run, stop);
                id = await engine.Containers.CreateAsync(ContainerName(order.Run), spec, stop);
            }
            catch (EngineException refused) when (IsOfTheImage(refused))
            {
                return await UnstartedAsync(order, spec, CageRecord.Asked(spec), refused, clock, stop);
            }
            var cage = await ReadBackAsync(spec, id, stop);
            return await LiveAsync(order, spec, id, cage, calls, clock, stop);
        });

    /// <summary>
    /// Goes on with a run whose watcher died, whether it still runs or is over; what it said is taken from what the
    /// engine kept.
    /// </summary>
    /// <returns>Null: it never started, or it ended unwatched and not well, which may have been the engine's end or the
    /// machine's: that is held against nobody. Nothing of it is left.</returns>
    public async Task<RunResult?> ResumeAsync(RunOrder order, RunCalls calls, CancellationToken stop)
    {
        var name = ContainerName(order.Run);
        var state = await FindAsync(name, stop);
        if (state is null or { Status: "created" }
            || (!state.Running && state.ExitCode != 0 && !state.EndedAfter(order.Time)))
        {
            await CleanAsync(order.Run, name);
            return null;
        }
        OutputReader.Forget(order.Store);
        return await WholeAsync(order, calls, async clock =>
        {
            var spec = CageSpec.Of(order.Run, settings, order.Slot, _disks.Plan(order.Run));
            var cage = await ReadBackAsync(spec, name, stop);
            return await RestAsync(order, name, cage, state.Running, calls, clock, stop);
        });
    }

    async Task<RunResult> WholeAsync(RunOrder order, RunCalls calls, Func<Stopwatch, Task<Ended>> live)
    {
        var clock = Stopwatch.StartNew();
        Ended ended;
        try
        {
            ended = await live(clock);
            await calls.Ended(ended.Result);
        }
        catch (Exception why) when (why is RunLeftException || calls.Leave.IsCancellationRequested)
        {
            throw why as RunLeftException ?? new RunLeftException(why);
        }
        catch (Exception why)
        {
            // Whoever was overtaken may be the last to know: it takes nothing away from the one who watches now.
            if (!await calls.IsOurs())
                throw new RunLeftException(why);
            await CleanAsync(order.Run, ContainerName(order.Run));
            throw;
        }
        await CleanAsync(order.Run, ContainerName(order.Run));
        return ended.Result with { Times = ended.Result.Times with { ToGone = clock.Elapsed.TotalSeconds - ended.At } };
    }

    async Task<ContainerState?> FindAsync(string name, CancellationToken stop)
    {
        try
        {
            return (await engine.Containers.InspectAsync(name, stop)).State;
        }
        catch (EngineException gone) when (gone.IsMissing)
        {
            return null;
        }
    }

    readonly record struct Ended(RunResult Result, double At);

    internal static string ContainerName(CagedRun run) => $"gradients-{run.Key}-{run.Lease}";

    async Task<CageRecord> ReadBackAsync(ContainerSpec spec, string id, CancellationToken stop)
    {
        var cage = CageRecord.ReadBack(spec, await engine.Containers.InspectRawAsync(id, spec, stop));
        var differences = CageRecord.Asked(spec).DifferencesFrom(cage);
        return differences.IsEmpty ? cage : throw new EngineException(EngineFault.Unintelligible, 0,
            $"{engine.Address}: the cage is not as asked: {string.Join("; ", differences)}");
    }

    async Task<Ended> LiveAsync(RunOrder order, ContainerSpec spec, string id, CageRecord cage, RunCalls calls,
        Stopwatch clock, CancellationToken stop)
    {
        var log = new RunLog(order.LogBytes);
        using var over = new CancellationTokenSource();
        using var frames = await engine.Containers.AttachAsync(id, stop);
        // Not with the caller's token: one that is given up has an end as well, and it is waited for.
        var wait = await engine.Containers.WaitAsync(id, next: true, CancellationToken.None);
        try
        {
            await engine.Containers.StartAsync(id, stop);
        }
        catch (EngineException refused) when (IsOfTheImage(refused))
        {
            return await UnstartedAsync(order, spec, cage, refused, clock, stop);
        }
        var toStarted = clock.Elapsed.TotalSeconds;
        using var gone = new CancellationTokenSource();
        var pump = PumpAsync(frames, log, over, gone.Token);
        var time = await calls.Started(cage);
        var watch = new RunWatch(engine, id);
        var end = await watch.UntilEndAsync(wait, time, over.Token, stop, calls.Leave);
        if (end == RunEnd.Stopped)
            await gone.CancelAsync();
        await pump;
        if (end == RunEnd.Stopped)
            return Stopped(cage, watch, log, toStarted, clock);
        return await EndAsync(order, id, cage, end, watch, log, toStarted, clock);
    }

    /// <summary>
    /// It is given up: nobody asks what it left. It is not killed but removed, in one step, so that whoever comes after
    /// a death in between cannot take our kill for its own end.
    /// </summary>
    static Ended Stopped(CageRecord cage, RunWatch watch, RunLog log, double toStarted, Stopwatch clock)
    {
        var now = clock.Elapsed.TotalSeconds;
        return new(new(RunEnd.Stopped, 0, false, watch.Use(now - toStarted), new RunOutput.Missing(), log.ToArray(),
            log.Count, cage, new(toStarted, 0, 0)), now);
    }

    /// <summary>The end of a run that somebody else started.</summary>
    async Task<Ended> RestAsync(RunOrder order, string id, CageRecord cage, bool runs, RunCalls calls, Stopwatch clock,
        CancellationToken stop)
    {
        using var over = new CancellationTokenSource();
        using var gone = new CancellationTokenSource();
        var wait = await engine.Containers.WaitAsync(id, next: false, CancellationToken.None);
        // One that is over has nothing more to say, and an engine would wait for it to start.
        using var frames = runs ? await engine.Containers.AttachAsync(id, stop) : null;
        var pump = frames is null
            ? Task.CompletedTask : PumpAsync(frames, new RunLog(order.LogBytes), over, gone.Token);
        var time = await calls.Started(cage);
        var watch = new RunWatch(engine, id);
        var end = await watch.UntilEndAsync(wait, time, over.Token, stop, calls.Leave);
        await gone.CancelAsync(); // It may have ended before somebody listened: then nothing ever comes.
        await pump;
        var log = new RunLog(order.LogBytes);
        if (end == RunEnd.Stopped)
            return Stopped(cage, watch, log, 0, clock);
        using (var kept = await engine.Containers.LogsAsync(id, stop))
            await PumpAsync(kept, log, over, CancellationToken.None);
        return await EndAsync(order, id, cage, end, watch, log, toStarted: 0, clock);
    }

    async Task<Ended> EndAsync(RunOrder order, string id, CageRecord cage, RunEnd end, RunWatch watch, RunLog log,
        double toStarted, Stopwatch clock)
    {
        var atEnd = clock.Elapsed.TotalSeconds;
        var output = await TakeAsync(order, id);
        // In this order: one that somebody removed meanwhile is missed here, and its end was not its own.
        var state = (await engine.Containers.InspectAsync(id, CancellationToken.None)).State;
        if (end == RunEnd.Exited && state.ExitCode != 0)
        {
            if (state.EndedAfter(order.Time))
                end = RunEnd.Deadline; // Whoever watched it killed it, and died or was overtaken.
            else
                await engine.AskAnewAsync();
        }
        var now = clock.Elapsed.TotalSeconds;
        return new(new(end, state.ExitCode, state.OOMKilled, watch.Use(atEnd - toStarted), output, log.ToArray(),
            log.Count, cage, new(toStarted, now - atEnd, 0)), now);
    }

    /// <summary>It may be: that the image or the container is not there is nobody's but ours.</summary>
    static bool IsOfTheImage(EngineException refused) => refused is { Fault: EngineFault.Refused, IsMissing: false };

    /// <summary>
    /// The engine made or started no container of the image. That is the image's doing where it starts one of ours in
    /// the same cage, with the same disks and inputs.
    /// </summary>
    /// <exception cref="EngineException">It does not: the host failed.</exception>
    async Task<Ended> UnstartedAsync(RunOrder order, ContainerSpec spec, CageRecord cage, EngineException refused,
        Stopwatch clock, CancellationToken stop)
    {
        const int unnamed = 128; // What engines say where the runtime has no code of its own.
        var name = ContainerName(order.Run);
        var exit = await FindAsync(name, stop) is { ExitCode: not 0 } state ? state.ExitCode : unnamed;
        await engine.Containers.RemoveAsync(name, stop);
        await engine.Containers.CreateAsync(
            name, spec with { Image = settings.Helper, Entrypoint = ["/bin/true"], Cmd = [] }, stop);
        await engine.Containers.StartAsync(name, stop);
        var now = clock.Elapsed.TotalSeconds;
        return new(new(RunEnd.Exited, exit, false, new RunUse(0, 0, 0, 0), new RunOutput.Missing(),
            Encoding.UTF8.GetBytes(refused.Message.Replace($"{engine.Address}: ", "", StringComparison.Ordinal)), 0,
            cage, new(now, 0, 0)), now);
    }

    /// <param name="gone">Nothing more is to come.</param>
    static async Task PumpAsync(
        LogFrames frames, RunLog log, CancellationTokenSource over, CancellationToken gone)
    {
        var buffer = new byte[64 << 10];
        try
        {
            while (await frames.ReadAsync(buffer, gone) is > 0 and var read)
            {
                log.Add(buffer.AsSpan(0, read));
                if (log.IsOverBudget && !over.IsCancellationRequested)
                    await over.CancelAsync();
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // As if it had ended.
        }
    }

    async Task<RunOutput> TakeAsync(RunOrder order, string id)
    {
        await using var tar = await _disks.ReadOutputAsync(order.Run, id, CancellationToken.None);
        return await OutputReader.ReadAsync(tar, order.Wanted, order.Store, order.Output);
    }

    /// <summary>Whatever happened, with a time limit of the calls' own: nothing of the run stays.</summary>
    async Task CleanAsync(CagedRun run, string name)
    {
        await engine.Containers.RemoveAsync(name, CancellationToken.None);
        await _disks.RemoveAsync(run, CancellationToken.None);
        var left = await engine.Containers.ListAsync([$"{CageSpec.LeaseLabel}={run.Lease}"], CancellationToken.None);
        if (!left.IsEmpty)
            throw new EngineException(EngineFault.Unintelligible, 0,
                $"{engine.Address}: {left.Length} containers of {run.Key} are still there after their removal");
    }
}
