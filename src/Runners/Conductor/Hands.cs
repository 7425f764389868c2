using System.Collections.Immutable;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Store.Conducting;
using Gradients.Runners.Pool;

namespace Gradients.Runners.Conductor;

/// <summary>What a host gives to one run, and under which lease.</summary>
/// <param name="Resumes">Somebody began it and died: it may live on.</param>
public sealed record Placed(PoolHost Host, RunLease Lease, bool Resumes);

/// <summary>How whoever works records what came of it; answers when it is on disk.</summary>
public delegate Task<ImmutableArray<Answer>> Recording(params ImmutableArray<CommandLine> lines);

/// <summary>What a worker may ask of whoever conducts.</summary>
/// <param name="Record">Fenced, and once for each key.</param>
/// <param name="Rows">Fenced as well.</param>
/// <param name="Leave">Somebody else conducts: drop everything as it is.</param>
public sealed record Desktop(Recording Record, ConductorRows Rows, CancellationToken Leave)
{
    /// <summary>Whether this node still conducts. Where nobody can be asked it does not.</summary>
    public async Task<bool> IsOursAsync()
    {
        try
        {
            return await Rows.IsLatestAsync();
        }
        catch (Ledger.Store.StoreException)
        {
            return false;
        }
    }
}

/// <summary>
/// The hands of a conductor: each carries one kind of job out and records what came of it. They touch the world, and a
/// simulation has others.
/// </summary>
/// <param name="Admit">Looks at a host; with a list of live leases it also removes from it whatever carries another one.
/// Answers its faults: empty, it may be given work.</param>
/// <param name="Need">What a run of a task needs of its host.</param>
/// <param name="Tidy">On the hosts named; what cannot be removed now is removed the next time.</param>
public sealed record Hands(
    Func<PoolHost, ImmutableArray<string>?, CancellationToken, Task<ImmutableArray<string>>> Admit,
    Func<Job.Train, RunNeed> Need,
    Func<Job.Check, Desktop, CancellationToken, Task> Check,
    Func<Job.Pose, Desktop, CancellationToken, Task> Pose,
    Func<Job.Train, Placed, Desktop, CancellationToken, Task> Train,
    Func<Job.Measure, Desktop, CancellationToken, Task> Measure,
    Func<Job.Archive, Desktop, CancellationToken, Task> Archive,
    Func<Job.Tidy, ImmutableArray<PoolHost>, CancellationToken, Task> Tidy);
