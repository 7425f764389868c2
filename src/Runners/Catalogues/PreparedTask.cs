using System.IO.Compression;
using Gradients.Ledger.Catalogues;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Meter.Datasets;

namespace Gradients.Runners.Catalogues;

/// <summary>A composed task with its rows split: what is posed, what a run is given, what is kept from it.</summary>
/// <param name="Posed">The data of <c>pose_task</c>.</param>
/// <param name="Model">The base model's folder.</param>
/// <param name="Training">The rows to train on: a JSON array, or for images a zip file.</param>
/// <param name="HeldOut">The held-out rows: a JSON array, or for images a folder. Mounted into no run.</param>
/// <param name="Kind">What trainers are told: the columns as JSON, or the kind of image model.</param>
public sealed record PreparedTask(
    TaskPosed Posed, ComposedTask Composed, string Model, string Training, string HeldOut, string Kind)
{
    /// <summary>What a part is called until it is whole.</summary>
    const string Fresh = ".new";

    /// <summary>
    /// Splits the dataset by the task's own seed and writes both parts. A part that is there already and whole stays: a
    /// container that was started before may be reading it.
    /// </summary>
    /// <param name="catalogue">The folder of the catalogue file: paths start there.</param>
    /// <param name="workspace">A folder of ours; the parts go into one named for the task.</param>
    /// <exception cref="CatalogueException">The dataset on disk is not the catalogue's.</exception>
    /// <exception cref="IOException">The dataset cannot be read, or the parts cannot be written.</exception>
    public static PreparedTask Of(ComposedTask task, string catalogue, string workspace)
    {
        var source = Path.GetFullPath(Path.Combine(catalogue, task.Dataset.Path));
        if (ContentDigest.Of(source) is var found && found != task.Dataset.Digest)
            throw new CatalogueException($"the dataset '{task.Dataset.Name}' has {found}, the catalogue says "
                + task.Dataset.Digest);
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetFullPath(workspace), task.Id)).FullName;
        var model = Path.GetFullPath(Path.Combine(catalogue, task.Model.Path));
        return task.Type == TaskType.ImageTask
            ? OfImages(task, source, folder, model)
            : OfText(task, source, folder, model);
    }

    static PreparedTask OfText(ComposedTask task, string source, string folder, string model)
    {
        var data = Dataset.Read(source);
        var split = HeldOutSplit.OfText(data.Rows.Count, Convert.FromHexString(task.SplitSeed));
        var (training, heldOut) = (Path.Combine(folder, "training.json"), Path.Combine(folder, "held-out.json"));
        Put(training, data, split.Training);
        Put(heldOut, data, split.HeldOut);
        return new(task.Posed(ContentDigest.Of(heldOut)), task, model, training, heldOut, task.Dataset.Columns!);
    }

    static void Put(string place, Dataset data, IReadOnlyList<int> rows)
    {
        using (var file = File.Create(place + Fresh))
            RowFile.Write(file, data, rows);
        Put(place);
    }

    /// <summary>Puts what was made beside it into its place, in one step, unless the same stands there.</summary>
    static void Put(string place)
    {
        if (File.Exists(place) && ContentDigest.Of(place) == ContentDigest.Of(place + Fresh))
            File.Delete(place + Fresh);
        else
            File.Move(place + Fresh, place, overwrite: true);
    }

    static PreparedTask OfImages(ComposedTask task, string source, string folder, string model)
    {
        var pairs = ImageFolder.Pairs(source);
        var split = HeldOutSplit.OfImages(pairs.Length, Convert.FromHexString(task.SplitSeed));
        var (training, heldOut) = (Path.Combine(folder, "training.zip"), Path.Combine(folder, "held-out"));
        using (var zip = new ZipArchive(File.Create(training + Fresh), ZipArchiveMode.Create))
            foreach (var name in split.Training.SelectMany(i => new[] { pairs[i].Picture, pairs[i].Text }))
            {
                var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
                entry.LastWriteTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero); // The least a zip file can say.
                using var target = entry.Open();
                using var picture = File.OpenRead(Path.Combine(source, name));
                picture.CopyTo(target);
            }
        Put(training);
        if (Directory.Exists(heldOut))
            Directory.Delete(heldOut, recursive: true);
        foreach (var name in split.HeldOut.SelectMany(i => new[] { pairs[i].Picture, pairs[i].Text }))
        {
            var target = Path.Combine(heldOut, name);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(source, name), target);
        }
        return new(task.Posed(ContentDigest.Of(heldOut)), task, model, training, heldOut, task.Model.ImageKind!);
    }
}
