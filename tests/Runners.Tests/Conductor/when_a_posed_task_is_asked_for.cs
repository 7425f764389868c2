using System.Collections.Immutable;
using Gradients.Ledger;
using Gradients.Ledger.Catalogues;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Catalogues;
using Gradients.Runners.Conductor;
using Gradients.Runners.Conductor.Crew;
using Gradients.Runners.Demo;

namespace Gradients.Runners.Tests.Conductor;

/// <summary>Whoever conducts next has only the events and the catalogue, and finds every task's files by them.</summary>
public sealed class when_a_posed_task_is_asked_for : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("posed-").FullName;
    readonly PlayedCourse _course = new();
    readonly Catalogue _catalogue;

    public when_a_posed_task_is_asked_for() =>
        _catalogue = CatalogueFile.Read(File.ReadAllBytes(DemoCatalogue.Write(_folder)));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string Work => Path.Combine(_folder, "work");

    /// <summary>As another process has them: nothing of them is in its memory.</summary>
    CatalogueTasks Fresh() => new(_catalogue, _folder, Work);

    async Task<ImmutableArray<TaskPosed>> PoseAsync()
    {
        Job.Pose? pose = null;
        for (var turns = 0; (pose = _course.Work().Jobs.OfType<Job.Pose>().FirstOrDefault()) is null; turns++)
        {
            Assert.True(turns < 100, "no task is ever due");
            foreach (var job in _course.Work().Jobs)
                _course.Do(job);
        }
        var posed = await Fresh().Source.Pose(pose, CancellationToken.None);
        foreach (var task in posed)
            Record($"pose {task.Task}", task);
        return posed;
    }

    void Record(string key, TournamentEvent fact) =>
        Assert.IsType<Answer.Accepted>(_course.Record(new(PlayedCourse.Stream, null, key, new Report(fact))));

    async Task FoundAsync(ImmutableArray<TaskPosed> posed)
    {
        var drawn = _course.Desk.Find(PlayedCourse.Stream)!.Drawn!;
        foreach (var task in posed)
        {
            var files = await Fresh().Source.Files(PlayedCourse.Stream, drawn, task, CancellationToken.None);
            Assert.Equal(task with { Entrants = [] }, files.Posed with { Entrants = [] });
            Assert.Equal(task.Entrants, files.Posed.Entrants);
            Assert.Equal(task.HeldOutDigest, ContentDigest.Of(files.HeldOut));
            Assert.Equal(_catalogue.Datasets.First(one => one.Digest == task.DatasetDigest).Columns, files.Kind);
        }
    }

    [Fact]
    public async Task those_of_a_round_and_their_stand_ins_are_found_again()
    {
        var posed = await PoseAsync();
        await FoundAsync(posed);
        Record("replace", new TaskReplaced("dataset_withdrawn", posed[0].Task));
        var standIns = await PoseAsync();
        Assert.Equal(posed[0].Task, Assert.Single(standIns).Replaces);
        await FoundAsync(standIns);
        await FoundAsync(posed); // While it trains on the one, the other is measured.

        // A stand-in may have to be replaced in its turn.
        Record("replace again", new TaskReplaced("dataset_withdrawn", standIns[0].Task));
        await FoundAsync(await PoseAsync());
    }

    [Fact]
    public async Task a_disk_that_was_full_is_asked_again()
    {
        var posed = await PoseAsync();
        var drawn = _course.Desk.Find(PlayedCourse.Stream)!.Drawn!;
        Directory.Delete(Work, recursive: true);
        await File.WriteAllTextAsync(Work, "in its place");
        var tasks = Fresh();
        Task<TaskFiles> Ask() => tasks.Source.Files(PlayedCourse.Stream, drawn, posed[0], CancellationToken.None);
        await Assert.ThrowsAnyAsync<IOException>(Ask);
        File.Delete(Work);
        Assert.True(File.Exists((await Ask()).Training));
    }
}
