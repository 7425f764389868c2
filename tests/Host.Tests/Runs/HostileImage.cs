using Gradients.Runners.Builds;
using Gradients.Runners.Cage;
using Gradients.Runners.Engine;
using Gradients.Runners.Runs;
using Gradients.Testing;

namespace Gradients.Host.Tests.Runs;

/// <summary>One image of every hostile miner, built and moved as a miner's image would be, and runs of it.</summary>
public class HostileImage(Engines engines) : IAsyncLifetime
{
    static int _slots;

    readonly string _name = $"hostile{Guid.NewGuid():N}";
    readonly string _store = Directory.CreateTempSubdirectory("runs-").FullName;
    readonly string _inputs = Cages.OpenFolder("inputs-");
    string _id = "";

    /// <summary>Where it runs.</summary>
    public virtual EngineClient Engine => engines.Runs;

    public virtual async ValueTask InitializeAsync()
    {
        var script = await File.ReadAllTextAsync(
            Path.Combine(GoldenFolder.RepositoryRoot, "tests/Host.Tests/Runs/hostile.py"));
        var builder = new ImageBuilder(engines.Builds, BuildSettings.Of(Engines.Base));
        var outcome = await builder.BuildAsync(Entry.Of($"""
            FROM {Engines.Base}
            COPY miner.py /app/miner.py
            RUN echo from-the-image > /workspace/from-the-image && mkdir -m 777 /open
            USER 0:0
            STOPSIGNAL SIGCONT
            HEALTHCHECK --interval=1s CMD touch /workspace/checked
            ENTRYPOINT ["python3", "/app/miner.py"]
            CMD ["the-image's"]
            """, ("miner.py", script)), Entry.Dockerfile, _name);
        var built = Assert.IsType<BuildOutcome.Built>(outcome);
        await using (var image = await engines.Builds.Images.SaveAsync(built.Image.Tag))
            await Engine.Images.LoadAsync(image, TimeSpan.FromMinutes(2));
        _id = built.Image.Id;
        await engines.Builds.Images.RemoveAsync(built.Image.Tag);
        await File.WriteAllTextAsync(Path.Combine(_inputs, "data.json"), "[1, 2, 3]");
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Engine.Images.RemoveAsync(_id);
        Directory.Delete(_store, recursive: true);
        Directory.Delete(_inputs, recursive: true);
    }

    public RunOrder Order(string kind, double seconds = 30, string model = "x/1")
    {
        var contract = new TrainingContract("t1", kind, "InstructTextTask", "5GrwvaEF5zXb26Fz", model, "{}", 0.01);
        var lease = $"{Guid.NewGuid():N}";
        var run = new CagedRun($"t1-{kind}", lease, _id, null, contract.Arguments,
            [new(_inputs, contract.ModelTarget), new(Path.Combine(_inputs, "data.json"), contract.DatasetTarget)],
            contract.ScratchFolders);
        return new(run, Cages.Slot(Interlocked.Increment(ref _slots) % 50), TimeSpan.FromSeconds(seconds),
            contract.Wanted, Path.Combine(_store, lease), OutputLimits.Usual, LogBytes: 4 << 20);
    }

    public async Task<RunResult> RunAsync(RunOrder order, CageSettings? settings = null,
        CancellationToken stop = default)
    {
        var result = await new CagedRunner(Engine, settings ?? Cages.Tiny).RunAsync(order, null, stop);
        await NothingIsLeftAsync(order);
        return result;
    }

    /// <summary>No container, no volume, no disk file of it, and the engine answers.</summary>
    public async Task NothingIsLeftAsync(RunOrder order)
    {
        var label = new[] { $"{CageSpec.LeaseLabel}={order.Run.Lease}" };
        Assert.Empty(await Engine.Containers.ListAsync(label));
        Assert.Empty(await Engine.Volumes.ListAsync(label));
        var files = await new HostHelper(Engine, Engines.Base).RunAsync("ls /disks; losetup --all", [], default);
        Assert.DoesNotContain(order.Run.Lease, files, StringComparison.Ordinal);
        foreach (var device in Directory.GetDirectories("/sys/block", "loop*"))
            if (Path.Combine(device, "loop/backing_file") is var backed && File.Exists(backed))
                Assert.DoesNotContain(order.Run.Lease, await File.ReadAllTextAsync(backed), StringComparison.Ordinal);
    }
}
