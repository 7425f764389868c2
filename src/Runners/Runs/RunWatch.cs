using System.Diagnostics;
using Gradients.Runners.Engine;

namespace Gradients.Runners.Runs;

/// <summary>
/// Watches a running container: its deadline, its log budget, what it uses, and whether its engine still lives.
/// </summary>
sealed class RunWatch(EngineClient engine, string id)
{
    static readonly TimeSpan SampleEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a killed container may take to be over.</summary>
    static readonly TimeSpan DeathPatience = TimeSpan.FromSeconds(60);

    long _peakBytes;
    long _peakPids;
    long _cpu;

    internal RunUse Use(double wallSeconds) => new(wallSeconds, _cpu / 1e9, _peakBytes, _peakPids);

    /// <summary>
    /// Waits for the end, and brings it about where it is due. One that is to be stopped is left to its removal.
    /// </summary>
    /// <param name="over">The log budget is spent.</param>
    /// <exception cref="EngineException">The engine is gone, or cannot end what it started.</exception>
    /// <exception cref="RunLeftException">Somebody else watches from here on.</exception>
    internal async Task<RunEnd> UntilEndAsync(Task<WaitResult> wait, TimeSpan time, CancellationToken over,
        CancellationToken stop, CancellationToken leave)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            if (leave.IsCancellationRequested)
                throw new RunLeftException();
            var left = time - clock.Elapsed;
            var cause = stop.IsCancellationRequested ? RunEnd.Stopped
                : over.IsCancellationRequested ? RunEnd.LogBudget
                : left <= TimeSpan.Zero ? RunEnd.Deadline
                : RunEnd.Exited;
            if (wait.IsCompleted)
            {
                await wait; // The engine may have died with it.
                return RunEnd.Exited;
            }
            if (cause == RunEnd.Stopped)
                return cause;
            if (cause != RunEnd.Exited)
                return await KillAsync(wait, cause);
            await SampleAsync();
            var pause = left < SampleEvery ? left : SampleEvery;
            using var wake = CancellationTokenSource.CreateLinkedTokenSource(over, stop, leave);
            await Task.WhenAny(wait, Task.Delay(pause, wake.Token));
        }
    }

    async Task<RunEnd> KillAsync(Task<WaitResult> wait, RunEnd cause)
    {
        await engine.Containers.KillAsync(id, CancellationToken.None);
        if (await Task.WhenAny(wait, Task.Delay(DeathPatience)) != wait)
            throw new EngineException(EngineFault.TimedOut, 0,
                $"{engine.Address}: {id} was killed and is not over after {DeathPatience.TotalSeconds} s");
        await wait;
        return cause;
    }

    async Task SampleAsync()
    {
        if (await engine.Containers.StatsAsync(id) is not { } stats)
            return;
        _peakBytes = Math.Max(_peakBytes, Math.Max(stats.Memory?.Usage ?? 0, stats.Memory?.MaxUsage ?? 0));
        _peakPids = Math.Max(_peakPids, stats.Pids?.Current ?? 0);
        _cpu = Math.Max(_cpu, stats.Cpu?.Usage?.Total ?? 0);
    }
}
