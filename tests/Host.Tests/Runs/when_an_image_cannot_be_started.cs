using System.Text;
using Gradients.Runners.Builds;
using Gradients.Runners.Cage;
using Gradients.Runners.Engine;
using Gradients.Runners.Runs;

namespace Gradients.Host.Tests.Runs;

/// <summary>
/// An engine refuses in the same words what an image makes impossible and what it cannot do itself: one of our own
/// containers in the same cage tells the two apart.
/// </summary>
public class when_an_image_cannot_be_started(Engines engines, HostileImage image)
    : IClassFixture<HostileImage>, IAsyncDisposable
{
    readonly string _name = $"unstartable{Guid.NewGuid():N}";

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await image.Engine.Images.RemoveAsync(ImageBuilder.Final(_name));
        await engines.Builds.Images.RemoveAsync(ImageBuilder.Final(_name));
    }

    async Task<RunOrder> OrderAsync(string dockerfile)
    {
        var built = Assert.IsType<BuildOutcome.Built>(await new ImageBuilder(
            engines.Builds, BuildSettings.Of(Engines.Base)).BuildAsync(
            Entry.Of($"FROM {Engines.Base}\n{dockerfile}\nENTRYPOINT [\"true\"]\n"), Entry.Dockerfile, _name));
        await using (var tar = await engines.Builds.Images.SaveAsync(built.Image.Tag))
            await image.Engine.Images.LoadAsync(tar, TimeSpan.FromMinutes(2));
        var order = image.Order("sleeper");
        return order with { Run = order.Run with { Image = built.Image.Id } };
    }

    [Theory]
    [InlineData("RUN touch /cache")]
    [InlineData("RUN ln -s /cache /cache")]
    [InlineData("RUN ln -s /app/checkpoints /app/checkpoints")]
    [InlineData("RUN head -c 20000000 /dev/zero > /workspace/more-than-there-is-room-for")]
    public async Task that_is_its_miners_failure(string dockerfile)
    {
        var order = await OrderAsync(dockerfile);
        var result = await image.RunAsync(order);
        TestContext.Current.TestOutputHelper?.WriteLine($"{result.Exit} {Encoding.UTF8.GetString(result.Log)}");
        Assert.Equal(RunEnd.Exited, result.End);
        Assert.InRange(result.Exit, 126, 128);
        Assert.NotEmpty(result.Log);
        Assert.IsType<RunOutput.Missing>(result.Output);
    }

    [Fact]
    public async Task an_input_that_the_host_does_not_have_is_nobodys()
    {
        var order = image.Order("sleeper");
        order = order with { Run = order.Run with { Inputs = [new("/nowhere", "/cache/models/x--1")] } };
        await Assert.ThrowsAsync<EngineException>(() => image.RunAsync(order));
        await image.NothingIsLeftAsync(order);
    }

    [Fact]
    public async Task an_image_that_is_lost_is_nobodys()
    {
        var order = image.Order("sleeper");
        order = order with { Run = order.Run with { Image = $"sha256:{new string('0', 64)}" } };
        await Assert.ThrowsAsync<EngineException>(() => image.RunAsync(order));
        await image.NothingIsLeftAsync(order);
    }
}
