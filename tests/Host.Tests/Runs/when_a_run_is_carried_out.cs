using System.Security.Cryptography;
using System.Text;
using Gradients.Runners.Cage;
using Gradients.Runners.Engine;
using Gradients.Runners.Runs;

namespace Gradients.Host.Tests.Runs;

public sealed class when_a_run_is_carried_out(HostileImage image) : IClassFixture<HostileImage>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task it_is_told_of_its_task_and_what_it_leaves_is_taken(bool disksInMemory)
    {
        var result = await image.RunAsync(image.Order("trainer"), Cages.Tiny with { DisksInMemory = disksInMemory });
        Assert.Equal((RunEnd.Exited, 0), (result.End, result.Exit));
        Assert.Equal("from-the-image\n", Encoding.UTF8.GetString(result.Log));
        var taken = Assert.IsType<RunOutput.Taken>(result.Output);
        var text = "0.01 27.0\n";
        Assert.Equal(text, await File.ReadAllTextAsync(Path.Combine(taken.Folder, "model.txt")));
        var sha = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        Assert.Equal($"{sha} {text.Length} model.txt\n", taken.Manifest);
        Assert.Equal($"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(taken.Manifest)))}",
            taken.Digest);
        Assert.True(result.Use.WallSeconds > 0);
    }

    [Fact]
    public async Task its_cage_is_read_back_before_it_starts_and_recorded()
    {
        var result = await image.RunAsync(image.Order("environment"));
        Assert.StartsWith("cage-1 sha256:", result.Cage.Profile, StringComparison.Ordinal);
        var settings = result.Cage.Settings;
        Assert.Equal("none", settings["HostConfig.NetworkMode"]);
        Assert.Equal("ALL", settings["HostConfig.CapDrop[0]"]);
        Assert.Equal($"seccomp={SeccompProfile.Digest}", settings["HostConfig.SecurityOpt[1]"]);
        Assert.Equal("true", settings["HostConfig.ReadonlyRootfs"]);
        Assert.Equal($"{Cages.Tiny.Memory}", settings["HostConfig.Memory"]);
        Assert.Equal($"{Cages.Tiny.Memory}", settings["HostConfig.MemorySwap"]);
        Assert.Contains("\"HostConfig.PidsLimit\": \"64\"", result.Cage.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task it_is_bound_to_its_own_processors()
    {
        var order = image.Order("environment");
        var result = await image.RunAsync(order with { Slot = order.Slot with { CpuSet = "0" } });
        Assert.Equal("0", result.Cage.Settings["HostConfig.CpusetCpus"]);
    }

    [Fact]
    public async Task nothing_is_mounted_but_its_inputs_and_its_own_disks()
    {
        var result = await image.RunAsync(image.Order("environment"));
        Assert.Equal(
            ["/app/checkpoints", "/cache/datasets/environment_train_data.json", "/cache/models/x--1", "/workspace"],
            result.Cage.Settings.Where(setting => setting.Key.StartsWith("HostConfig.Mounts", StringComparison.Ordinal)
                && setting.Key.EndsWith(".Target", StringComparison.Ordinal))
                .Select(setting => setting.Value).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(result.Cage.Settings.Keys,
            key => key.StartsWith("HostConfig.Binds", StringComparison.Ordinal));
    }

    [Fact]
    public async Task an_engine_that_did_otherwise_is_found_out()
    {
        var order = image.Order("environment");
        var spec = CageSpec.Of(order.Run, Cages.Tiny, order.Slot, []);
        var wider = spec with
        {
            User = "0:0",
            HostConfig = spec.HostConfig! with { Memory = null, MemorySwap = null, CapAdd = ["SYS_PTRACE"],
                Init = false },
        };
        var id = await image.Engine.Containers.CreateAsync($"wider-{Guid.NewGuid():N}", wider);
        var readBack = CageRecord.ReadBack(spec, await image.Engine.Containers.InspectRawAsync(id, spec));
        await image.Engine.Containers.RemoveAsync(id);
        var differences = string.Join('\n', CageRecord.Asked(spec).DifferencesFrom(readBack));
        Assert.Contains("HostConfig.Memory is unset, not ", differences, StringComparison.Ordinal);
        Assert.Contains("HostConfig.CapAdd[0] is SYS_PTRACE, not unset", differences, StringComparison.Ordinal);
        Assert.Contains("HostConfig.Init is unset, not true", differences, StringComparison.Ordinal);
        Assert.Contains($"User is 0:0, not {order.Slot.User}:61000", differences, StringComparison.Ordinal);
    }

    /// <summary>Where nothing is asked for, the image decides: the engine reads back what it found there.</summary>
    [Fact]
    public async Task one_whose_cage_is_not_as_asked_is_never_started()
    {
        var order = image.Order("environment");
        order = order with { Run = order.Run with { Arguments = [] } };
        var started = false;
        var fault = await Assert.ThrowsAsync<EngineException>(() => new CagedRunner(image.Engine, Cages.Tiny).RunAsync(
            order, _ => Task.FromResult(started = true)));
        Assert.Contains("the cage is not as asked: Cmd[0] is the-image's, not unset", fault.Message, StringComparison.Ordinal);
        Assert.False(started);
        await image.NothingIsLeftAsync(order);
    }

    [Fact]
    public async Task one_that_is_given_up_leaves_nothing()
    {
        var order = image.Order("sleeper");
        using var stop = new CancellationTokenSource();
        var running = new CagedRunner(image.Engine, Cages.Tiny).RunAsync(order, async _ =>
            await stop.CancelAsync(), stop.Token);
        Assert.Equal(RunEnd.Stopped, (await running).End);
        await image.NothingIsLeftAsync(order);
    }

    [Fact]
    public async Task our_own_part_takes_little_time()
    {
        var times = new List<RunTimes>();
        for (var i = 0; i < 3; i++)
            times.Add((await image.RunAsync(image.Order("environment"))).Times);
        foreach (var time in times)
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"to started {time.ToStarted:0.000} s, to output {time.ToOutput:0.000} s, gone {time.ToGone:0.000} s");
        Assert.Equal(3, times.Count);
    }
}
