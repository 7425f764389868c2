using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Gradients.Runners.Engine;
using Gradients.Runners.Podman;

namespace Gradients.Runners.Tests.Podman;

public sealed class when_podman_is_asked_for_a_cage
{
    static JsonObject Words(ContainerSpec spec, PodmanFiles? files) => PodmanSpec.Of("name", spec, files);

    static string At(JsonObject words, string name) => words[name]?.ToJsonString() ?? "null";

    [Fact]
    public void it_is_told_every_protection()
    {
        var words = Words(Asked.Cage, Asked.Files);
        foreach (var (name, json) in new[]
        {
            ("user", "\"61004:61000\""), ("cap_drop", "[\"ALL\"]"), ("cap_add", "null"), ("no_new_privileges", "true"),
            ("read_only_filesystem", "true"), ("read_write_tmpfs", "false"), ("init", "true"), ("systemd", "\"false\""),
            ("seccomp_profile_path", "\"/disks/.seccomp\""), ("netns", "{\"nsmode\":\"none\"}"),
            ("ipcns", "{\"nsmode\":\"private\"}"), ("cgroupns", "{\"nsmode\":\"private\"}"), ("stop_signal", "9"),
            ("unmask", "null"), ("image_volume_mode", "\"ignore\""), ("shm_size", "67108864"),
            ("resource_limits", "{\"memory\":{\"limit\":2147483648,\"swap\":2147483648},\"pids\":{\"limit\":512},"
                + "\"cpu\":{\"quota\":100000,\"period\":100000,\"cpus\":\"0-1\"}}"),
        })
            Assert.Equal((name, json), (name, At(words, name)));
        Assert.Contains("{\"type\":\"nofile\",\"soft\":4096,\"hard\":4096}", At(words, "r_limits"),
            StringComparison.Ordinal);
        Assert.Contains("{\"type\":\"core\",\"soft\":0,\"hard\":0}", At(words, "r_limits"), StringComparison.Ordinal);
    }

    [Fact]
    public void nothing_is_run_from_the_output_and_nothing_is_filled_by_podman() => Assert.Equal(
        ["/app/checkpoints rprivate,nosuid,nodev,noexec,nocopy", "/workspace rprivate,nosuid,nodev,exec,nocopy",
            "/tmp rprivate,nosuid,nodev,exec,nocopy"],
        Words(Asked.Cage, Asked.Files)["volumes"]!.AsArray().Select(volume =>
            $"{volume!["Dest"]} {string.Join(',', volume["Options"]!.AsArray().Select(option => $"{option}"))}"));

    [Fact]
    public void inputs_and_names_of_hosts_are_read_only() => Assert.Equal(
        ["/usr/sbin /cache/models/x--1 rbind,rprivate,ro", "/etc/hostname /cache/datasets/t1.json rbind,rprivate,ro",
            "/disks/.hosts /etc/hosts rbind,rprivate,ro"],
        Words(Asked.Cage, Asked.Files)["mounts"]!.AsArray().Select(mount =>
            $"{mount!["source"]} {mount["destination"]} "
            + string.Join(',', mount["options"]!.AsArray().Select(option => $"{option}"))));

    [Fact]
    public void a_helper_reaches_loop_devices_and_sees_which_there_are()
    {
        var words = Words(new() { Image = "helper", HostConfig = new() { DeviceCgroupRules = ["b 7:* rwm"] } }, null);
        Assert.Equal("[{\"allow\":true,\"type\":\"b\",\"major\":7,\"minor\":null,\"access\":\"rwm\"}]",
            At(words, "device_cgroup_rule"));
        Assert.Equal("[\"/sys/dev/block\"]", At(words, "unmask"));
        Assert.Equal("null", At(words, "seccomp_profile_path"));
    }

    [Fact]
    public void a_memory_disk_has_its_size_in_pages_and_another_is_left_as_it_is()
    {
        var memory = PodmanSpec.Of(Volume("tmpfs", "nosuid,nodev,size=16777216,nr_inodes=1000,uid=61004,gid=61000"));
        Assert.Equal("nosuid,nodev,nr_blocks=4096,nr_inodes=1000,uid=61004,gid=61000", memory.DriverOpts["o"]);
        Assert.Equal("nosuid,nodev", PodmanSpec.Of(Volume("ext4", "nosuid,nodev")).DriverOpts["o"]);
    }

    static VolumeSpec Volume(string type, string options) => new("v", "local", ImmutableSortedDictionary<string, string>
        .Empty.Add("type", type).Add("device", "x").Add("o", options), ImmutableSortedDictionary<string, string>.Empty);
}
