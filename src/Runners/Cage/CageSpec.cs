using System.Collections.Immutable;
using System.Globalization;
using Gradients.Runners.Builds;
using Gradients.Runners.Engine;

namespace Gradients.Runners.Cage;

/// <summary>
/// The container of a run, every field set by us: what is left out, an image or an engine would decide.
/// </summary>
public static class CageSpec
{
    /// <summary>The name and version of this cage, recorded with every run.</summary>
    public const string Name = "cage-1";

    /// <summary>Where the output volume of a training run is mounted.</summary>
    public const string OutputFolder = "/app/checkpoints";

    public const string TemporaryFolder = "/tmp";

    /// <summary>Labels on everything that belongs to a run: containers and volumes.</summary>
    public const string RunLabel = "gradients.run", LeaseLabel = "gradients.lease";

    public static ContainerSpec Of(
        CagedRun run, CageSettings settings, RunSlot slot, ImmutableArray<CagedVolume> volumes) => new()
    {
        Image = run.Image,
        Entrypoint = run.Entrypoint,
        Cmd = run.Arguments,
        Env = [.. Environment(slot), .. run.Variables],
        User = string.Create(CultureInfo.InvariantCulture, $"{slot.User}:{ImageBuilder.RunGroup}"),
        Hostname = "run", // The engine's choice would be the container's id.
        StopSignal = "SIGKILL", // An image could name one that is ignored.
        NetworkDisabled = true,
        Healthcheck = new(["NONE"]), // An image's own would run beside it.
        Labels = Labels(run),
        HostConfig = Host(run, settings, slot, volumes),
    };

    internal static ImmutableSortedDictionary<string, string> Labels(CagedRun run) =>
        ImmutableSortedDictionary<string, string>.Empty.Add(RunLabel, run.Key).Add(LeaseLabel, run.Lease);

    /// <summary>Nothing secret, and nothing that says where it runs.</summary>
    static ImmutableArray<string> Environment(RunSlot slot) =>
    [
        "HOME=/tmp",
        "TMPDIR=/tmp",
        "HF_HUB_OFFLINE=1",
        "TRANSFORMERS_OFFLINE=1",
        "HF_DATASETS_OFFLINE=1",
        "PYTHONUNBUFFERED=1",
        // The NVIDIA runtime reads these, and an image could ask for every GPU.
        $"NVIDIA_VISIBLE_DEVICES={(slot.Gpus.IsEmpty ? "void" : string.Join(',', slot.Gpus))}",
        "NVIDIA_DRIVER_CAPABILITIES=compute,utility",
    ];

    static HostSpec Host(
        CagedRun run, CageSettings settings, RunSlot slot, ImmutableArray<CagedVolume> volumes) => new()
    {
        NetworkMode = "none",
        IpcMode = "private",
        CgroupnsMode = "private",
        ReadonlyRootfs = true,
        Privileged = false,
        Init = true, // Collects what a run leaves behind, so that an orphan ends with it.
        Runtime = settings.Runtime,
        CapDrop = ["ALL"],
        SecurityOpt = ["no-new-privileges", $"seccomp={SeccompProfile.Json}"],
        Mounts = Mounts(run, volumes),
        // exec, as CagedVolume.IsExecutable has it.
        Tmpfs = volumes.Any(volume => volume.IsTemporary) ? null
            : ImmutableSortedDictionary<string, string>.Empty.Add(TemporaryFolder,
                $"rw,exec,nosuid,nodev,{Temporary(settings, slot)}"),
        Memory = settings.Memory,
        MemorySwap = settings.Memory,
        OomKillDisable = false,
        NanoCpus = (long)(settings.Cpus * 1e9),
        CpusetCpus = slot.CpuSet,
        PidsLimit = settings.Pids,
        ShmSize = settings.SharedMemory,
        Ulimits =
        [
            new("core", 0, 0),
            new("msgqueue", 0, 0),
            new("nofile", settings.OpenFiles, settings.OpenFiles), // No nproc: it would count across containers.
        ],
        DeviceRequests = slot.Gpus.IsEmpty ? [] : [new("nvidia", slot.Gpus, [["gpu", "compute", "utility"]])],
        // For the tail; the whole of it is read while it runs. An engine that writes every line down before it hands the
        // next one on needs twice as long to come to a flood's budget: what it cannot write in time it leaves out.
        LogConfig = new("json-file", ImmutableSortedDictionary<string, string>.Empty
            .Add("max-size", "8m").Add("max-file", "2").Add("mode", "non-blocking").Add("max-buffer-size", "1m")),
        RestartPolicy = new("no"),
    };

    /// <summary>The size and owner of a memory disk for <c>/tmp</c>.</summary>
    internal static string Temporary(CageSettings settings, RunSlot slot) => string.Create(CultureInfo.InvariantCulture,
        $"size={settings.Temporary},nr_inodes={settings.TemporaryFiles},mode=0700,uid={slot.User},"
        + $"gid={ImageBuilder.RunGroup}");

    static ImmutableArray<MountSpec> Mounts(CagedRun run, ImmutableArray<CagedVolume> volumes) =>
    [
        .. run.Inputs.Select(input => new MountSpec(
            "bind", input.HostPath, input.Target, ReadOnly: true, BindOptions: new("rprivate"))),
        .. volumes.Select(volume => new MountSpec(
            "volume", volume.Name, volume.Target, ReadOnly: false, VolumeOptions: new(NoCopy: !volume.Filled))
        {
            IsExecutable = volume.IsExecutable,
        }),
    ];
}
