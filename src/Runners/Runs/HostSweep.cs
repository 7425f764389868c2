using System.Collections.Immutable;
using Gradients.Runners.Cage;
using Gradients.Runners.Engine;

namespace Gradients.Runners.Runs;

/// <summary>
/// A host that was lost comes back with containers that ran on without anybody: an engine that is killed leaves them
/// running. Whatever carries our label and no live lease is killed and removed, with its disks; its output is not read.
/// </summary>
public static class HostSweep
{
    /// <param name="live">The leases of runs that somebody carries out on this host now.</param>
    /// <returns>The leases of which something was found, in ordinal order.</returns>
    public static async Task<ImmutableArray<string>> SweepAsync(
        EngineClient engine, CageSettings settings, IEnumerable<string> live, CancellationToken cancel = default)
    {
        var alive = live.ToHashSet(StringComparer.Ordinal);
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var container in await engine.Containers.ListAsync([CageSpec.LeaseLabel], cancel))
            if (IsDead(container.Labels, alive, found))
                await engine.Containers.RemoveAsync(container.Id, cancel);
        foreach (var helper in await engine.Containers.ListAsync([HostHelper.HelperLabel], cancel))
            if (helper.State != "running") // One that runs has somebody who waits for it.
                await engine.Containers.RemoveAsync(helper.Id, cancel);
        foreach (var volume in await engine.Volumes.ListAsync([CageSpec.LeaseLabel], cancel))
            if (IsDead(volume.Labels, alive, found))
                await engine.Volumes.RemoveAsync(volume.Name, cancel);
        await new RunDisks(engine, settings).SweepAsync(alive, cancel);
        return [.. found];
    }

    static bool IsDead(
        ImmutableSortedDictionary<string, string>? labels, HashSet<string> alive, SortedSet<string> found)
    {
        if (labels?.GetValueOrDefault(CageSpec.LeaseLabel) is not { } lease || alive.Contains(lease))
            return false;
        found.Add(lease);
        return true;
    }
}
