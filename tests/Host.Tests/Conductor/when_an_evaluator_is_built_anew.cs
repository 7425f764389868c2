using System.Collections.Immutable;
using Gradients.Ledger.Store;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Builds;
using Gradients.Runners.Conductor.Crew;
using Npgsql;

namespace Gradients.Host.Tests.Conductor;

public sealed class when_an_evaluator_is_built_anew(Engines engines) : IAsyncDisposable
{
    readonly string _name = $"evaluator-{Guid.NewGuid():N}";
    readonly NpgsqlDataSource _nowhere = NpgsqlDataSource.Create("Host=/nowhere");

    string Tag => ImageBuilder.Final(_name);

    async Task<string> BuildAsync(string says)
    {
        var outcome = await new ImageBuilder(engines.Builds, BuildSettings.Of(Engines.Base)).BuildAsync(
            Entry.Of($"FROM {Engines.Base}\nENTRYPOINT [\"echo\", \"{says}\"]\n"), Entry.Dockerfile, _name);
        return Assert.IsType<BuildOutcome.Built>(outcome).Image.Id;
    }

    Task<string> MoveAsync() => new Images(new Workplace("/nowhere", engines.Address("builds"),
        BuildSettings.Of(Engines.Base), _ => throw new NotSupportedException(),
        ImmutableSortedDictionary<TaskType, string>.Empty, new AttachmentStore(_nowhere)))
        .EvaluatorAsync(Tag, engines.Runs, CancellationToken.None);

    /// <summary>The name stays; what a host was given under it before is not it any more.</summary>
    [Fact]
    public async Task hosts_measure_with_the_new_one()
    {
        var old = await BuildAsync("old");
        Assert.Equal(old, await MoveAsync());
        Assert.Equal(old, await MoveAsync());
        var anew = await BuildAsync("new");
        Assert.Equal(anew, await MoveAsync());
        Assert.Equal(["new"], (await engines.Runs.Images.InspectAsync(Tag)).Config!.Entrypoint!.Value[1..]);
        Assert.DoesNotContain(await engines.Runs.Images.ListAsync([ImageBuilder.BuildLabel]), image => image.Id == old);
    }

    public async ValueTask DisposeAsync()
    {
        await engines.Runs.Images.RemoveAsync(Tag);
        await engines.Builds.Images.RemoveAsync(Tag);
        await _nowhere.DisposeAsync();
    }
}
