using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Gradients.Runners.Engine;

namespace Gradients.Runners.Podman;

/// <summary>
/// What we ask of an engine, in Podman's own words (its libpod API): asked in Docker's words it adds writable folders
/// to a read-only root, and lets no helper reach loop devices. What is not said there (GPUs, memory disks with an
/// owner) is missing when the cage is compared, and no run starts in it.
/// </summary>
static class PodmanSpec
{
    /// <summary>Where containers are made and shown: the oldest libpod API that Podman 4 and 5 both speak.</summary>
    internal const string Root = "/v4.0.0/libpod/";

    /// <summary>
    /// Podman sets these two limits where nobody asks for them, higher than a host may allow. Processes are counted by
    /// user, and each run has one of its own: its real limit is that of its group.
    /// </summary>
    internal const long Processes = 32_768, OpenFiles = 1024;

    /// <summary>Bytes of a page, in which a memory disk's size has to be given.</summary>
    const long Page = 4096;

    const int Kill = 9;

    /// <param name="files">Our own files on the host, for a container with a seccomp profile of its own.</param>
    internal static JsonObject Of(string name, ContainerSpec spec, PodmanFiles? files)
    {
        var host = spec.HostConfig ?? new();
        return new()
        {
            ["name"] = name,
            ["image"] = spec.Image,
            ["entrypoint"] = Texts(spec.Entrypoint),
            ["command"] = Texts(spec.Cmd),
            ["env"] = new JsonObject((spec.Env ?? []).Select(Variable)),
            ["unsetenv"] = new JsonArray("TERM", "container"), // Podman's own, which Docker has not.
            ["user"] = spec.User,
            ["hostname"] = spec.Hostname,
            ["work_dir"] = spec.WorkingDir,
            ["labels"] = new JsonObject((spec.Labels ?? ImmutableSortedDictionary<string, string>.Empty)
                .Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value))),
            ["stop_signal"] = spec.StopSignal == "SIGKILL" ? Kill : null,
            ["healthconfig"] = spec.Healthcheck is { } health ? new JsonObject { ["Test"] = Texts(health.Test) } : null,
            ["netns"] = Namespace(host.NetworkMode),
            ["ipcns"] = Namespace("private"),
            ["cgroupns"] = Namespace(host.CgroupnsMode),
            ["pidns"] = Namespace("private"),
            ["utsns"] = Namespace("private"),
            ["userns"] = Namespace("host"),
            ["cgroups_mode"] = "enabled",
            ["read_only_filesystem"] = host.ReadonlyRootfs,
            ["read_write_tmpfs"] = false, // Newer ones ask; 4.3 adds writable folders to Docker's words alone.
            ["init"] = host.Init,
            ["oci_runtime"] = host.Runtime,
            ["cap_drop"] = Texts(host.CapDrop),
            ["cap_add"] = Texts(host.CapAdd),
            ["no_new_privileges"] = host.SecurityOpt?.Contains("no-new-privileges"),
            ["seccomp_profile_path"] = files?.Profile,
            // For whoever inspects it: Podman shows this and not the profile itself.
            ["annotations"] = files is null ? null : new JsonObject { [PodmanShown.ProfileLabel] = files.Profile },
            ["device_cgroup_rule"] = new JsonArray([.. (host.DeviceCgroupRules ?? []).Select(Rule)]),
            // Who may reach loop devices has to see which there are: a disk that is not found is never detached.
            ["unmask"] = host.DeviceCgroupRules is null ? null : new JsonArray("/sys/dev/block"),
            ["use_image_hosts"] = files is null ? null : true,
            ["manage_password"] = false, // Users are those of the image.
            ["mounts"] = new JsonArray([.. Binds(host, files)]),
            ["volumes"] = new JsonArray([.. Volumes(host)]),
            ["image_volumes"] = new JsonArray([.. Images(host)]),
            ["image_volume_mode"] = "ignore",
            ["shm_size"] = host.ShmSize,
            ["resource_limits"] = Resources(host),
            ["r_limits"] = new JsonArray([.. Limits(host)]),
            ["restart_policy"] = host.RestartPolicy?.Name,
            ["log_configuration"] = new JsonObject { ["driver"] = "k8s-file", ["size"] = PodmanShown.LogBytes },
            ["httpproxy"] = false,
            ["systemd"] = "false",
            ["sdnotifyMode"] = "ignore",
        };
    }

    /// <summary>
    /// A memory disk's size is counted in pages: Podman takes <c>size</c> for a quota of the disk below.
    /// </summary>
    internal static VolumeSpec Of(VolumeSpec spec) => spec.DriverOpts.GetValueOrDefault("type") != "tmpfs" ? spec
        : spec with
        {
            DriverOpts = spec.DriverOpts.SetItem("o", string.Join(',', spec.DriverOpts["o"].Split(',').Select(option =>
                option.StartsWith("size=", StringComparison.Ordinal)
                    ? "nr_blocks=" + Text(long.Parse(option["size=".Length..], CultureInfo.InvariantCulture) / Page)
                    : option))),
        };

    static JsonArray? Texts(ImmutableArray<string>? texts) =>
        texts is { } some ? new([.. some.Select(text => (JsonNode?)text)]) : null;

    static KeyValuePair<string, JsonNode?> Variable(string setting)
    {
        var at = setting.IndexOf('=', StringComparison.Ordinal);
        return new(setting[..at], setting[(at + 1)..]);
    }

    static JsonObject? Namespace(string? mode) => mode is null ? null : new() { ["nsmode"] = mode };

    /// <summary><c>b 7:* rwm</c> and the like.</summary>
    static JsonNode Rule(string rule)
    {
        var parts = rule.Split(' ', ':');
        return new JsonObject
        {
            ["allow"] = true,
            ["type"] = parts[0],
            ["major"] = int.Parse(parts[1], CultureInfo.InvariantCulture),
            ["minor"] = parts[2] == "*" ? (JsonNode?)null : int.Parse(parts[2], CultureInfo.InvariantCulture),
            ["access"] = parts[3],
        };
    }

    static IEnumerable<JsonNode?> Binds(HostSpec host, PodmanFiles? files)
    {
        foreach (var mount in host.Mounts ?? [])
            if (mount.Type == "bind")
                yield return Bind(mount.Source, mount.Target, mount.ReadOnly);
        if (files is not null)
            yield return Bind(files.Hosts, PodmanFiles.HostsTarget, readOnly: true);
    }

    static JsonObject Bind(string source, string target, bool readOnly) => new()
    {
        ["type"] = "bind",
        ["source"] = source,
        ["destination"] = target,
        ["options"] = new JsonArray("rbind", "rprivate", readOnly ? "ro" : "rw"),
    };

    /// <summary>Podman mounts a volume once more into the container, and forgets there that nothing is to be run from
    /// it.</summary>
    static IEnumerable<JsonNode?> Volumes(HostSpec host) =>
        from mount in host.Mounts ?? []
        where mount.Type == "volume"
        select new JsonObject
        {
            ["Name"] = mount.Source,
            ["Dest"] = mount.Target,
            // Never filled by Podman: see RunDisks.FillAsync.
            ["Options"] = new JsonArray(
                "rprivate", "nosuid", "nodev", mount.IsExecutable ? "exec" : "noexec", "nocopy"),
        };

    static IEnumerable<JsonNode?> Images(HostSpec host) =>
        from mount in host.Mounts ?? []
        where mount.Type == "image"
        select new JsonObject
        {
            ["Source"] = mount.Source,
            ["Destination"] = mount.Target,
            ["ReadWrite"] = !mount.ReadOnly,
        };

    static JsonObject Resources(HostSpec host)
    {
        const long period = 100_000; // microseconds
        const long nanoseconds = 1_000_000_000;
        var resources = new JsonObject();
        if (host.Memory is { } memory)
            resources["memory"] = new JsonObject { ["limit"] = memory, ["swap"] = host.MemorySwap };
        if (host.PidsLimit is { } pids)
            resources["pids"] = new JsonObject { ["limit"] = pids };
        var processors = new JsonObject();
        if (host.NanoCpus is { } nano and > 0)
            (processors["quota"], processors["period"]) = (nano * period / nanoseconds, period);
        if (host.CpusetCpus is { Length: > 0 } set)
            processors["cpus"] = set;
        resources["cpu"] = processors;
        return resources;
    }

    static IEnumerable<JsonNode?> Limits(HostSpec host)
    {
        var limits = (host.Ulimits ?? []).ToDictionary(limit => limit.Name, StringComparer.Ordinal);
        limits.TryAdd("nproc", new("nproc", Processes, Processes));
        limits.TryAdd("nofile", new("nofile", OpenFiles, OpenFiles));
        return limits.Values.Select(limit =>
            new JsonObject { ["type"] = limit.Name, ["soft"] = limit.Soft, ["hard"] = limit.Hard });
    }

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
