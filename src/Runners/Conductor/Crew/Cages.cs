using System.Globalization;
using Gradients.Ledger.Store.Conducting;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Cage;
using Gradients.Runners.Pool;

namespace Gradients.Runners.Conductor.Crew;

/// <summary>What a task's runs need, and the cage they get for it.</summary>
static class Cages
{
    /// <summary>For each GPU, on the big hosts: 110 GiB and 24 processors.</summary>
    const long MemoryPerGpu = 110L << 30;

    const double CpusPerGpu = 24;

    /// <summary><c>2xH100</c> needs two; a task that names none runs on processors.</summary>
    internal static RunNeed Need(TaskPosed task)
    {
        var gpus = task.Gpu is { } text && text.IndexOf('x', StringComparison.Ordinal) is > 0 and var x
            && int.TryParse(text.AsSpan(0, x), CultureInfo.InvariantCulture, out var count) ? count : 0;
        var small = CageSettings.Small("");
        return gpus == 0 ? new(0, small.Memory, small.Cpus) : new(gpus, gpus * MemoryPerGpu, gpus * CpusPerGpu);
    }

    internal static CageSettings Of(PoolHost host, RunLease lease)
    {
        const int diskTimes = 256; // A small task's disks hold half a GiB; models of billions need this much more.
        var small = CageSettings.Small(host.Helper) with { DisksInMemory = host.DisksInMemory, Runtime = host.Runtime };
        return lease.Gpus.IsEmpty ? small : small with
        {
            Memory = lease.Memory,
            Cpus = lease.Cpus,
            Pids = 4096 * lease.Gpus.Length,
            SharedMemory = lease.Memory / 4,
            Temporary = lease.Memory / 16,
            Output = small.Output * diskTimes,
            Scratch = small.Scratch * diskTimes,
        };
    }
}
