using System.Net;
using System.Net.Sockets;
using System.Text;
using Gradients.Runners.Cage;
using Gradients.Runners.Engine;
using Gradients.Runners.Runs;

namespace Gradients.Host.Tests.Runs;

public sealed class when_a_miner_is_hostile(HostileImage image) : IClassFixture<HostileImage>
{
    static string Text(RunResult result) => Encoding.UTF8.GetString(result.Log);

    Task<RunResult> RunAsync(string kind, double seconds = 30) => image.RunAsync(image.Order(kind, seconds));

    static string Refused(RunResult result)
    {
        var refused = Assert.IsType<RunOutput.Refused>(result.Output);
        Assert.DoesNotContain(refused.Detail, char.IsControl);
        return refused.Reason;
    }

    [Fact]
    public async Task a_fork_bomb_stays_within_its_number_of_processes()
    {
        var result = await RunAsync("fork-bomb", 4);
        Assert.Equal(RunEnd.Deadline, result.End);
        Assert.InRange(result.Use.PeakPids, 10, Cages.Tiny.Pids);
        Assert.InRange(result.Use.PeakBytes, 1, Cages.Tiny.Memory);
        Assert.IsType<RunOutput.Taken>(result.Output);
    }

    [Fact]
    public async Task a_memory_hog_is_killed_and_a_child_that_is_does_not_end_the_run()
    {
        var hog = await RunAsync("hog-itself");
        Assert.Equal((137, true), (hog.Exit, hog.OutOfMemory));
        var child = await RunAsync("memory-hog");
        Assert.Equal((RunEnd.Exited, 0, true), (child.End, child.Exit, child.OutOfMemory));
        Assert.Contains("\"oom\":true", Encoding.UTF8.GetString(child.Facts()), StringComparison.Ordinal);
        Assert.IsType<RunOutput.Taken>(child.Output);
    }

    [Fact]
    public async Task a_disk_filler_fills_its_own_disks_alone()
    {
        var said = Text(await RunAsync("disk-filler"));
        foreach (var (folder, megabytes) in new[]
        {
            ("/app/checkpoints", Cages.Tiny.Output >> 20), ("/tmp", Cages.Tiny.Temporary >> 20),
            ("/dev/shm", Cages.Tiny.SharedMemory >> 20), ("/workspace", Cages.Tiny.Scratch >> 20),
        })
        {
            var line = said.Split('\n').Single(line =>
                line.StartsWith(folder + " ", StringComparison.Ordinal)).Split(' ');
            Assert.Equal("ENOSPC", line[1]);
            Assert.InRange(int.Parse(line[2], System.Globalization.CultureInfo.InvariantCulture), 1, megabytes);
        }
    }

    /// <summary>The number of each disk; ext4 fills its table of files up to a whole block.</summary>
    [Fact]
    public async Task an_inode_filler_runs_out_of_names()
    {
        var said = Text(await RunAsync("inode-filler"));
        const int ofBlock = 16;
        foreach (var (folder, files) in new[]
        {
            ("/tmp", Cages.Tiny.TemporaryFiles), ("/workspace", Cages.Tiny.ScratchFiles + ofBlock),
            ("/app/checkpoints", Cages.Tiny.OutputFiles + ofBlock),
        })
        {
            var line = said.Split('\n').Single(line =>
                line.StartsWith(folder + " ", StringComparison.Ordinal)).Split(' ');
            Assert.Equal("ENOSPC", line[1]);
            Assert.InRange(int.Parse(line[2], System.Globalization.CultureInfo.InvariantCulture), 100, files);
        }
    }

    [Fact]
    public async Task a_log_flood_is_cut_at_its_budget()
    {
        var result = await RunAsync("log-flood");
        Assert.Equal(RunEnd.LogBudget, result.End);
        Assert.True(result.Use.WallSeconds < 20, $"{result.Use.WallSeconds} s");
        Assert.True(result.Log.Length < 2 << 20);
        Assert.Contains("bytes left out", Text(result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_descriptor_leak_ends_at_the_limit() =>
        Assert.Contains($"EMFILE {Cages.Tiny.OpenFiles - 3}", Text(await RunAsync("descriptor-leak")),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("sleeper")]
    [InlineData("deaf")]
    public async Task whoever_overstays_is_ended_and_what_it_left_counts(string kind)
    {
        var result = await RunAsync(kind, 2);
        Assert.Equal((RunEnd.Deadline, 137), (result.End, result.Exit));
        Assert.InRange(result.Use.WallSeconds, 2, 12);
        Assert.Equal("model.txt", Assert.Single(Assert.IsType<RunOutput.Taken>(result.Output).Files).Path);
    }

    [Fact]
    public async Task a_daemonised_orphan_ends_with_its_run()
    {
        var result = await RunAsync("orphan");
        Assert.Equal((RunEnd.Exited, 0), (result.End, result.Exit));
        Assert.True(result.Use.WallSeconds < 20);
    }

    [Fact]
    public async Task no_network_of_any_kind_is_reached()
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var said = Text(await image.RunAsync(image.Order("network", 30, $"x/{port}")));
        Assert.DoesNotContain("REACHED", said, StringComparison.Ordinal);
        Assert.Equal(6, said.Split('\n').Count(line => line.Contains("closed", StringComparison.Ordinal)));
        Assert.Contains("vsock closed 1\n", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task nothing_but_its_own_folders_is_writable() =>
        Assert.DoesNotContain("OPEN", Text(await RunAsync("writer")), StringComparison.Ordinal);

    [Fact]
    public async Task an_image_that_names_its_user_its_signal_and_its_health_check_gets_none_of_them()
    {
        var order = image.Order("patient");
        var result = await image.RunAsync(order);
        Assert.Equal($"user {order.Slot.User} 61000\nchecked False\n", Text(result));
        Assert.Equal("SIGKILL", result.Cage.Settings["StopSignal"]);
    }

    [Fact]
    public async Task a_neighbour_is_served_while_another_takes_all_it_can()
    {
        var starver = image.Order("starver");
        var neighbour = image.Order("neighbour");
        Assert.NotEqual(starver.Slot.User, neighbour.Slot.User);
        var both = await Task.WhenAll(image.RunAsync(starver), image.RunAsync(neighbour));
        Assert.Contains("taken", Text(both[0]), StringComparison.Ordinal);
        Assert.Contains("neighbour served", Text(both[1]), StringComparison.Ordinal);
        Assert.IsType<RunOutput.Taken>(both[1].Output);
    }

    [Theory]
    [InlineData("symlink", "output_not_a_file")]
    [InlineData("symlinked-folder", "output_not_a_file")]
    [InlineData("hard-link", "output_not_a_file")]
    [InlineData("fifo", "output_not_a_file")]
    [InlineData("deep", "output_path_not_allowed")]
    [InlineData("sparse", "output_too_large")]
    [InlineData("crowded-output", "output_too_many_files")]
    [InlineData("ugly-names", "output_path_not_allowed")]
    public async Task an_output_that_is_more_than_plain_files_is_refused(string kind, string reason) =>
        Assert.Equal(reason, Refused(await RunAsync(kind)));

    [Fact]
    public async Task a_device_cannot_be_made() =>
        Assert.Contains("mknod EPERM", Text(await RunAsync("device")), StringComparison.Ordinal);

    [Fact]
    public async Task noise_in_the_log_is_kept_as_it_came()
    {
        var result = await RunAsync("noise");
        Assert.Equal([0xff, 0xfe, 0x00, 0x80], result.Log[..4]);
        Assert.IsType<RunOutput.Taken>(result.Output);
    }

    [Fact]
    public async Task its_environment_holds_nothing_of_ours()
    {
        Environment.SetEnvironmentVariable("GRADIENTS_TEST_SECRET", "do-not-pass-on");
        var said = Text(await RunAsync("environment"));
        Assert.DoesNotContain("do-not-pass-on", said, StringComparison.Ordinal);
        var names = said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]).Order();
        Assert.Equal(["HF_DATASETS_OFFLINE", "HF_HUB_OFFLINE", "HOME", "HOSTNAME", "LC_CTYPE",
            "NVIDIA_DRIVER_CAPABILITIES", "NVIDIA_VISIBLE_DEVICES", "PATH", "PYTHONUNBUFFERED", "TMPDIR",
            "TRANSFORMERS_OFFLINE"], names);
    }

    [Theory]
    [InlineData("/nowhere", 127)]
    [InlineData("/etc/passwd", 126)]
    public async Task an_entrypoint_that_cannot_be_started_is_a_result(string program, int exit)
    {
        var order = image.Order("sleeper");
        var result = await image.RunAsync(order with { Run = order.Run with { Entrypoint = [program] } });
        Assert.True(result.EntrypointMissing, $"{result.Exit}");
        Assert.Contains(result.Exit, new[] { exit, 127 });
        Assert.IsType<RunOutput.Missing>(result.Output);
    }
}
