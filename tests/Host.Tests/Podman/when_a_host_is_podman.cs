using Gradients.Host.Tests.Cage;
using Gradients.Runners.Builds;
using Gradients.Runners.Cage;
using Gradients.Runners.Engine;
using Gradients.Runners.Pool;

namespace Gradients.Host.Tests.Podman;

public sealed class when_a_host_is_podman(PodmanHost podman, Engines engines) : IClassFixture<PodmanHost>, IDisposable
{
    readonly string _input = Cages.OpenFolder("probe-input-");

    PoolHost Host => new("here", podman.Address.ToString()!, null, Engines.Base, 1 << 30, 1, 2, []);

    async Task<string> FaultsAsync(Func<HostSpec, HostSpec> change, CageSettings? settings = null) => string.Join('\n',
        await AdmissionProbe.FindFaultsAsync(podman.Engine, settings ?? Cages.Tiny, Cages.Slot(7), _input,
            spec => spec with { HostConfig = change(spec.HostConfig!) }));

    [Fact]
    public async Task it_is_admitted_when_it_stands_the_probe()
    {
        var state = await HostState.AskAsync(Host, probe: true);
        Assert.True(state.Faults.IsEmpty, string.Join("; ", state.Faults));
        Assert.StartsWith("Libpod/", state.Engine, StringComparison.Ordinal);
        Assert.Equal("", await FaultsAsync(host => host, Cages.Tiny with { DisksInMemory = true }));
    }

    [Theory]
    [InlineData("capabilities", "a capability set is")]
    [InlineData("no-new-privileges", "no_new_privileges is 0")]
    [InlineData("own seccomp profile", "a socket of family vsock is")]
    [InlineData("read-only root", "write to root is EACCES")]
    [InlineData("memory", "memory is")]
    [InlineData("pids", "threads can be made")]
    [InlineData("init", "the first process is")]
    public async Task one_that_lacks_a_protection_is_not(string protection, string fault) => Assert.Contains(
        fault, await FaultsAsync(host => when_a_host_is_probed.Without(host, protection)), StringComparison.Ordinal);

    /// <summary>Podman mounts a volume once more into a container, with what is said there alone.</summary>
    [Fact]
    public async Task nothing_is_run_from_an_output_and_that_is_noticed() => Assert.Contains("output is not noexec",
        await FaultsAsync(host => host with
        {
            Mounts = [.. host.Mounts!.Value.Select(mount => mount with { IsExecutable = true })],
        }), StringComparison.Ordinal);

    [Fact]
    public async Task the_id_and_the_name_of_an_image_stay_when_it_is_moved_there()
    {
        Assert.Equal((await engines.Runs.Images.InspectAsync(Engines.Base)).Id,
            (await podman.Engine.Images.InspectAsync(Engines.Base)).Id);
        var moved = await podman.Engine.Images.ListAsync([ImageBuilder.BuildLabel]);
        Assert.Contains(moved.SelectMany(image => image.RepoTags ?? []),
            tag => tag.StartsWith(ImageBuilder.Final("hostile"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task gpus_are_not_asked_of_it()
    {
        var state = await HostState.AskAsync(Host with { Gpus = [new("GPU-1", "H100", 1 << 30)] }, probe: false);
        Assert.Contains("not asked for GPUs", Assert.Single(state.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task nor_is_it_asked_to_build()
    {
        var builder = new ImageBuilder(podman.Engine, BuildSettings.Of(Engines.Base));
        var refused = await Assert.ThrowsAsync<EngineException>(() => builder.BuildAsync(
            Entry.Of($"FROM {Engines.Base}\n"), Entry.Dockerfile, $"podman{Guid.NewGuid():N}"));
        Assert.Contains("images are built on Docker Engine", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_input, recursive: true);
}
