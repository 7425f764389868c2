using Gradients.Runners.Cage;
using Gradients.Runners.Engine;
using Gradients.Runners.Runs;

namespace Gradients.Host.Tests.Runs;

/// <summary>
/// Whatever happens to watchers, engines and hosts is nobody's failure: it ends as an exception or as if the run had
/// never been, and never as a result that would be recorded of the miner.
/// </summary>
public sealed class when_whoever_watches_dies(HostileImage image) : IClassFixture<HostileImage>
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>What would have been recorded.</summary>
    readonly List<RunResult> _results = [];

    CagedRunner Runner => new(image.Engine, Cages.Tiny);

    RunCalls Calls(Func<Task>? started = null, bool ours = true) => new(async _ =>
    {
        if (started is not null)
            await started();
        return Minute;
    }, result =>
    {
        _results.Add(result);
        return Task.CompletedTask;
    }, () => Task.FromResult(ours), CancellationToken.None);

    /// <summary>A run whose watcher died as soon as it had started.</summary>
    async Task<string> AbandonAsync(RunOrder order)
    {
        await Assert.ThrowsAsync<RunLeftException>(() => Runner.CarryAsync(
            order, Calls(() => throw new RunLeftException()), CancellationToken.None));
        return CagedRunner.ContainerName(order.Run);
    }

    async Task<string> EndedAsync(RunOrder order)
    {
        var name = await AbandonAsync(order);
        await await image.Engine.Containers.WaitAsync(name, next: false);
        return name;
    }

    Task<RunResult?> ResumeAsync(RunOrder order, Func<Task>? started = null) =>
        Runner.ResumeAsync(order, Calls(started), CancellationToken.None);

    [Fact]
    public async Task whoever_was_overtaken_leaves_what_another_watches()
    {
        var order = image.Order("sleeper");
        var overtaken = Runner.CarryAsync(
            order, Calls(() => throw new IOException("its network is gone"), ours: false), CancellationToken.None);
        await Assert.ThrowsAsync<RunLeftException>(() => overtaken);
        var name = CagedRunner.ContainerName(order.Run);
        Assert.True((await image.Engine.Containers.InspectAsync(name)).State.Running);

        var failed = Runner.ResumeAsync(order, Calls(() => throw new IOException("again")), CancellationToken.None);
        await Assert.ThrowsAsync<IOException>(() => failed);
        await image.NothingIsLeftAsync(order);
    }

    /// <summary>A kill of ours would look like its own end to whoever came after a death in between.</summary>
    [Fact]
    public async Task one_that_is_given_up_lives_until_it_is_removed()
    {
        var order = image.Order("sleeper");
        using var stop = new CancellationTokenSource();
        var atEnd = new List<bool>();
        var result = await Runner.CarryAsync(order, new(async _ =>
        {
            await stop.CancelAsync();
            return Minute;
        }, async result =>
        {
            var name = CagedRunner.ContainerName(order.Run);
            atEnd.Add((await image.Engine.Containers.InspectAsync(name)).State.Running);
        }, () => Task.FromResult(true), CancellationToken.None), stop.Token);
        Assert.Equal(RunEnd.Stopped, result.End);
        Assert.Equal([true], atEnd);
        await image.NothingIsLeftAsync(order);
    }

    [Fact]
    public async Task what_ended_well_while_nobody_watched_counts()
    {
        var order = image.Order("trainer");
        await EndedAsync(order);
        var result = await ResumeAsync(order);
        Assert.Equal((RunEnd.Exited, 0), (result!.End, result.Exit));
        Assert.IsType<RunOutput.Taken>(result.Output);
        await image.NothingIsLeftAsync(order);
    }

    /// <summary>The machine may have gone down under it: the same attempt is carried out again.</summary>
    [Fact]
    public async Task what_ended_badly_while_nobody_watched_is_as_if_it_had_never_been()
    {
        var order = image.Order("sleeper", 600);
        var name = await AbandonAsync(order);
        await image.Engine.Containers.KillAsync(name);
        await await image.Engine.Containers.WaitAsync(name, next: false);
        Assert.Null(await ResumeAsync(order));
        await image.NothingIsLeftAsync(order);
    }

    [Fact]
    public async Task one_that_was_killed_at_its_deadline_is_known_by_its_length_of_life()
    {
        var order = image.Order("sleeper") with { Time = TimeSpan.FromSeconds(2) };
        var name = await AbandonAsync(order);
        await Task.Delay(TimeSpan.FromSeconds(3));
        await image.Engine.Containers.KillAsync(name);
        await await image.Engine.Containers.WaitAsync(name, next: false);
        var result = await ResumeAsync(order);
        Assert.Equal(RunEnd.Deadline, result!.End);
        Assert.Equal("model.txt", Assert.Single(Assert.IsType<RunOutput.Taken>(result.Output).Files).Path);
    }

    [Fact]
    public async Task one_that_somebody_removes_under_its_watcher_has_no_result()
    {
        var order = image.Order("sleeper");
        var name = await AbandonAsync(order);
        await Assert.ThrowsAsync<EngineException>(() => ResumeAsync(
            order, () => image.Engine.Containers.RemoveAsync(name)));
        Assert.Empty(_results);
        await image.NothingIsLeftAsync(order);
    }

    /// <summary>Somebody kills and removes it, and its output can still be taken.</summary>
    [Fact]
    public async Task one_that_somebody_removes_after_its_end_has_no_result()
    {
        var order = image.Order("sleeper");
        var name = CagedRunner.ContainerName(order.Run);
        await using var door = new Doorkeeper(
            image.Engine.Address, "/archive?", () => image.Engine.Containers.RemoveAsync(name));
        using var engine = await door.ConnectAsync();
        // The output lies with another container then.
        await Assert.ThrowsAsync<EngineException>(() => new CagedRunner(engine, Cages.Tiny with
        {
            DisksInMemory = true,
        }).CarryAsync(order, Calls(() => image.Engine.Containers.KillAsync(name)), CancellationToken.None));
        Assert.Empty(_results);
        await image.NothingIsLeftAsync(order);
    }

    /// <summary>An engine that is stopped in good order kills its containers and answers for them to the last.</summary>
    [Fact]
    public async Task one_whose_engine_is_stopped_has_no_result()
    {
        await using var lone = await Conductor.LoneEngine.StartAsync();
        using var engine = await lone.ConnectAsync();
        // One that is deaf to the engine's wish keeps it alive for a while, and answering on the connections that it has.
        await engine.Containers.StartAsync(await engine.Containers.CreateAsync(
            "deaf", new() { Image = Engines.Base, Cmd = ["sleep", "600"] }));
        var root = (await engine.Images.InspectAsync(Engines.Base)).Id;
        var order = image.Order("sleeper");
        order = order with
        {
            Run = order.Run with
            {
                Image = root, Entrypoint = ["/bin/sleep"], Arguments = ["3600"], ScratchFolders = [],
            },
        };
        await Assert.ThrowsAsync<EngineException>(() => new CagedRunner(engine, Cages.Tiny with
        {
            DisksInMemory = true,
        }).CarryAsync(order, Calls(lone.StopAsync), CancellationToken.None));
        Assert.Empty(_results);
        await lone.GoneAsync();
        await lone.LaunchAsync();
    }
}
