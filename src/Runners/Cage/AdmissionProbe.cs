using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Gradients.Runners.Builds;
using Gradients.Runners.Engine;
using Gradients.Runners.Podman;
using Gradients.Runners.Runs;

namespace Gradients.Runners.Cage;

/// <summary>
/// Before a host gets work: our own image looks at the cage from inside, with a miner's eyes, and tries what must not
/// work. A host is admitted only without a fault.
/// </summary>
public static class AdmissionProbe
{
    /// <summary>For the whole of it; it takes about a second.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Sockets that a run may make.</summary>
    static readonly string[] Families = ["unix", "inet", "inet6", "netlink"];

    static readonly string[] ReadOnlyPlaces = ["root", "app", "etc", "input"];

    static readonly string[] KernelPlaces = ["proc", "sys"];

    /// <summary>Docker's and Podman's: it collects what a run leaves behind.</summary>
    static readonly string[] Inits = ["docker-init", "podman-init"];

    /// <summary>Of all that is mounted.</summary>
    static readonly string[] Writable =
        ["/app/checkpoints", "/dev/mqueue", "/dev/shm", "/scratch", CageSpec.TemporaryFolder];

    /// <summary>What every container has in /dev.</summary>
    static readonly ImmutableSortedSet<string> Devices = ImmutableSortedSet.Create(StringComparer.Ordinal,
        "core", "fd", "full", "mqueue", "null", "ptmx", "pts", "random", "shm", "stderr", "stdin", "stdout", "tty",
        "urandom", "zero");

    /// <returns>What is wrong with the cage on this host, in words; empty if nothing.</returns>
    /// <exception cref="EngineException">The probe could not be run.</exception>
    public static Task<ImmutableArray<string>> FindFaultsAsync(
        EngineClient engine, CageSettings settings, RunSlot slot, string input, CancellationToken cancel = default) =>
        FindFaultsAsync(engine, settings, slot, input, spec => spec, cancel);

    /// <param name="change">What tests switch off to see that the probe notices.</param>
    internal static async Task<ImmutableArray<string>> FindFaultsAsync(EngineClient engine, CageSettings settings,
        RunSlot slot, string input, Func<ContainerSpec, ContainerSpec> change, CancellationToken cancel = default)
    {
        var run = new CagedRun("probe", $"{Guid.NewGuid():N}", settings.Helper, ["python3", "-c", Script()], [],
            [new(input, "/cache/probe")], ["/scratch"]);
        var disks = new RunDisks(engine, settings);
        var name = CagedRunner.ContainerName(run);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        cancel = limit.Token;
        try
        {
            if (engine.IsPodman)
                await PodmanFiles.PlaceAsync(engine, settings.Helper, cancel);
            var spec = change(CageSpec.Of(run, settings, slot, await disks.MakeAsync(run, slot, cancel)));
            var id = await engine.Containers.CreateAsync(name, spec, cancel);
            using var frames = await engine.Containers.AttachAsync(id, cancel);
            var end = await engine.Containers.WaitAsync(id, next: true, cancel);
            await engine.Containers.StartAsync(id, cancel);
            var log = new RunLog(1 << 20);
            var buffer = new byte[16 << 10];
            while (await frames.ReadAsync(buffer, cancel) is > 0 and var read)
                log.Add(buffer.AsSpan(0, read));
            var exit = (await end).StatusCode;
            var said = log.ToArray();
            return exit == 0 ? [.. Faults(JsonDocument.Parse(said).RootElement, settings, slot)]
                : [$"the probe ended with {exit}: {OutputReader.Harmless(System.Text.Encoding.UTF8.GetString(said))}"];
        }
        finally
        {
            await engine.Containers.RemoveAsync(name, CancellationToken.None);
            await disks.RemoveAsync(run, CancellationToken.None);
        }
    }

    static string Script()
    {
        using var stream = typeof(AdmissionProbe).Assembly.GetManifestResourceStream("probe.py")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    static IEnumerable<string> Faults(JsonElement report, CageSettings settings, RunSlot slot)
    {
        string? Unlike(string what, string got, string wanted) =>
            got == wanted ? null : $"{what} is {got}, not {wanted}";
        string Text(string name) => report.GetProperty(name).ToString();

        IEnumerable<string?> all =
        [
            Unlike("the user", Text("uid"), slot.User.ToString(CultureInfo.InvariantCulture)),
            Unlike("the group", Text("gid"), ImageBuilder.RunGroup.ToString(CultureInfo.InvariantCulture)),
            Unlike("the number of interfaces", Text("interfaces"), "[\"lo\"]"),
            Unlike("no_new_privileges", Text("no_new_privileges"), "1"),
            Unlike("seccomp", Text("seccomp"), "2"),
            Unlike("HOME", Text("home"), "/tmp"),
            Unlike("the host name", Text("hostname"), "run"),
            Inits.Contains(Text("init")) ? null : $"the first process is {Text("init")}, not an init",
            .. report.GetProperty("writable").EnumerateArray().Select(place =>
                Writable.Contains(place.GetString()!) ? null : $"{place} can be written to"),
            Unlike("descriptors", Limit(report, "nofile"), $"{settings.OpenFiles}"),
            Unlike("the size of core files", Limit(report, "core"), "0"),
            Unlike("the size of message queues", Limit(report, "msgqueue"), "0"),
            Unlike("memory", Text("memory"), $"{settings.Memory}"),
            .. report.GetProperty("capabilities").EnumerateArray().Select(
                set => Unlike("a capability set", set.GetString()!, "0000000000000000")),
            .. report.GetProperty("sockets").EnumerateObject().Select(family => Families.Contains(family.Name)
                ? Unlike($"a socket of family {family.Name}", family.Value.GetString()!, "allowed")
                : Unlike($"a socket of family {family.Name}", family.Value.GetString()!, "EPERM")),
            .. report.GetProperty("calls").EnumerateObject().Select(
                call => Unlike($"the call {call.Name}", call.Value.GetString()!, "EPERM")),
            Unlike("the ioctl FS_IOC_FSSETXATTR", Text("fssetxattr"), "EPERM"),
            Text("calls32") == "allowed" ? "calls of 32-bit programs are allowed" : null,
            // Read-only as such: that a user lacks permissions is not the same.
            .. ReadOnlyPlaces.Select(place => Unlike($"an attempt to write to {place}", Text(place), "EROFS")),
            .. KernelPlaces.Select(place => Text(place) == "allowed" ? $"{place} can be written to" : null),
            .. report.GetProperty("devices").EnumerateArray().Select(
                device => Devices.Contains(device.GetString()!) ? null : $"the device {device} is there"),
            .. Disk(report, "tmp", settings.Temporary, settings.TemporaryFiles, "nosuid", "nodev"),
            .. Disk(report, "output", settings.Output, settings.OutputFiles, "nosuid", "nodev", "noexec"),
            .. Disk(report, "scratch", settings.Scratch, settings.ScratchFiles, "nosuid", "nodev"),
            .. Disk(report, "shm", settings.SharedMemory, long.MaxValue, "nosuid", "nodev", "noexec"),
            // The init process and the probe's own count as well.
            report.GetProperty("pids").GetInt64() is var pids && pids <= settings.Pids ? null
                : $"{pids} threads can be made, not {settings.Pids}",
            Text("cpu") is "-1" or "max 100000" ? "there is no limit on processor time" : null,
        ];
        return all.OfType<string>();
    }

    static string Limit(JsonElement report, string name)
    {
        var pair = report.GetProperty("limits").GetProperty(name);
        return pair[0].GetInt64() == pair[1].GetInt64() ? pair[0].ToString() : pair.ToString();
    }

    /// <summary>
    /// A disk may be a little smaller than asked for, never larger, and has no more files than asked for.
    /// </summary>
    static List<string?> Disk(
        JsonElement report, string name, long bytes, long files, params ReadOnlySpan<string> flags)
    {
        var faults = new List<string?>();
        var disk = report.GetProperty(name);
        if (!disk.TryGetProperty("bytes", out var size))
            return [$"{name} is not there"];
        if (size.GetInt64() > bytes)
            faults.Add($"{name} holds {size} bytes, not {bytes}");
        // ext4 rounds its number of files up to whole groups of blocks.
        const long roundedUp = 8192;
        if (files < long.MaxValue && disk.GetProperty("files").GetInt64() > files + roundedUp)
            faults.Add($"{name} holds {disk.GetProperty("files")} files, not {files}");
        if (disk.GetProperty("write").GetString() != "allowed")
            faults.Add($"{name} cannot be written to: {disk.GetProperty("write")}");
        foreach (var flag in flags)
            if (!disk.GetProperty("flags").EnumerateArray().Any(set => set.GetString() == flag))
                faults.Add($"{name} is not {flag}");
        return faults;
    }
}
