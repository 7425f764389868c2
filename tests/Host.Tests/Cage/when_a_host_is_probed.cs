using Gradients.Runners.Cage;
using Gradients.Runners.Engine;

namespace Gradients.Host.Tests.Cage;

public sealed class when_a_host_is_probed(Engines engines) : IDisposable
{
    static readonly CageSettings Settings = Cages.Tiny;

    readonly string _input = Cages.OpenFolder("probe-input-");

    async Task<string> FaultsAsync(Func<HostSpec, HostSpec> change, CageSettings? settings = null) => string.Join('\n',
        await AdmissionProbe.FindFaultsAsync(engines.Runs, settings ?? Settings, Cages.Slot(7), _input,
            spec => spec with { HostConfig = change(spec.HostConfig!) }));

    [Fact]
    public async Task a_host_with_every_protection_is_admitted() => Assert.Equal("", await FaultsAsync(host => host));

    [Fact]
    public async Task so_is_one_that_keeps_its_disks_in_memory() =>
        Assert.Equal("", await FaultsAsync(host => host, Settings with { DisksInMemory = true }));

    [Theory]
    [InlineData("capabilities", "a capability set is")]
    [InlineData("no-new-privileges", "no_new_privileges is 0")]
    [InlineData("own seccomp profile", "a socket of family vsock is")]
    [InlineData("any seccomp profile", "seccomp is 0")]
    [InlineData("64-bit alone", "calls of 32-bit programs are allowed")]
    [InlineData("ioctls", "FS_IOC_FSSETXATTR is")]
    [InlineData("read-only root", "write to root is EACCES")]
    [InlineData("read-only inputs", "write to input is allowed")]
    [InlineData("memory", "memory is")]
    [InlineData("pids", "threads can be made")]
    [InlineData("cpu", "no limit on processor time")]
    [InlineData("nofile", "descriptors is")]
    [InlineData("msgqueue", "message queues is")]
    [InlineData("tmp", "tmp holds")]
    [InlineData("shm", "shm holds")]
    [InlineData("init", "the first process is")]
    [InlineData("output disk", "output")]
    [InlineData("nothing else to write to", "/var/tmp can be written to")]
    public async Task one_that_lacks_a_protection_is_not(string protection, string fault) =>
        Assert.Contains(fault, await FaultsAsync(host => Without(host, protection)), StringComparison.Ordinal);

    [Fact]
    public async Task one_that_runs_as_another_user_is_not()
    {
        var faults = await AdmissionProbe.FindFaultsAsync(
            engines.Runs, Settings, Cages.Slot(7), _input, spec => spec with { User = "0:0" });
        Assert.Contains(faults, fault => fault.StartsWith("the user is 0", StringComparison.Ordinal));
    }

    internal static HostSpec Without(HostSpec host, string protection) => protection switch
    {
        "capabilities" => host with { CapDrop = [] },
        "no-new-privileges" => host with { SecurityOpt = [host.SecurityOpt!.Value[1]] },
        "own seccomp profile" => host with { SecurityOpt = ["no-new-privileges"] },
        "any seccomp profile" => host with { SecurityOpt = ["no-new-privileges", "seccomp=unconfined"] },
        "64-bit alone" => Profile(host, "X86_64\", \"subArchitectures\": [", "\"SCMP_ARCH_X86\""),
        "ioctls" => Profile(host, "\"names\": [\n        ", "\"ioctl\", "),
        "read-only root" => host with { ReadonlyRootfs = false },
        "read-only inputs" => host with
        {
            Mounts = [.. host.Mounts!.Value.Select(mount => mount with { ReadOnly = false })],
        },
        "memory" => host with { Memory = Settings.Memory * 2, MemorySwap = Settings.Memory * 2 },
        "pids" => host with { PidsLimit = Settings.Pids * 4 },
        "cpu" => host with { NanoCpus = 0 },
        "nofile" => host with { Ulimits = [.. host.Ulimits!.Value.Where(limit => limit.Name != "nofile")] },
        "msgqueue" => host with { Ulimits = [.. host.Ulimits!.Value.Where(limit => limit.Name != "msgqueue")] },
        "tmp" => host with { Tmpfs = host.Tmpfs!.SetItem("/tmp", "mode=1777") },
        "shm" => host with { ShmSize = Settings.SharedMemory * 4 },
        "init" => host with { Init = false },
        "output disk" => host with
        {
            Mounts = [.. host.Mounts!.Value.Where(mount => mount.Target != CageSpec.OutputFolder)],
            Tmpfs = host.Tmpfs!.Add(CageSpec.OutputFolder, "mode=1777"),
        },
        "nothing else to write to" => host with { Tmpfs = host.Tmpfs!.Add("/var/tmp", "mode=1777") },
        _ => throw new ArgumentException(protection),
    };

    static HostSpec Profile(HostSpec host, string after, string insert)
    {
        var profile = host.SecurityOpt!.Value[1];
        var at = profile.IndexOf(after, StringComparison.Ordinal) + after.Length;
        return host with { SecurityOpt = [host.SecurityOpt!.Value[0], profile.Insert(at, insert)] };
    }

    /// <summary>Kernels may forbid the last five by themselves, by settings of their own.</summary>
    [Fact]
    public async Task one_whose_profile_lets_a_call_through_is_not()
    {
        string[] forbidden = ["keyctl", "add_key", "ptrace", "mount", "name_to_handle_at", "setns"];
        string[] others = ["bpf", "perf_event_open", "userfaultfd", "io_uring_setup", "unshare"];
        var faults = await FaultsAsync(host => Profile(host, "\"names\": [\n        ",
            string.Concat(forbidden.Concat(others).Select(call => $"\"{call}\", "))));
        Assert.All(forbidden, call => Assert.Contains($"the call {call} is ", faults, StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_input, recursive: true);
}
