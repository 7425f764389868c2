using System.Collections.Immutable;
using System.Text;
using Gradients.Runners.Engine;

namespace Gradients.Host.Tests.Engine;

public sealed class when_an_engine_is_spoken_to(Engines engines)
{
    static ContainerSpec Says(string script) => new()
    {
        Image = Engines.Base,
        Cmd = ["sh", "-c", script],
        Labels = ImmutableSortedDictionary<string, string>.Empty.Add("gradients.test", "client"),
        HostConfig = new() { NetworkMode = "none" },
    };

    async Task<(byte[] Output, int Exit)> RunAsync(string script)
    {
        var containers = engines.Runs.Containers;
        var id = await containers.CreateAsync($"client-{Guid.NewGuid():N}", Says(script));
        try
        {
            using var log = await containers.AttachAsync(id);
            var end = await containers.WaitAsync(id, next: true);
            await containers.StartAsync(id);
            using var output = new MemoryStream();
            var buffer = new byte[64 << 10];
            while (await log.ReadAsync(buffer) is > 0 and var read)
                output.Write(buffer, 0, read);
            return (output.ToArray(), (await end).StatusCode);
        }
        finally
        {
            await containers.RemoveAsync(id);
            await Assert.ThrowsAsync<EngineException>(() => containers.InspectAsync(id));
        }
    }

    [Fact]
    public async Task the_version_is_the_newest_that_both_know()
    {
        var info = await engines.Runs.InfoAsync();
        Assert.True(engines.Runs.Version >= new EngineClient.ApiVersion(1, 40));
        Assert.StartsWith("Docker/", engines.Runs.Server, StringComparison.Ordinal);
        Assert.False(info.LiveRestoreEnabled);
        Assert.Contains(info.SecurityOptions, option => option.Contains("seccomp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task output_errors_and_exit_code_arrive_also_from_the_shortest_life()
    {
        var (output, exit) = await RunAsync("echo out; echo err >&2; exit 3");
        Assert.Equal(["err", "out"], Encoding.UTF8.GetString(output).Trim().Split('\n').Order());
        Assert.Equal(3, exit);
    }

    [Fact]
    public async Task bytes_that_are_no_text_arrive_as_they_are()
    {
        var (output, _) = await RunAsync(@"printf '\377\000\200\n'");
        Assert.Equal([0xff, 0x00, 0x80, 0x0a], output);
    }

    [Fact]
    public async Task megabytes_of_log_arrive_whole()
    {
        var (output, _) = await RunAsync("head -c 20000000 /dev/zero");
        Assert.Equal(20_000_000, output.Length);
    }

    [Fact]
    public async Task an_error_names_the_call_and_quotes_the_engine()
    {
        var refused = await Assert.ThrowsAsync<EngineException>(
            () => engines.Runs.Containers.StartAsync("nobody-knows-me"));
        Assert.Equal((EngineFault.Refused, 404, true), (refused.Fault, refused.Status, refused.IsMissing));
        Assert.Contains("containers/nobody-knows-me/start", refused.Message, StringComparison.Ordinal);
        Assert.Contains("No such container: nobody-knows-me", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task what_is_gone_already_is_removed_and_killed_without_complaint()
    {
        await engines.Runs.Containers.RemoveAsync("nobody-knows-me");
        await engines.Runs.Containers.KillAsync("nobody-knows-me");
        await engines.Runs.Volumes.RemoveAsync("nobody-knows-me");
        await engines.Runs.Images.RemoveAsync("nobody-knows-me");
    }

    [Fact]
    public async Task a_cancelled_wait_is_a_cancellation_and_no_fault()
    {
        var containers = engines.Runs.Containers;
        var id = await containers.CreateAsync($"client-{Guid.NewGuid():N}", Says("sleep 60"));
        using var cancel = new CancellationTokenSource();
        try
        {
            var end = await containers.WaitAsync(id, next: true, cancel.Token);
            await containers.StartAsync(id);
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => end);
            Assert.True((await containers.InspectAsync(id)).State.Running);
        }
        finally
        {
            await containers.RemoveAsync(id);
        }
    }

    [Fact]
    public async Task an_image_moves_to_another_engine_and_keeps_its_id()
    {
        var name = $"moving-{Guid.NewGuid():N}";
        using var root = new MemoryStream();
        using (var tar = new System.Formats.Tar.TarWriter(root, leaveOpen: true))
            tar.WriteEntry(new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.RegularFile, "hello")
            {
                DataStream = new MemoryStream(Encoding.UTF8.GetBytes(name)),
            });
        root.Position = 0;
        await engines.Builds.Images.ImportAsync(root, name, "1", TimeSpan.FromMinutes(1));
        var built = await engines.Builds.Images.InspectAsync($"{name}:1");
        await using (var image = await engines.Builds.Images.SaveAsync(built.Id))
            await engines.Runs.Images.LoadAsync(image, TimeSpan.FromMinutes(1));
        var moved = await engines.Runs.Images.InspectAsync(built.Id);
        Assert.Equal(built.Id, moved.Id);
        Assert.Equal(built.RootFS!.Layers!.Value, moved.RootFS!.Layers!.Value);
        await engines.Builds.Images.RemoveAsync(built.Id);
        await engines.Runs.Images.RemoveAsync(moved.Id);
    }
}
