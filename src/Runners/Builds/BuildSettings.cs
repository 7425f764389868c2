using System.Collections.Immutable;

namespace Gradients.Runners.Builds;

/// <summary>How a host builds images: the limits are its own, apart from those of runs.</summary>
/// <param name="Bases">The base images a dockerfile may start from, word for word; each lies on the host.</param>
/// <param name="Network"><c>none</c>, or the one network that the operator allows; it is recorded.</param>
/// <param name="Memory">Bytes, swap included.</param>
/// <param name="Cpus">Processors, also parts of one.</param>
/// <param name="CgroupParent">The control group of builds, where the engine's own is not the right one.</param>
/// <param name="LogBytes">What a build may say before it is ended.</param>
/// <param name="ImageBytes">The largest image that is taken.</param>
/// <param name="Room">Bytes that are free on the engine's disk for every build: where they are not, no failure is held
/// against an entry.</param>
public sealed record BuildSettings(
    ImmutableArray<string> Bases, string Network, long Memory, double Cpus, string? CgroupParent, TimeSpan Deadline,
    long LogBytes, long ImageBytes, long Room)
{
    public static BuildSettings Of(params ImmutableArray<string> bases) => new(
        bases, Network: "none", Memory: 4L << 30, Cpus: 2, CgroupParent: null, Deadline: TimeSpan.FromMinutes(30),
        LogBytes: 16 << 20, ImageBytes: 64L << 30, Room: 1L << 30);
}

/// <summary>An image as built: never built again elsewhere, but moved, so that its id stays.</summary>
/// <param name="Id">SHA-256 of its configuration.</param>
/// <param name="Layers">Digests of its layers, lowest first.</param>
/// <param name="Tag">Its name on the engine.</param>
/// <param name="Network">The network its build had.</param>
public sealed record BuiltImage(string Id, ImmutableArray<string> Layers, string Tag, string Network, long Bytes);

/// <summary>What came of a build; the log is cut at its budget.</summary>
public abstract record BuildOutcome(byte[] Log)
{
    public sealed record Built(BuiltImage Image, byte[] Log) : BuildOutcome(Log);

    /// <summary>The entry is to blame.</summary>
    /// <param name="Reason">A code, one of <see cref="BuildReasons"/>.</param>
    public sealed record Refused(string Reason, string Detail, byte[] Log) : BuildOutcome(Log);
}

/// <summary>Why no image came of an entry.</summary>
public static class BuildReasons
{
    public const string DockerfileNotAllowed = "dockerfile_not_allowed";
    public const string BuildFailed = "build_failed";
    public const string BuildDeadline = "build_deadline";
    public const string BuildLogBudget = "build_log_budget";
    public const string ImageHasVolumes = "image_has_volumes";
    public const string ImageHasTriggers = "image_has_triggers";
    public const string ImageSetsLoader = "image_sets_loader";
    public const string ImageTooLarge = "image_too_large";
}
