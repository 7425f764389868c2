using Gradients.Runners.Cage;
using Gradients.Runners.Engine;
using Gradients.Runners.Podman;

namespace Gradients.Runners.Tests.Podman;

/// <summary>The cage that the recorded inspection shows.</summary>
static class Asked
{
    internal static PodmanFiles Files { get; } = new("/disks/.seccomp", "/disks/.hosts");

    internal static ContainerSpec Cage { get; } = CageSpec.Of(
        new("t1", "lease", "sha256:23caffe11fe43bea408f7b92f280d01c6490114a64e1da93e5c8c5c84293652c",
            ["python3", "-c", "pass"], ["--task-id", "t1"],
            [new("/usr/sbin", "/cache/models/x--1"), new("/etc/hostname", "/cache/datasets/t1.json")], ["/workspace"]),
        CageSettings.Small("helper"), new(3, "0-1", []),
        [
            new("t1-lease-0", CageSpec.OutputFolder, Filled: false, IsExecutable: false),
            new("t1-lease-1", "/workspace", Filled: false, IsExecutable: true),
            new("t1-lease-2", CageSpec.TemporaryFolder, Filled: false, IsExecutable: true),
        ]);
}
