using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Gradients.Runners.Engine;

/// <summary>What a container is made from: the members of the engine's own JSON that we set, by its names.</summary>
public sealed record ContainerSpec
{
    public string Image { get; init; } = "";

    public ImmutableArray<string>? Cmd { get; init; }

    public ImmutableArray<string>? Entrypoint { get; init; }

    public ImmutableArray<string>? Env { get; init; }

    public string? User { get; init; }

    public string? Hostname { get; init; }

    public string? WorkingDir { get; init; }

    public string? StopSignal { get; init; }

    public bool? NetworkDisabled { get; init; }

    public HealthcheckSpec? Healthcheck { get; init; }

    public ImmutableSortedDictionary<string, string>? Labels { get; init; }

    public HostSpec? HostConfig { get; init; }
}

/// <param name="Test"><c>NONE</c> switches off what the image brings.</param>
public sealed record HealthcheckSpec(ImmutableArray<string> Test);

/// <summary>What a container may use of its host.</summary>
public sealed record HostSpec
{
    public string? NetworkMode { get; init; }

    public string? IpcMode { get; init; }

    public string? CgroupnsMode { get; init; }

    public string? CgroupParent { get; init; }

    public bool? ReadonlyRootfs { get; init; }

    public bool? Privileged { get; init; }

    public bool? Init { get; init; }

    public string? Runtime { get; init; }

    public ImmutableArray<string>? CapDrop { get; init; }

    public ImmutableArray<string>? CapAdd { get; init; }

    public ImmutableArray<string>? DeviceCgroupRules { get; init; }

    public ImmutableArray<string>? SecurityOpt { get; init; }

    public ImmutableArray<string>? Binds { get; init; }

    public ImmutableArray<MountSpec>? Mounts { get; init; }

    public ImmutableSortedDictionary<string, string>? Tmpfs { get; init; }

    public long? Memory { get; init; }

    public long? MemorySwap { get; init; }

    public long? NanoCpus { get; init; }

    public string? CpusetCpus { get; init; }

    public long? PidsLimit { get; init; }

    public long? ShmSize { get; init; }

    public bool? OomKillDisable { get; init; }

    public ImmutableArray<UlimitSpec>? Ulimits { get; init; }

    public ImmutableArray<DeviceRequestSpec>? DeviceRequests { get; init; }

    public LogSpec? LogConfig { get; init; }

    public RestartSpec? RestartPolicy { get; init; }
}

/// <param name="Type"><c>bind</c>, <c>volume</c>, or <c>image</c>: what an image holds, for Podman alone.</param>
public sealed record MountSpec(
    string Type, string Source, string Target, bool ReadOnly,
    BindMountSpec? BindOptions = null, VolumeMountSpec? VolumeOptions = null)
{
    /// <summary>For Podman alone, which has to be told it twice: Docker mounts a volume with its own options.</summary>
    [JsonIgnore]
    public bool IsExecutable { get; init; }
}

public sealed record BindMountSpec(string Propagation);

/// <param name="NoCopy">False: an empty volume is filled with what the image has at the target.</param>
public sealed record VolumeMountSpec(bool NoCopy);

public sealed record UlimitSpec(string Name, long Soft, long Hard);

public sealed record DeviceRequestSpec(
    string Driver, ImmutableArray<string> DeviceIDs, ImmutableArray<ImmutableArray<string>> Capabilities);

public sealed record LogSpec(string Type, ImmutableSortedDictionary<string, string> Config);

public sealed record RestartSpec(string Name);

/// <summary>What an engine says of a container that exists.</summary>
public sealed record ContainerView(
    string Id, string Name, string Image, ContainerState State, ContainerSpec Config, HostSpec HostConfig,
    ImmutableArray<MountView> Mounts, string? AppArmorProfile);

/// <summary>Where a container is in its life. Times are as the engine writes them, RFC 3339.</summary>
public sealed record ContainerState(
    string Status, bool Running, bool OOMKilled, int ExitCode, string Error, string StartedAt, string FinishedAt)
{
    /// <summary>Whether it is over and lived at least so long, by the engine's own clock.</summary>
    public bool EndedAfter(TimeSpan time) => !Running
        && DateTimeOffset.TryParse(StartedAt, CultureInfo.InvariantCulture, out var started)
        && DateTimeOffset.TryParse(FinishedAt, CultureInfo.InvariantCulture, out var finished)
        && finished - started >= time;
}

public sealed record MountView(string Type, string? Name, string Source, string Destination, bool RW, string? Mode);

/// <summary>A line of a list of containers.</summary>
public sealed record ContainerLine(
    string Id, ImmutableArray<string> Names, string Image, string State,
    ImmutableSortedDictionary<string, string>? Labels);

/// <summary>How a container ended.</summary>
public sealed record WaitResult(int StatusCode, WaitError? Error);

public sealed record WaitError(string? Message);

/// <summary>One look at what a container uses, as far as we look.</summary>
public sealed record StatsView(
    [property: JsonPropertyName("memory_stats")] StatsView.MemoryPart? Memory,
    [property: JsonPropertyName("cpu_stats")] StatsView.CpuPart? Cpu,
    [property: JsonPropertyName("pids_stats")] StatsView.PidsPart? Pids)
{
    /// <summary>Bytes; the maximum is kept by cgroups v1 alone.</summary>
    public sealed record MemoryPart(
        [property: JsonPropertyName("usage")] long Usage, [property: JsonPropertyName("max_usage")] long MaxUsage);

    public sealed record CpuPart([property: JsonPropertyName("cpu_usage")] CpuUsage? Usage);

    /// <summary>Nanoseconds of all processors together.</summary>
    public sealed record CpuUsage([property: JsonPropertyName("total_usage")] long Total);

    public sealed record PidsPart([property: JsonPropertyName("current")] long Current);
}

/// <summary>A volume; its labels say whose it is.</summary>
public sealed record VolumeView(
    string Name, string Driver, string Mountpoint, ImmutableSortedDictionary<string, string>? Labels,
    ImmutableSortedDictionary<string, string>? Options);

/// <summary>What a volume is made from.</summary>
public sealed record VolumeSpec(
    string Name, string Driver, ImmutableSortedDictionary<string, string> DriverOpts,
    ImmutableSortedDictionary<string, string> Labels);

/// <summary>An image as it stands: its id is the SHA-256 of its configuration.</summary>
public sealed record ImageView(
    string Id, ImmutableArray<string>? RepoTags, ImmutableArray<string>? RepoDigests, long Size,
    ImageConfig? Config, LayersView? RootFS);

public sealed record LayersView(string Type, ImmutableArray<string>? Layers);

/// <summary>The part of an image's configuration that a run would inherit.</summary>
public sealed record ImageConfig(
    string? User, ImmutableArray<string>? Env, ImmutableArray<string>? Entrypoint, ImmutableArray<string>? Cmd,
    ImmutableSortedDictionary<string, object>? Volumes, ImmutableArray<string>? OnBuild, string? WorkingDir,
    ImmutableSortedDictionary<string, string>? Labels);

/// <summary>A line of a list of images.</summary>
public sealed record ImageLine(
    string Id, ImmutableArray<string>? RepoTags, ImmutableSortedDictionary<string, string>? Labels);
