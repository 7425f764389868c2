using System.Text.Json.Nodes;
using Gradients.Runners.Cage;
using Gradients.Runners.Podman;
using Gradients.Testing;

namespace Gradients.Runners.Tests.Podman;

/// <summary>The inspection is one of Podman 4.3.1, of a cage that was made as it was asked for.</summary>
public sealed class when_podman_shows_a_cage
{
    static JsonObject Recorded() => JsonNode.Parse(File.ReadAllText(Path.Combine(
        GoldenFolder.RepositoryRoot, "tests/Runners.Tests/Podman/inspection-4.3.1.json")))!.AsObject();

    static string Differences(Action<JsonObject> change)
    {
        var inspected = Recorded();
        change(inspected);
        var shown = PodmanShown.InDockersWords(Asked.Cage, Asked.Files, inspected);
        return string.Join('\n',
            CageRecord.Asked(Asked.Cage).DifferencesFrom(CageRecord.ReadBack(Asked.Cage, shown)));
    }

    [Fact]
    public void one_that_is_as_it_was_asked_does_not_differ() => Assert.Equal("", Differences(_ => { }));

    [Fact]
    public void it_is_recorded_as_docker_would_show_it()
    {
        var shown = CageRecord.ReadBack(
            Asked.Cage, PodmanShown.InDockersWords(Asked.Cage, Asked.Files, Recorded()));
        Assert.Equal(CageRecord.Asked(Asked.Cage).Digest, shown.Digest);
    }

    /// <summary>Podman 5 shows a list.</summary>
    [Fact]
    public void an_entrypoint_may_be_a_list() => Assert.Equal("", Differences(inspected =>
        inspected["Config"]!["Entrypoint"] = new JsonArray("python3", "-c", "pass")));

    [Theory]
    [InlineData("HostConfig.IpcMode", "\"host\"", "IpcMode is host, not private")]
    [InlineData("HostConfig.PidMode", "\"host\"", "PidMode is host, not unset")]
    [InlineData("HostConfig.UTSMode", "\"host\"", "UTSMode is host, not unset")]
    [InlineData("HostConfig.UsernsMode", "\"keep-id\"", "UsernsMode is keep-id, not unset")]
    [InlineData("HostConfig.CgroupMode", "\"host\"", "CgroupnsMode is host, not private")]
    [InlineData("HostConfig.NetworkMode", "\"bridge\"", "NetworkMode is bridge, not none")]
    [InlineData("HostConfig.CapAdd", "[\"CAP_SYS_PTRACE\"]", "CapAdd[0] is CAP_SYS_PTRACE, not unset")]
    [InlineData("BoundingCaps", "[\"CAP_NET_RAW\"]", "CapDrop[0] is CAP_AUDIT_WRITE, not ALL")]
    [InlineData("EffectiveCaps", "[\"CAP_NET_RAW\"]", "CapDrop[0] is CAP_AUDIT_WRITE, not ALL")]
    [InlineData("HostConfig.SecurityOpt", "[\"no-new-privileges\"]", "SecurityOpt[1] is unset, not seccomp=sha256:")]
    [InlineData("HostConfig.SecurityOpt", "[\"seccomp=/disks/.seccomp\"]", "SecurityOpt[0] is seccomp=sha256:")]
    [InlineData("HostConfig.SecurityOpt", "[\"no-new-privileges\", \"seccomp=unconfined\"]",
        "SecurityOpt[1] is seccomp=unconfined, not seccomp=sha256:")]
    [InlineData("HostConfig.Privileged", "true", "Privileged is true, not unset")]
    [InlineData("HostConfig.ReadonlyRootfs", "false", "ReadonlyRootfs is unset, not true")]
    [InlineData("HostConfig.Init", "false", "Init is unset, not true")]
    [InlineData("HostConfig.Memory", "0", "Memory is unset, not 2147483648")]
    [InlineData("HostConfig.PidsLimit", "0", "PidsLimit is unset, not 512")]
    [InlineData("HostConfig.NanoCpus", "0", "NanoCpus is unset, not 1000000000")]
    [InlineData("HostConfig.CpusetCpus", "\"\"", "CpusetCpus is unset, not 0-1")]
    [InlineData("HostConfig.Ulimits", "[]", "Ulimits[2].Name is unset, not nofile")]
    [InlineData("HostConfig.LogConfig.Type", "\"journald\"", "LogConfig.Type is journald, not json-file")]
    [InlineData("HostConfig.LogConfig.Size", "\"0B\"", "LogConfig.Type is k8s-file, not json-file")]
    [InlineData("Config.StopSignal", "15", "StopSignal is 15, not SIGKILL")]
    [InlineData("Config.User", "\"0:0\"", "User is 0:0, not 61004:61000")]
    [InlineData("Config.Entrypoint", "\"/bin/sh\"", "Entrypoint is /bin/sh, not unset")]
    [InlineData("Image", "\"0123\"", "Image is sha256:0123, not sha256:23caffe1")]
    public void what_is_otherwise_differs(string path, string json, string difference) => Assert.Contains(
        difference, Differences(inspected => Set(inspected, path, JsonNode.Parse(json))), StringComparison.Ordinal);

    [Fact]
    public void a_limit_of_processes_that_is_not_ours_differs() => Assert.Contains(
        "Ulimits[3].Soft is 10, not unset", Differences(inspected => inspected["HostConfig"]!["Ulimits"]!.AsArray()
            .Single(limit => limit!["Name"]!.GetValue<string>() == "RLIMIT_NPROC")!["Soft"] = 10L),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("/cache/models/x--1", "RW", "true", "Mounts[0].ReadOnly is unset, not true")]
    [InlineData("/cache/models/x--1", "Source", "\"/etc\"", "Mounts[0].Source is /etc, not /usr/sbin")]
    [InlineData("/cache/models/x--1", "Propagation", "\"shared\"", "Propagation is shared, not rprivate")]
    [InlineData("/app/checkpoints", "Options", "[\"nosuid\", \"nodev\", \"nocopy\", \"rbind\"]",
        "Mounts[2].Exec is true, not unset")]
    [InlineData("/workspace", "Options", "[\"nosuid\", \"nodev\", \"copy\", \"rbind\"]",
        "Mounts[3].VolumeOptions.NoCopy is unset, not true")]
    [InlineData("/tmp", "Name", "\"another\"", "Mounts[4].Source is another, not t1-lease-2")]
    [InlineData("/etc/hosts", "RW", "true", "Mounts[5].Target is /etc/hosts, not unset")]
    [InlineData("/etc/hosts", "Source", "\"/etc/hosts\"", "Mounts[5].Source is /etc/hosts, not unset")]
    [InlineData("/etc/hosts", "Destination", "\"/etc/passwd\"", "Mounts[5].Target is /etc/passwd, not unset")]
    public void a_mount_that_is_otherwise_differs(string target, string name, string json, string difference) =>
        Assert.Contains(difference, Differences(inspected => inspected["Mounts"]!.AsArray()
            .Single(mount => mount!["Destination"]!.GetValue<string>() == target)![name] = JsonNode.Parse(json)),
            StringComparison.Ordinal);

    static void Set(JsonObject node, string path, JsonNode? value)
    {
        var names = path.Split('.');
        foreach (var name in names[..^1])
            node = node[name]!.AsObject();
        Assert.True(node.ContainsKey(names[^1]), path); // What is changed is there.
        node[names[^1]] = value;
    }
}
