using System.Text;
using Gradients.Runners.Cage;
using Gradients.Runners.Engine;
using Gradients.Runners.Runs;

namespace Gradients.Host.Tests.Podman;

/// <summary>After each run nothing of it is left; that is looked for with it.</summary>
public sealed class when_a_run_lives_on_podman(PodmanHost podman) : IClassFixture<PodmanHost>
{
    static string Text(RunResult result) => Encoding.UTF8.GetString(result.Log);

    Task<RunResult> RunAsync(string kind, double seconds = 30, bool disksInMemory = false) => podman.RunAsync(
        podman.Order(kind, seconds), Cages.Tiny with { DisksInMemory = disksInMemory });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task it_is_told_of_its_task_and_what_it_leaves_is_taken(bool disksInMemory)
    {
        var result = await RunAsync("trainer", 30, disksInMemory);
        Assert.Equal((RunEnd.Exited, 0, "from-the-image\n"), (result.End, result.Exit, Text(result)));
        var taken = Assert.IsType<RunOutput.Taken>(result.Output);
        Assert.Equal("0.01 27.0\n", await File.ReadAllTextAsync(Path.Combine(taken.Folder, "model.txt")));
    }

    [Fact]
    public async Task its_cage_is_read_back_and_recorded_in_the_same_words()
    {
        var cage = (await RunAsync("environment")).Cage.Settings;
        Assert.Equal("ALL", cage["HostConfig.CapDrop[0]"]);
        Assert.Equal($"seccomp={SeccompProfile.Digest}", cage["HostConfig.SecurityOpt[1]"]);
        Assert.Equal("private", cage["HostConfig.CgroupnsMode"]);
        Assert.Equal($"{Cages.Tiny.Pids}", cage["HostConfig.PidsLimit"]);
        Assert.Equal(
            ["/app/checkpoints", "/cache/datasets/environment_train_data.json", "/cache/models/x--1", "/tmp",
                "/workspace"],
            cage.Where(setting => setting.Key.StartsWith("HostConfig.Mounts", StringComparison.Ordinal)
                && setting.Key.EndsWith(".Target", StringComparison.Ordinal))
                .Select(setting => setting.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task a_podman_that_did_otherwise_is_found_out()
    {
        var order = podman.Order("environment");
        var spec = CageSpec.Of(
            order.Run, Cages.Tiny, order.Slot, [new("elsewhere", CageSpec.TemporaryFolder, false, true)]);
        var wider = spec with
        {
            User = "0:0",
            HostConfig = spec.HostConfig! with
            {
                Memory = null, MemorySwap = null, CapAdd = ["SYS_PTRACE"], CapDrop = null, Init = false,
                Mounts = [.. spec.HostConfig!.Mounts!.Value, new("bind", "/etc", "/mnt", false)],
            },
        };
        var id = await podman.Engine.Containers.CreateAsync($"wider-{Guid.NewGuid():N}", wider);
        var readBack = CageRecord.ReadBack(spec, await podman.Engine.Containers.InspectRawAsync(id, spec));
        await podman.Engine.Containers.RemoveAsync(id);
        await podman.Engine.Volumes.RemoveAsync("elsewhere");
        var differences = string.Join('\n', CageRecord.Asked(spec).DifferencesFrom(readBack));
        foreach (var difference in new[]
        {
            "HostConfig.Memory is unset, not ", "HostConfig.CapAdd[0] is CAP_SYS_PTRACE, not unset",
            "HostConfig.CapDrop[0] is unset, not ALL", "HostConfig.Init is unset, not true",
            "HostConfig.Mounts[3].Source is /etc, not unset", $"User is 0:0, not {order.Slot.User}:61000",
        })
            Assert.Contains(difference, differences, StringComparison.Ordinal);
    }

    /// <summary>Podman 4.3 says nothing of a kill for want of memory: the exit code has to do.</summary>
    [Fact]
    public async Task memory_ends_at_the_limit()
    {
        var hog = await RunAsync("hog-itself");
        Assert.Equal((RunEnd.Exited, 137), (hog.End, hog.Exit));
        var child = await RunAsync("memory-hog");
        Assert.Equal((RunEnd.Exited, 0), (child.End, child.Exit));
        Assert.IsType<RunOutput.Taken>(child.Output);
    }

    [Fact]
    public async Task processes_end_at_the_limit_and_time_at_the_deadline()
    {
        var result = await RunAsync("fork-bomb", 3);
        Assert.Equal((RunEnd.Deadline, 137), (result.End, result.Exit));
        Assert.InRange(result.Use.PeakPids, 10, Cages.Tiny.Pids);
        Assert.IsType<RunOutput.Taken>(result.Output);
    }

    [Fact]
    public async Task disks_end_at_their_size()
    {
        var said = Text(await RunAsync("disk-filler"));
        Assert.Equal(4, said.Split('\n').Count(line => line.Contains(" ENOSPC ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task a_log_flood_is_cut_at_its_budget() =>
        Assert.Equal(RunEnd.LogBudget, (await RunAsync("log-flood")).End);

    [Fact]
    public async Task nothing_but_its_own_folders_is_writable_and_nothing_of_its_host_is_told()
    {
        Assert.DoesNotContain("OPEN", Text(await RunAsync("writer")), StringComparison.Ordinal);
        var order = podman.Order("environment");
        var told = await podman.RunAsync(order with
        {
            Run = order.Run with { Entrypoint = ["/bin/cat", "/etc/hosts"], Arguments = [] },
        });
        Assert.Equal("127.0.0.1 localhost run\n::1 localhost\n", Text(told));
    }

    [Fact]
    public async Task an_output_that_is_more_than_plain_files_is_refused() =>
        Assert.Equal("output_not_a_file", Assert.IsType<RunOutput.Refused>((await RunAsync("symlink")).Output).Reason);

    /// <summary>Its init process is the one that fails: with an exit code of its own.</summary>
    [Fact]
    public async Task an_entrypoint_that_cannot_be_started_is_a_result()
    {
        var order = podman.Order("sleeper");
        var result = await podman.RunAsync(order with { Run = order.Run with { Entrypoint = ["/nowhere"] } });
        Assert.Equal((RunEnd.Exited, 1), (result.End, result.Exit));
        Assert.IsType<RunOutput.Missing>(result.Output);
    }

    [Fact]
    public async Task what_ended_well_while_nobody_watched_counts()
    {
        var order = podman.Order("trainer");
        var runner = new CagedRunner(podman.Engine, Cages.Tiny);
        var calls = new RunCalls(_ => throw new RunLeftException(), _ => Task.CompletedTask,
            () => Task.FromResult(true), CancellationToken.None);
        await Assert.ThrowsAsync<RunLeftException>(() => runner.CarryAsync(order, calls, CancellationToken.None));
        await await podman.Engine.Containers.WaitAsync(CagedRunner.ContainerName(order.Run), next: false);
        var result = await runner.ResumeAsync(
            order, calls with { Started = _ => Task.FromResult(order.Time) }, CancellationToken.None);
        Assert.Equal((RunEnd.Exited, 0, "from-the-image\n"), (result!.End, result.Exit, Text(result)));
        Assert.IsType<RunOutput.Taken>(result.Output);
        await podman.NothingIsLeftAsync(order);
    }

    [Fact]
    public async Task what_has_no_live_lease_is_swept_away()
    {
        var order = podman.Order("sleeper");
        var volumes = await new RunDisks(podman.Engine, Cages.Tiny).MakeAsync(order.Run, order.Slot, default);
        await podman.Engine.Containers.StartAsync(await podman.Engine.Containers.CreateAsync(
            CagedRunner.ContainerName(order.Run), CageSpec.Of(order.Run, Cages.Tiny, order.Slot, volumes)));
        Assert.Contains(order.Run.Lease, await HostSweep.SweepAsync(podman.Engine, Cages.Tiny, []));
        await podman.NothingIsLeftAsync(order);
    }
}
