using System.Collections.Immutable;
using System.Text;
using Gradients.Runners.Builds;
using Gradients.Runners.Engine;

namespace Gradients.Host.Tests.Builds;

public sealed class when_an_image_is_built : IAsyncLifetime
{
    readonly Engines _engines;
    readonly string _name = $"{Guid.NewGuid():N}";

    public when_an_image_is_built(Engines engines) => _engines = engines;

    static BuildSettings Settings => BuildSettings.Of(Engines.Base) with
    {
        Deadline = TimeSpan.FromSeconds(60), Room = 64 << 20,
    };

    async Task<BuildOutcome> BuildAsync(
        string dockerfile, BuildSettings? settings = null, params (string, string)[] files)
    {
        var builder = new ImageBuilder(_engines.Builds, settings ?? Settings);
        var outcome = await builder.BuildAsync(
            Entry.Of($"FROM {Engines.Base}\n{dockerfile}", [("train.py", "print('trained')\n"), .. files]),
            Entry.Dockerfile, _name);
        Assert.Empty(await _engines.Builds.Containers.ListAsync([]));
        return outcome;
    }

    async Task<BuildOutcome.Refused> RefusedAsync(string reason, string dockerfile, BuildSettings? settings = null,
        params (string, string)[] files)
    {
        var refused = Assert.IsType<BuildOutcome.Refused>(await BuildAsync(dockerfile, settings, files));
        Assert.True(refused.Reason == reason, $"{refused.Reason}: {refused.Detail}");
        var images = await _engines.Builds.Images.ListAsync(["gradients.build"]);
        Assert.DoesNotContain(images, image => image.RepoTags is { } tags && tags.Any(
            tag => tag.Contains(_name, StringComparison.Ordinal)));
        return refused;
    }

    [Fact]
    public async Task its_id_its_layers_and_its_log_are_kept()
    {
        var built = Assert.IsType<BuildOutcome.Built>(await BuildAsync(
            "COPY train.py /app/train.py\nRUN echo from-the-build && touch /workspace/mine\n"
            + "ENTRYPOINT [\"python3\", \"/app/train.py\"]\n"));
        Assert.StartsWith("sha256:", built.Image.Id, StringComparison.Ordinal);
        Assert.True(built.Image.Layers.Length >= 3);
        Assert.Equal("none", built.Image.Network);
        Assert.Contains("from-the-build", Encoding.UTF8.GetString(built.Log), StringComparison.Ordinal);
        var image = await _engines.Builds.Images.InspectAsync(built.Image.Tag);
        Assert.Equal(["python3", "/app/train.py"], image.Config!.Entrypoint!.Value);
    }

    [Fact]
    public async Task a_step_that_fails_is_named_with_its_log()
    {
        var refused = await RefusedAsync(BuildReasons.BuildFailed, "RUN echo so-far-so-good && exit 7\n");
        Assert.Contains("7", refused.Detail, StringComparison.Ordinal);
        Assert.Contains("so-far-so-good", Encoding.UTF8.GetString(refused.Log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_dockerfile_that_never_finishes_is_ended_and_nothing_of_it_is_left() =>
        await RefusedAsync(BuildReasons.BuildDeadline,
            "RUN trap '' TERM INT; sleep 3600 & while true; do sleep 1; done\n",
            Settings with { Deadline = TimeSpan.FromSeconds(3) });

    [Fact]
    public async Task a_flood_of_words_ends_at_the_budget()
    {
        var refused = await RefusedAsync(BuildReasons.BuildLogBudget, "RUN yes\n",
            Settings with { LogBytes = 1 << 20 });
        Assert.Equal(1 << 20, refused.Log.Length);
    }

    [Fact]
    public async Task a_full_disk_stays_where_it_is_and_the_next_build_succeeds()
    {
        var refused = await RefusedAsync(BuildReasons.BuildFailed,
            "RUN for i in 1 2 3 4 5 6 7 8; do fallocate -l 1G /fill$i || break; done; "
            + "head -c 1100000000 /dev/zero > /rest\n");
        Assert.Contains("No space left", Encoding.UTF8.GetString(refused.Log) + refused.Detail,
            StringComparison.Ordinal);
        Assert.IsType<BuildOutcome.Built>(await BuildAsync("RUN true\n"));
        await _engines.Runs.PingAsync();
    }

    /// <summary>By whatever else lies there: no entry is to blame.</summary>
    [Fact]
    public async Task a_disk_that_was_full_before_is_nobodys_failure()
    {
        var filled = $"filled-{_name}";
        await _engines.Builds.Volumes.CreateAsync(new(filled, "local",
            ImmutableSortedDictionary<string, string>.Empty, ImmutableSortedDictionary<string, string>.Empty));
        try
        {
            await FillAsync(filled);
            var engines = await Assert.ThrowsAsync<EngineException>(() => BuildAsync("RUN true\n"));
            TestContext.Current.TestOutputHelper?.WriteLine(engines.Message);
        }
        finally
        {
            await _engines.Builds.Volumes.RemoveAsync(filled);
        }
        Assert.IsType<BuildOutcome.Built>(await BuildAsync("RUN true\n"));
    }

    async Task FillAsync(string volume)
    {
        var id = await _engines.Builds.Containers.CreateAsync($"filler-{_name}", new()
        {
            Image = Engines.Base,
            Cmd = ["sh", "-c", "for size in 1G 64M 1M 4K; do i=0; "
                + "while fallocate -l $size /filled/$size-$i; do i=$((i + 1)); done; done; true"],
            HostConfig = new() { NetworkMode = "none", Mounts = [new("volume", volume, "/filled", ReadOnly: false)] },
        });
        var end = await _engines.Builds.Containers.WaitAsync(id, next: true);
        await _engines.Builds.Containers.StartAsync(id);
        Assert.Equal(0, (await end).StatusCode);
        await _engines.Builds.Containers.RemoveAsync(id);
    }

    /// <summary>It kills what it builds, and answers for it to the last.</summary>
    [Fact]
    public async Task an_engine_that_is_stopped_is_nobodys_failure()
    {
        await using var lone = await Conductor.LoneEngine.StartAsync();
        using var engine = await lone.ConnectAsync();
        // One that is deaf to the engine's wish keeps it alive for a while, and answering on the connections that it has.
        await engine.Containers.StartAsync(await engine.Containers.CreateAsync(
            "deaf", new() { Image = Engines.Base, Cmd = ["sleep", "600"] }));
        var building = new ImageBuilder(engine, Settings).BuildAsync(
            Entry.Of($"FROM {Engines.Base}\nRUN trap 'exit 1' TERM; sleep 600 & wait\n"), Entry.Dockerfile, _name);
        while ((await engine.Containers.ListAsync([])).Count(container => container.State == "running") < 2)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        await lone.StopAsync();
        await Assert.ThrowsAsync<EngineException>(() => building);
        await lone.GoneAsync();
        await lone.LaunchAsync();
    }

    [Fact]
    public async Task a_fork_bomb_hits_the_limit_of_its_group()
    {
        await RefusedAsync(BuildReasons.BuildDeadline, "RUN (bomb() { bomb | bomb & }; bomb); exec sleep 3600\n",
            Settings with { Deadline = TimeSpan.FromSeconds(4) });
        await _engines.Builds.PingAsync();
    }

    [Fact]
    public async Task processes_end_at_the_limit_of_its_group()
    {
        var refused = await RefusedAsync(BuildReasons.BuildFailed,
            "COPY many.py /many.py\nRUN python3 /many.py\n", files: ("many.py", """
                import os, signal
                children = []
                try:
                    while len(children) < 4096:
                        children.append(os.fork() or signal.pause())
                    print("no limit")
                except BlockingIOError:
                    print("children", len(children), flush=True)
                    raise SystemExit(1)
                """));
        Assert.Matches("children [0-9]{3,4}\n", Encoding.UTF8.GetString(refused.Log));
    }

    [Fact]
    public async Task memory_ends_at_the_limit() => await RefusedAsync(BuildReasons.BuildFailed,
        "RUN python3 -c \"x = bytearray(500 << 20)\"\n", Settings with { Memory = 128 << 20 });

    /// <summary>Two nodes may build on one engine for a moment: the one that was overtaken kills nothing.</summary>
    [Fact]
    public async Task whoever_was_overtaken_leaves_anothers_build()
    {
        var other = await _engines.Builds.Containers.CreateAsync(
            $"other-{_name}", new() { Image = Engines.Base, Cmd = ["sleep", "600"] });
        try
        {
            await new ImageBuilder(_engines.Builds, Settings).BuildAsync(Entry.Of($"FROM {Engines.Base}\nRUN true\n"),
                Entry.Dockerfile, _name, () => Task.FromResult(false));
            Assert.Equal(other, (await _engines.Builds.Containers.InspectAsync(other)).Id);
        }
        finally
        {
            await BuildAsync("RUN true\n"); // One that was not overtaken leaves nothing.
        }
    }

    [Fact]
    public async Task a_layer_of_an_earlier_build_is_never_used_again()
    {
        const string random = "RUN head -c 16 /dev/urandom > /made\n";
        var first = Assert.IsType<BuildOutcome.Built>(await BuildAsync(random)).Image;
        var second = Assert.IsType<BuildOutcome.Built>(await BuildAsync(random)).Image;
        Assert.Equal(first.Layers[0], second.Layers[0]); // The base's own.
        Assert.NotEqual(first.Layers[1], second.Layers[1]);
    }

    [Fact]
    public async Task there_is_no_network() => await RefusedAsync(BuildReasons.BuildFailed,
        "RUN python3 -c \"import socket; socket.create_connection(('198.51.100.1', 80), 3)\"\n");

    [Fact]
    public async Task an_image_with_a_loader_of_its_own_is_refused() => Assert.Equal("LD_PRELOAD=/app/evil.so",
        (await RefusedAsync(BuildReasons.ImageSetsLoader, "ENV LD_PRELOAD=/app/evil.so\n")).Detail);

    [Fact]
    public async Task what_the_rules_forbid_reaches_no_engine()
    {
        await RefusedAsync(BuildReasons.DockerfileNotAllowed, "ADD http://127.0.0.1/x /x\n");
        await RefusedAsync(BuildReasons.DockerfileNotAllowed, "COPY --from=gradients/entry:alice /app /app\n");
        await RefusedAsync(BuildReasons.DockerfileNotAllowed, "VOLUME /data\n");
    }

    [Fact]
    public void volumes_and_triggers_are_refused_also_where_no_dockerfile_shows_them()
    {
        static ImageView Image(ImageConfig config) => new("sha256:x", null, null, 1, config, null);
        var plain = new ImageConfig(null, null, null, null, null, null, null, null);
        Assert.Null(ImageChecks.FindFault(Image(plain), [], 10));
        Assert.Equal(BuildReasons.ImageHasVolumes, ImageChecks.FindFault(
            Image(plain with { Volumes = ImmutableSortedDictionary<string, object>.Empty.Add("/d", 1) }), [], 10)?.Reason);
        Assert.Equal(BuildReasons.ImageHasTriggers, ImageChecks.FindFault(
            Image(plain with { OnBuild = ["RUN x"] }), [], 10)?.Reason);
        Assert.Equal(BuildReasons.ImageTooLarge, ImageChecks.FindFault(Image(plain), [], 0)?.Reason);
        Assert.Null(ImageChecks.FindFault(Image(plain with { Env = ["LD_LIBRARY_PATH=/cuda"] }),
            ["LD_LIBRARY_PATH=/cuda"], 10));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _engines.Builds.Images.RemoveAsync(ImageBuilder.Final(_name));
    }
}
