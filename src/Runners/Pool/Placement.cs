using System.Collections.Immutable;

namespace Gradients.Runners.Pool;

/// <summary>What a run needs of its host.</summary>
/// <param name="Gpus">How many; 0 for a small task on processors alone.</param>
/// <param name="Memory">Bytes.</param>
public sealed record RunNeed(int Gpus, long Memory, double Cpus);

/// <summary>What is free on a host.</summary>
public sealed record HostRoom(PoolHost Host, ImmutableArray<string> Gpus, long Memory, double Cpus, int Runs)
{
    public static HostRoom Empty(PoolHost host) =>
        new(host, [.. host.Gpus.Select(gpu => gpu.Id)], host.Memory, host.Cpus, host.Runs);

    public bool Fits(RunNeed need) =>
        Runs > 0 && Gpus.Length >= need.Gpus && Memory >= need.Memory && Cpus >= need.Cpus;

    /// <summary>The room that is left when a run has taken its part.</summary>
    public (HostRoom Left, ImmutableArray<string> Gpus) Take(RunNeed need) => (
        this with
        {
            Gpus = Gpus[need.Gpus..], Memory = Memory - need.Memory, Cpus = Cpus - need.Cpus, Runs = Runs - 1,
        },
        Gpus[..need.Gpus]);
}

/// <summary>
/// Where a run goes: the host with the highest ratio of needed to free GPUs that it fits, so that large gaps stay for
/// large runs; without need of GPUs, the host with the fewest of them free. Ties by name, in ordinal order.
/// </summary>
public static class Placement
{
    /// <returns>The index of the host, -1 where it fits nowhere now.</returns>
    public static int Choose(IReadOnlyList<HostRoom> rooms, RunNeed need)
    {
        var best = -1;
        for (var i = 0; i < rooms.Count; i++)
            if (rooms[i].Fits(need) && (best < 0 || IsBetter(rooms[i], rooms[best])))
                best = i;
        return best;
    }

    /// <summary>The need is the same for both: the ratio is higher where fewer are free.</summary>
    static bool IsBetter(HostRoom a, HostRoom b) => a.Gpus.Length != b.Gpus.Length
        ? a.Gpus.Length < b.Gpus.Length
        : string.CompareOrdinal(a.Host.Name, b.Host.Name) < 0;
}
