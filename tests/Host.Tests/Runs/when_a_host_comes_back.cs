using Gradients.Runners.Cage;
using Gradients.Runners.Engine;
using Gradients.Runners.Runs;

namespace Gradients.Host.Tests.Runs;

public sealed class when_a_host_comes_back(HostileImage image) : IClassFixture<HostileImage>
{
    /// <summary>A run whose carrier died in its middle: its container lives on, and so do its disks.</summary>
    async Task<RunOrder> AbandonedAsync()
    {
        var order = image.Order("sleeper");
        var volumes = await new RunDisks(image.Engine, Cages.Tiny).MakeAsync(order.Run, order.Slot, default);
        var id = await image.Engine.Containers.CreateAsync(
            CagedRunner.ContainerName(order.Run), CageSpec.Of(order.Run, Cages.Tiny, order.Slot, volumes));
        await image.Engine.Containers.StartAsync(id);
        return order;
    }

    [Fact]
    public async Task what_has_no_live_lease_is_removed_and_the_rest_runs_on()
    {
        var dead = await AbandonedAsync();
        var alive = await AbandonedAsync();
        var swept = await HostSweep.SweepAsync(image.Engine, Cages.Tiny, [alive.Run.Lease]);
        Assert.Equal([dead.Run.Lease], swept);
        await image.NothingIsLeftAsync(dead);
        var running = await image.Engine.Containers.InspectAsync(CagedRunner.ContainerName(alive.Run));
        Assert.True(running.State.Running);

        Assert.Equal([alive.Run.Lease], await HostSweep.SweepAsync(image.Engine, Cages.Tiny, []));
        await image.NothingIsLeftAsync(alive);
        Assert.Empty(await HostSweep.SweepAsync(image.Engine, Cages.Tiny, []));
    }
}
