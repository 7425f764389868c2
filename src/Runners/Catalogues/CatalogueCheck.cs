using System.Collections.Immutable;
using System.Text.Json;
using Gradients.Ledger.Catalogues;
using Gradients.Runners.Meter.Datasets;

namespace Gradients.Runners.Catalogues;

/// <summary>What a catalogue says of its files, held against the files.</summary>
/// <param name="Entry">The member, for example <c>datasets[0]</c>.</param>
/// <param name="Name">Of the model or dataset.</param>
/// <param name="Faults">What does not hold, in words; empty if all does.</param>
public sealed record CatalogueCheck(string Entry, string Name, ImmutableArray<string> Faults)
{
    /// <param name="folder">The catalogue's own: its paths start there.</param>
    public static IEnumerable<CatalogueCheck> All(Catalogue catalogue, string folder)
    {
        for (var i = 0; i < catalogue.Models.Length; i++)
        {
            var model = catalogue.Models[i];
            yield return new($"models[{i}]", model.Name, Guarded(Path.Combine(folder, model.Path), model.Digest, path =>
                File.Exists(Path.Combine(path, "config.json")) ? [] : ["it is no folder with a config.json"]));
        }
        for (var i = 0; i < catalogue.Datasets.Length; i++)
        {
            var dataset = catalogue.Datasets[i];
            yield return new($"datasets[{i}]", dataset.Name, Guarded(
                Path.Combine(folder, dataset.Path), dataset.Digest, path => Contents(path, dataset)));
        }
    }

    static ImmutableArray<string> Guarded(string path, string digest, Func<string, IEnumerable<string>> look)
    {
        try
        {
            var faults = ImmutableArray.CreateBuilder<string>();
            if (ContentDigest.Of(path) is var found && found != digest)
                faults.Add($"digest: the files have {found}");
            faults.AddRange(look(path));
            return faults.ToImmutable();
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or DatasetException
            or FormatException)
        {
            return [wrong.Message];
        }
    }

    static IEnumerable<string> Contents(string path, CatalogueDataset dataset)
    {
        if (dataset.Type == TaskType.ImageTask)
        {
            var pictures = ImageFolder.Pairs(path).Length;
            if (pictures != dataset.Rows)
                yield return $"rows: there are {pictures} pictures, not {dataset.Rows}";
            yield break;
        }
        var data = Meter.Datasets.Dataset.Read(path);
        if (data.Rows.Count != dataset.Rows)
            yield return $"rows: there are {data.Rows.Count} usable rows, not {dataset.Rows}";
        using var columns = JsonDocument.Parse(dataset.Columns!);
        foreach (var role in ColumnRoles.Of(dataset.Type))
            data.Require(columns.RootElement.GetProperty(role).GetString(), role);
    }
}
