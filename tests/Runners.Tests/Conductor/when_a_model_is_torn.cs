using System.Collections.Immutable;
using Gradients.Ledger;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Store;
using Gradients.Ledger.Store.Conducting;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Builds;
using Gradients.Runners.Catalogues;
using Gradients.Runners.Conductor;
using Gradients.Runners.Conductor.Crew;
using Gradients.Runners.Engine;
using Npgsql;

namespace Gradients.Runners.Tests.Conductor;

public sealed class when_a_model_is_torn : IDisposable
{
    static readonly RunKey Run = new("spring", "task-1", new("alice"), 1);

    readonly string _folder = Directory.CreateTempSubdirectory("torn-").FullName;
    readonly NpgsqlDataSource _nowhere = NpgsqlDataSource.Create("Host=/nowhere");
    readonly List<CommandLine> _recorded = [];
    readonly Workplace _place;

    public when_a_model_is_torn() => _place = new(_folder, EngineAddress.Parse("unix:///nowhere"),
        BuildSettings.Of("none:1"), _ => throw new NotSupportedException(),
        ImmutableSortedDictionary<TaskType, string>.Empty, new AttachmentStore(_nowhere));

    public void Dispose()
    {
        _nowhere.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A model that no meter reads, as its run left it.</summary>
    string Leave()
    {
        var made = Directory.CreateDirectory(Path.Combine(_folder, "made")).FullName;
        File.WriteAllText(Path.Combine(made, "model.safetensors"), "no model at all");
        var digest = ContentDigest.Of(made);
        var place = Trainer.FolderOf(_place, Run, digest);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        Directory.Move(made, place);
        return digest;
    }

    async Task MeasureAsync(string digest)
    {
        var posed = new TaskPosed("sha256:data", [Run.Hotkey], null, "sha256:held", 1, "example/model", null, 0, Run.Task,
            TaskType.InstructTextTask);
        var tasks = new TaskSource((_, _) => throw new NotSupportedException(),
            (_, _, _, _) => Task.FromResult(new TaskFiles(posed, "the-untouched-one", "training.json", "held.json", "{}")));
        using var measurer = new Measurer(_place, tasks, (_, _, _, _) => throw new NotSupportedException());
        await measurer.MeasureAsync(
            new("tournament/spring", new([[Run.Hotkey]], RoundKind.Group, 1, null), posed,
                [new Trained(Run.Hotkey, Run.Attempt, digest)], DecidedFrom.Loss),
            new(lines =>
            {
                _recorded.AddRange(lines);
                return Task.FromResult(ImmutableArray<Answer>.Empty);
            }, Rows, CancellationToken.None), CancellationToken.None);
    }

    ConductorRows Rows => new(_nowhere, new(Leases.Conductor, 1));

    [Fact]
    public async Task one_that_the_run_left_like_that_cannot_be_measured()
    {
        await MeasureAsync(Leave());
        var line = Assert.Single(_recorded);
        Assert.IsType<MeasurementFailed>(Assert.IsType<Report>(line.Command).Fact);
    }

    [Theory]
    [InlineData("model.safetensors", "cut")]
    [InlineData("more", "of somebody else's")]
    public async Task one_that_is_no_longer_what_the_run_left_is_nobodys_failure(string file, string text)
    {
        var digest = Leave();
        await File.WriteAllTextAsync(Path.Combine(Trainer.FolderOf(_place, Run, digest), file), text);
        var torn = await Assert.ThrowsAsync<IOException>(() => MeasureAsync(digest));
        Assert.Contains("is not what the run left", torn.Message, StringComparison.Ordinal);
        Assert.Empty(_recorded);
    }

    [Fact]
    public async Task one_that_is_not_there_is_nobodys_failure()
    {
        var digest = Leave();
        Directory.Delete(Trainer.FolderOf(_place, Run, digest), recursive: true);
        await Assert.ThrowsAsync<IOException>(() => MeasureAsync(digest));
        Assert.Empty(_recorded);
    }

    /// <summary>Then nothing is removed, and nothing is held against anybody.</summary>
    [Fact]
    public async Task where_nobody_can_be_asked_who_conducts_it_is_not_this_node() => Assert.False(await new Desktop(
        _ => throw new NotSupportedException(), Rows, CancellationToken.None).IsOursAsync());
}
