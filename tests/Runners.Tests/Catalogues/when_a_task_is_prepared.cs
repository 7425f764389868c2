using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using Gradients.Ledger;
using Gradients.Ledger.Catalogues;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Catalogues;
using Gradients.Runners.Demo;

namespace Gradients.Runners.Tests.Catalogues;

public sealed class when_a_task_is_prepared : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("prepared-").FullName;

    readonly Catalogue _catalogue;

    public when_a_task_is_prepared() =>
        _catalogue = CatalogueFile.Read(File.ReadAllBytes(DemoCatalogue.Write(_folder)));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    ImmutableArray<ComposedTask> Tasks(TournamentType type) => TaskComposition.Of("2025.12", type, "t1",
        new([[new("a"), new("b")]], RoundKind.Boss, 3, new(SeedSource.Committed, $"{5:x64}")), _catalogue);

    PreparedTask Prepare(ComposedTask task) => PreparedTask.Of(task, _folder, Path.Combine(_folder, "work"));

    [Fact]
    public void rows_are_split_by_its_own_seed_and_the_digest_is_that_of_the_held_out_rows()
    {
        foreach (var task in Tasks(TournamentType.Text))
        {
            var prepared = Prepare(task);
            var (training, heldOut) = (Rows(prepared.Training), Rows(prepared.HeldOut));
            Assert.Equal((54, 6), (training.Count, heldOut.Count));
            Assert.Equal(task.Posed(ContentDigest.Of(prepared.HeldOut)), prepared.Posed);
            Assert.Equal(prepared.Posed.HeldOutDigest, Prepare(task).Posed.HeldOutDigest);
            Assert.Equal(task.Dataset.Columns, prepared.Kind);
            Assert.True(File.Exists(Path.Combine(prepared.Model, "model.safetensors")));
        }

        static List<string> Rows(string file)
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            return [.. json.RootElement.EnumerateArray().Select(row => row.GetRawText())];
        }
    }

    [Fact]
    public void two_tasks_on_the_same_data_hold_out_other_rows()
    {
        var tasks = Tasks(TournamentType.Image);
        Assert.Single(tasks.Select(task => task.Dataset.Name).Distinct());
        Assert.Equal(6, tasks.Select(task => Prepare(task).Posed.HeldOutDigest).Distinct().Count());
    }

    [Fact]
    public void pictures_go_into_a_zip_file_and_a_tenth_rounded_up_is_kept_apart()
    {
        var prepared = Prepare(Tasks(TournamentType.Image)[0]);
        var heldOut = Directory.GetFiles(prepared.HeldOut).Select(Path.GetFileName).ToArray();
        using var zip = ZipFile.OpenRead(prepared.Training);
        Assert.Equal((4 * 2, 32 * 2), (heldOut.Length, zip.Entries.Count));
        Assert.Empty(heldOut.Intersect(zip.Entries.Select(entry => entry.Name)));
        Assert.Equal("painter", prepared.Kind);
    }

    /// <summary>A container that was started before the conductor died reads on while the next one prepares.</summary>
    [Theory]
    [InlineData(TournamentType.Text)]
    [InlineData(TournamentType.Image)]
    public void whoever_reads_its_data_is_not_disturbed_when_it_is_prepared_again(TournamentType type)
    {
        var task = Tasks(type)[0];
        var training = Prepare(task).Training;
        var whole = File.ReadAllBytes(training);
        using var reader = File.OpenRead(training);
        var read = new byte[whole.Length];
        reader.ReadExactly(read, 0, 10);
        File.AppendAllText(training, "torn"); // Left by whoever died while writing.
        Prepare(task);
        reader.ReadExactly(read, 10, read.Length - 10);
        Assert.Equal(whole, read);
        Assert.Equal(whole, File.ReadAllBytes(training));
        Prepare(task);
        Assert.Equal([Path.GetFileName(training)],
            Directory.GetFiles(Path.GetDirectoryName(training)!).Select(Path.GetFileName)
                .Where(name => name!.StartsWith("training", StringComparison.Ordinal)));
    }

    [Fact]
    public void data_that_changed_is_refused()
    {
        var task = Tasks(TournamentType.Text)[0];
        File.AppendAllText(Path.Combine(_folder, task.Dataset.Path), "\n");
        Assert.Contains(task.Dataset.Name, Assert.Throws<CatalogueException>(() => Prepare(task)).Message,
            StringComparison.Ordinal);
    }
}
