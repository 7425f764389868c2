using System.Collections.Immutable;

namespace Gradients.Runners.Engine;

/// <summary>What an engine says of its host.</summary>
/// <param name="MemTotal">Bytes.</param>
/// <param name="SecurityOptions">For example <c>name=seccomp,profile=default</c> and <c>name=apparmor</c>.</param>
public sealed record EngineInfo(
    string Name,
    string ServerVersion,
    int NCPU,
    long MemTotal,
    string Driver,
    string CgroupVersion,
    string KernelVersion,
    bool LiveRestoreEnabled,
    ImmutableArray<string> SecurityOptions);
