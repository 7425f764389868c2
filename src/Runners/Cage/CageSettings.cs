using System.Collections.Immutable;

namespace Gradients.Runners.Cage;

/// <summary>What a host gives to one run. Sizes are bytes.</summary>
/// <param name="Memory">Swap included: there is none on top.</param>
/// <param name="Cpus">Processors, also parts of one.</param>
/// <param name="Pids">Processes and threads together.</param>
/// <param name="OpenFiles">Descriptors of one process.</param>
/// <param name="Output">The disk that what it leaves is written to, with this many files at most.</param>
/// <param name="Scratch">Each of the writable folders that the contract names.</param>
/// <param name="Runtime">A stronger runtime (<c>runsc</c>, <c>kata</c>) where the host has one.</param>
/// <param name="Helper">Our own image on the host: it makes disks and probes the cage.</param>
/// <param name="DisksInMemory">Volumes are kept in memory instead of disk files: where loop devices do not
/// exist.</param>
public sealed record CageSettings(
    long Memory, double Cpus, long Pids, long OpenFiles, long SharedMemory, long Temporary, long TemporaryFiles,
    long Output, long OutputFiles, long Scratch, long ScratchFiles, string? Runtime, string Helper, bool DisksInMemory)
{
    /// <summary>For small tasks on processors alone.</summary>
    public static CageSettings Small(string helper) => new(
        Memory: 2L << 30, Cpus: 1, Pids: 512, OpenFiles: 4096, SharedMemory: 64 << 20, Temporary: 256 << 20,
        TemporaryFiles: 20_000, Output: 512 << 20, OutputFiles: 10_000, Scratch: 512 << 20, ScratchFiles: 20_000,
        Runtime: null, Helper: helper, DisksInMemory: false);
}

/// <summary>A place for one run on a host: no two runs share one at the same time.</summary>
/// <param name="Index">From 0. The user is 61001 + index: queues, pipes, watches and keys are counted by user.</param>
/// <param name="CpuSet">The processors it is bound to, <c>0-3,8</c>; empty for any.</param>
/// <param name="Gpus">Ids of its GPUs.</param>
public sealed record RunSlot(int Index, string CpuSet, ImmutableArray<string> Gpus)
{
    public int User => Builds.ImageBuilder.RunGroup + 1 + Index;
}

/// <summary>One attempt as the cage sees it.</summary>
/// <param name="Key">Names its container and disks: lower-case letters, digits and dashes.</param>
/// <param name="Lease">The fencing token of whoever runs it; a label on everything that belongs to it.</param>
/// <param name="Image">Id of the image.</param>
/// <param name="Entrypoint">For probes of ours; a miner's image has its own.</param>
/// <param name="Inputs">Paths on the host and where they appear, read-only.</param>
/// <param name="ScratchFolders">Writable folders, filled with what the image has there.</param>
public sealed record CagedRun(
    string Key, string Lease, string Image, ImmutableArray<string>? Entrypoint, ImmutableArray<string> Arguments,
    ImmutableArray<CagedInput> Inputs, ImmutableArray<string> ScratchFolders)
{
    /// <summary>Where the disk for what it leaves is mounted.</summary>
    public string OutputFolder { get; init; } = CageSpec.OutputFolder;

    /// <summary>Variables beside the usual ones, <c>NAME=value</c>: so evaluators are told their work.</summary>
    public ImmutableArray<string> Variables { get; init; } = [];
}

public sealed record CagedInput(string HostPath, string Target);

/// <summary>A volume as it is mounted into a run.</summary>
/// <param name="Filled">By the engine, with what the image has there.</param>
/// <param name="IsExecutable">Nothing is run from the output; libraries and tools may lie in scratch folders, and
/// just-in-time compilers write their code to <c>/tmp</c>.</param>
public sealed record CagedVolume(string Name, string Target, bool Filled, bool IsExecutable)
{
    /// <summary>A memory disk whose life is the container's: for engines that make none with an owner.</summary>
    public bool IsTemporary => Target == CageSpec.TemporaryFolder;
}
