using System.Diagnostics;
using Gradients.Runners.Cage;
using Gradients.Runners.Engine;

namespace Gradients.Runners.Runs;

/// <summary>How a run is to be carried out.</summary>
/// <param name="Wanted">The folder within the output volume that counts, <c>task/name</c>.</param>
/// <param name="Store">A folder of ours that does not exist yet: the output goes there.</param>
/// <param name="LogBytes">What it may say.</param>
public sealed record RunOrder(
    CagedRun Run, RunSlot Slot, TimeSpan Time, string Wanted, string Store, OutputLimits Output, long LogBytes)
{
    public const long UsualLogBytes = 64 << 20;
}

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
    public async Task<RunResult> RunAsync(
        RunOrder order, Func<CageRecord, Task>? started = null, CancellationToken stop = default)
    {
        var clock = Stopwatch.StartNew();
        var name = ContainerName(order.Run);
        Ended ended;
        try
        {
            var volumes = await _disks.MakeAsync(order.Run, order.Slot, stop);
            var spec = CageSpec.Of(order.Run, settings, order.Slot, volumes);
            var id = await engine.Containers.CreateAsync(name, spec, stop);
            var cage = await ReadBackAsync(spec, id, stop);
            ended = await LiveAsync(order, id, cage, started, clock, stop);
        }
        finally
        {
            await CleanAsync(order.Run, name);
        }
        return ended.Result with { Times = ended.Result.Times with { ToGone = clock.Elapsed.TotalSeconds - ended.At } };
    }

    readonly record struct Ended(RunResult Result, double At);

    internal static string ContainerName(CagedRun run) => $"gradients-{run.Key}-{run.Lease}";

    async Task<CageRecord> ReadBackAsync(ContainerSpec spec, string id, CancellationToken stop)
    {
        var cage = CageRecord.ReadBack(spec, await engine.Containers.InspectRawAsync(id, stop));
        var differences = CageRecord.Asked(spec).DifferencesFrom(cage);
        return differences.IsEmpty ? cage : throw new EngineException(EngineFault.Unintelligible, 0,
            $"{engine.Address}: the cage is not as asked: {string.Join("; ", differences)}");
    }

    async Task<Ended> LiveAsync(RunOrder order, string id, CageRecord cage, Func<CageRecord, Task>? started,
        Stopwatch clock, CancellationToken stop)
    {
        var log = new RunLog(order.LogBytes);
        using var over = new CancellationTokenSource();
        using var frames = await engine.Containers.AttachAsync(id, stop);
        // Not with the caller's token: one that is given up has an end as well, and it is waited for.
        var wait = await engine.Containers.WaitAsync(id, next: true, CancellationToken.None);
        var unstartable = await StartAsync(id, stop);
        var toStarted = clock.Elapsed.TotalSeconds;
        if (unstartable is { } exit)
        {
            frames.Dispose();
            var use = new RunUse(0, 0, 0, 0);
            return new(new(RunEnd.Exited, exit, false, use, new RunOutput.Missing(), log.ToArray(), 0, cage,
                new(toStarted, 0, 0)), toStarted);
        }
        var pump = PumpAsync(frames, log, over);
        if (started is not null)
            await started(cage);
        var watch = new RunWatch(engine, id);
        var end = await watch.UntilEndAsync(wait, order.Time, over.Token, stop);
        await pump;
        var atEnd = clock.Elapsed.TotalSeconds;
        var state = (await engine.Containers.InspectAsync(id, CancellationToken.None)).State;
        var output = await TakeAsync(order, id);
        var now = clock.Elapsed.TotalSeconds;
        return new(new(end, state.ExitCode, state.OOMKilled, watch.Use(atEnd - toStarted), output, log.ToArray(),
            log.Count, cage, new(toStarted, now - atEnd, 0)), now);
    }

    /// <returns>The exit code of an image whose entrypoint cannot be started; null where it started.</returns>
    async Task<int?> StartAsync(string id, CancellationToken stop)
    {
        try
        {
            await engine.Containers.StartAsync(id, stop);
            return null;
        }
        catch (EngineException refused) when (refused.Fault == EngineFault.Refused)
        {
            var exit = (await engine.Containers.InspectAsync(id, stop)).State.ExitCode;
            if (exit is 126 or 127)
                return exit;
            throw;
        }
    }

    static async Task PumpAsync(LogFrames frames, RunLog log, CancellationTokenSource over)
    {
        var buffer = new byte[64 << 10];
        while (await frames.ReadAsync(buffer) is > 0 and var read)
        {
            log.Add(buffer.AsSpan(0, read));
            if (log.IsOverBudget && !over.IsCancellationRequested)
                await over.CancelAsync();
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
