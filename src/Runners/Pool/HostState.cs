using System.Collections.Immutable;
using Gradients.Runners.Cage;
using Gradients.Runners.Engine;

namespace Gradients.Runners.Pool;

/// <summary>What a host of the pool says at this moment.</summary>
/// <param name="Engine">What its engine calls itself; null where it does not answer.</param>
/// <param name="Running">Runs of ours that live on it, by their labels.</param>
/// <param name="Faults">Why it gets no work, in words; empty if it may.</param>
public sealed record HostState(PoolHost Host, string? Engine, int Running, ImmutableArray<string> Faults)
{
    /// <param name="probe">Also looks at the cage from inside, which takes about a second.</param>
    public static async Task<HostState> AskAsync(
        PoolHost host, bool probe, EngineLimits? limits = null, CancellationToken cancel = default)
    {
        try
        {
            using var engine = await EngineClient.ConnectAsync(host.Engine, limits, cancel);
            var faults = await FaultsAsync(engine, host, cancel);
            if (probe && faults.IsEmpty)
                faults = await ProbeAsync(engine, host, cancel);
            var runs = await engine.Containers.ListAsync([CageSpec.RunLabel], cancel);
            return new(host, engine.Server, runs.Count(run => run.State == "running"), faults);
        }
        catch (EngineException fault)
        {
            return new(host, null, 0, [fault.Message]);
        }
        catch (Exception unusable) when (unusable is IOException or System.Security.Cryptography.CryptographicException)
        {
            return new(host, null, 0, [$"its certificates cannot be used: {unusable.Message}"]);
        }
    }

    static async Task<ImmutableArray<string>> FaultsAsync(EngineClient engine, PoolHost host, CancellationToken cancel)
    {
        var info = await engine.InfoAsync(cancel);
        var faults = ImmutableArray.CreateBuilder<string>();
        if (info.LiveRestoreEnabled)
            faults.Add("live-restore is on: after a restart of the engine runs would live on unwatched");
        if (!info.SecurityOptions.Any(option => option.Contains("seccomp", StringComparison.Ordinal)))
            faults.Add("its engine has no seccomp");
        if (info.MemTotal < host.Memory)
            faults.Add($"it has {info.MemTotal} bytes of memory, {host.Memory} are promised");
        if (info.NCPU < host.Cpus)
            faults.Add($"it has {info.NCPU} processors, {host.Cpus} are promised");
        if (engine.IsPodman && !host.Gpus.IsEmpty)
            faults.Add("it is Podman, which is not asked for GPUs here: runs get them from Docker Engine");
        try
        {
            await engine.Images.InspectAsync(host.Helper, cancel);
        }
        catch (EngineException missing) when (missing.IsMissing)
        {
            faults.Add($"the helper image {host.Helper} is not there");
        }
        return faults.ToImmutable();
    }

    static async Task<ImmutableArray<string>> ProbeAsync(EngineClient engine, PoolHost host, CancellationToken cancel)
    {
        // A folder that every host has and that holds no mounts, which might go while it is bound. The probe only
        // tries to write to it.
        const string input = "/usr/sbin";
        var settings = CageSettings.Small(host.Helper) with
        {
            Memory = Math.Min(host.Memory, CageSettings.Small(host.Helper).Memory),
            DisksInMemory = host.DisksInMemory,
            Runtime = host.Runtime,
        };
        return await AdmissionProbe.FindFaultsAsync(engine, settings, new(ProbeSlot, "", []), input, cancel);
    }

    /// <summary>Beyond the slots of runs.</summary>
    const int ProbeSlot = 900;
}
