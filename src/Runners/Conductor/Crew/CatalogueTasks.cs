using System.Collections.Concurrent;
using System.Collections.Immutable;
using Gradients.Ledger.Catalogues;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Catalogues;

namespace Gradients.Runners.Conductor.Crew;

/// <summary>
/// Tasks out of a catalogue: composed from the round's recorded seed, their rows split by seeds of their own. Parts of a
/// task are written once; runs have them mounted, so they are not touched again.
/// </summary>
/// <param name="folder">The folder of the catalogue file.</param>
/// <param name="workspace">Where the parts go; hosts see it under the same path.</param>
public sealed class CatalogueTasks(Catalogue catalogue, string folder, string workspace)
{
    readonly ConcurrentDictionary<(string Stream, string Task), Lazy<PreparedTask>> _prepared = new();

    /// <summary>The same tasks as the conductor asks for them.</summary>
    public TaskSource Source => new(PoseAsync, FilesAsync);

    /// <summary>The dataset of a task, found by its digest; null where it is not of this catalogue.</summary>
    public CatalogueDataset? DatasetOf(TaskPosed task) => catalogue.Datasets.FirstOrDefault(
        dataset => dataset.Type == task.Type && dataset.Digest == task.DatasetDigest);

    Task<ImmutableArray<TaskPosed>> PoseAsync(Job.Pose job, CancellationToken cancel) => Task.Run(() =>
    {
        var (terms, round) = (job.State.Terms, job.State.Round!);
        var all = TaskComposition.Of(terms.Book.Id, terms.Type, terms.Id, job.Drawn, catalogue);
        var tasks = all.RemoveAll(task => round.Find(task.Id) is not null);
        // One by one, after the round's own (which are all there, or were all posed by hand): each counts on from those
        // before it.
        if (StandIns.Lacking(job.State) is [var replaced, ..] && (tasks.IsEmpty || tasks.Length == all.Length))
            tasks = [TaskComposition.StandIn(
                terms.Book.Id, terms.Type, terms.Id, job.Drawn, catalogue, round, replaced)];
        return tasks.Select(task => Prepare(job.Stream, task).Posed).ToImmutableArray();
    }, cancel);

    Task<TaskFiles> FilesAsync(string stream, RoundDrawn drawn, TaskPosed posed, CancellationToken cancel) =>
        Task.Run(() =>
        {
            if (!_prepared.TryGetValue((stream, posed.Task), out var prepared))
                return Files(Prepare(
                    stream, TaskComposition.Again(Streams.TournamentId(stream), drawn, catalogue, posed)));
            return Files(prepared.Value);
        }, cancel);

    static TaskFiles Files(PreparedTask task) =>
        new(task.Posed, task.Model, task.Training, task.HeldOut, task.Kind);

    PreparedTask Prepare(string stream, ComposedTask task)
    {
        var prepared = _prepared.GetOrAdd((stream, task.Id), _ => new(() => Write(task)));
        try
        {
            return prepared.Value;
        }
        catch
        {
            // Tried again when it is asked for again: a disk may be full today.
            _prepared.TryRemove(new((stream, task.Id), prepared));
            throw;
        }
    }

    PreparedTask Write(ComposedTask task)
    {
        var done = Path.Combine(workspace, $"{task.Id}.done");
        if (File.Exists(done) && Restored(task, File.ReadAllText(done)) is { } kept)
            return kept;
        Directory.CreateDirectory(workspace);
        var prepared = PreparedTask.Of(task, folder, workspace);
        File.WriteAllText(done, prepared.Posed.HeldOutDigest);
        return prepared;
    }

    PreparedTask? Restored(ComposedTask task, string heldOutDigest)
    {
        var image = task.Type == TaskType.ImageTask;
        var at = Path.Combine(Path.GetFullPath(workspace), task.Id);
        var (training, heldOut) = image
            ? (Path.Combine(at, "training.zip"), Path.Combine(at, "held-out"))
            : (Path.Combine(at, "training.json"), Path.Combine(at, "held-out.json"));
        return File.Exists(training) && Path.Exists(heldOut) && ContentDigest.Of(heldOut) == heldOutDigest
            ? new(task.Posed(heldOutDigest), task, Path.GetFullPath(Path.Combine(folder, task.Model.Path)), training,
                heldOut, image ? task.Model.ImageKind! : task.Dataset.Columns!)
            : null;
    }
}
