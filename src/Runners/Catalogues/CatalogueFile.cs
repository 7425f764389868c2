using System.Collections.Immutable;
using System.Text.Json;
using Gradients.Ledger.Catalogues;
using Gradients.Ledger.Hashing;
using Gradients.Ledger.Log;

namespace Gradients.Runners.Catalogues;

/// <summary>Reads the file that lists base models and datasets; docs/catalogue.md describes every member.</summary>
public static class CatalogueFile
{
    static readonly ImmutableSortedDictionary<string, TaskType> Types =
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new KeyValuePair<string, TaskType>[]
        {
            new("instruct", TaskType.InstructTextTask), new("dpo", TaskType.DpoTask), new("grpo", TaskType.GrpoTask),
            new("chat", TaskType.ChatTask), new("image", TaskType.ImageTask),
            new("environment", TaskType.EnvironmentTask),
        });

    /// <exception cref="FormatException">It is no catalogue; the message names the member.</exception>
    public static Catalogue Read(ReadOnlySpan<byte> json)
    {
        var content = StrictJson.Read<Content>(json, StrictJson.Options, Why);
        if (content.Models.IsDefaultOrEmpty)
            throw new FormatException("models: at least one is needed");
        if (content.Datasets.IsDefaultOrEmpty)
            throw new FormatException("datasets: at least one is needed");
        var models = ImmutableArray.CreateRange(content.Models.Select(Checked));
        var datasets = ImmutableArray.CreateRange(content.Datasets.Select(Checked));
        Once(models.Select(model => model.Name), "models");
        Once(datasets.Select(dataset => dataset.Name), "datasets");
        // Tasks name their data by its digest: what it continues, or is played in, has to follow from that.
        Once(datasets.Where(dataset => dataset.Type is TaskType.ChatTask or TaskType.EnvironmentTask)
            .Select(dataset => dataset.Digest), "datasets: the data");
        Distinct(datasets);
        for (var i = 0; i < datasets.Length; i++)
            CheckModel(datasets[i], models, $"datasets[{i}].model");
        return new($"sha256:{Hex.Sha256(json)}", models, datasets);
    }

    static string Why(JsonException broken) => broken.Message switch
    {
        { } text when text.Contains("missing required", StringComparison.Ordinal) =>
            $"lacks {string.Join(", ", text.Split('\'').Where((_, i) => i % 2 == 1).Skip(1))}",
        { } text when text.Contains("could not be mapped", StringComparison.Ordinal) => "there is no such member",
        { } text when text.Contains("duplicate", StringComparison.OrdinalIgnoreCase) => "a member stands there twice",
        _ => "not what belongs there",
    };

    static CatalogueModel Checked(Model model, int index)
    {
        var at = $"models[{index}]";
        CheckName(model.Name, $"{at}.name");
        if (model.Name.Split('/') is not [{ Length: > 0 }, { Length: > 0 }])
            throw new FormatException($"{at}.name: '{model.Name}' is not OWNER/NAME");
        CheckName(model.Path, $"{at}.path");
        if (model.Parameters < 1)
            throw new FormatException($"{at}.parameters: a model has at least one");
        if (model.ImageKind is { } kind)
            CheckName(kind, $"{at}.imageKind");
        return new(model.Name, model.Path, Digest(model.Digest, $"{at}.digest"), model.Parameters, model.ImageKind,
            model.OnProcessors);
    }

    static CatalogueDataset Checked(Dataset dataset, int index)
    {
        var at = $"datasets[{index}]";
        CheckName(dataset.Name, $"{at}.name");
        CheckName(dataset.Path, $"{at}.path");
        if (!Types.TryGetValue(dataset.Type, out var type))
            throw new FormatException($"{at}.type: '{dataset.Type}' is none of {string.Join(", ", Types.Keys)}");
        if (dataset.Rows < 2)
            throw new FormatException($"{at}.rows: one row cannot be split into training and held-out data");
        if (dataset.Tokens < 1)
            throw new FormatException($"{at}.tokens: at least one, or left out");
        if (dataset.Hours is { } hours && !(double.IsFinite(hours) && hours > 0))
            throw new FormatException($"{at}.hours: a positive number, or left out");
        if (dataset.Continues is { } lineage)
        {
            CheckName(lineage, $"{at}.continues");
            if (type != TaskType.ChatTask)
                throw new FormatException($"{at}.continues: chat datasets alone go on from an earlier fine-tune");
        }
        var environments = EnvironmentList.Check(type, dataset.Environments, $"{at}.environments");
        return new(dataset.Name, dataset.Path, Digest(dataset.Digest, $"{at}.digest"), type, dataset.Rows,
            dataset.Tokens, type == TaskType.EnvironmentTask
                ? EnvironmentList.Columns(environments, dataset.Columns, $"{at}.columns")
                : ColumnRoles.Check(type, dataset.Columns, $"{at}.columns"), dataset.Model, dataset.Hours,
            dataset.Continues)
        {
            Environments = environments,
        };
    }

    static void CheckModel(CatalogueDataset dataset, ImmutableArray<CatalogueModel> models, string at)
    {
        var isImage = dataset.Type == TaskType.ImageTask;
        if (dataset.Model is { } name && models.FirstOrDefault(model => model.Name == name) is var model)
        {
            if (model is null)
                throw new FormatException($"{at}: there is no model '{name}'");
            if (model.ImageKind is not null != isImage)
                throw new FormatException($"{at}: '{name}' is not for {(isImage ? "images" : "text")}");
        }
        else if (!models.Any(other => other.ImageKind is not null == isImage))
            throw new FormatException($"models: none is for {(isImage ? "images" : "text")}, '{dataset.Name}' is");
    }

    static void Once(IEnumerable<string> names, string list)
    {
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
            if (!seen.Add(name))
                throw new FormatException($"{list}: '{name}' stands there twice");
    }

    /// <summary>A posed task names its data by digest and type alone, and is found again by them.</summary>
    static void Distinct(ImmutableArray<CatalogueDataset> datasets)
    {
        foreach (var same in datasets.GroupBy(dataset => (dataset.Digest, dataset.Type)))
            if (same.FirstOrDefault(other => other.Columns != same.First().Columns) is { } other)
                throw new FormatException($"datasets: '{same.First().Name}' and '{other.Name}' are the same data for the "
                    + "same type of task, with other columns");
    }

    static void CheckName(string text, string at)
    {
        if (text.Length is 0 or > 512 || text.Any(char.IsControl))
            throw new FormatException($"{at}: a text of 1 to 512 characters");
    }

    static string Digest(string text, string at) =>
        text.StartsWith("sha256:", StringComparison.Ordinal) && Attachment.TryDigest(text, out var digest)
            ? $"sha256:{digest}"
            : throw new FormatException($"{at}: 'sha256:' and 64 hex digits");

    sealed record Content(ImmutableArray<Model> Models, ImmutableArray<Dataset> Datasets);

    sealed record Model(
        string Name, string Path, string Digest, long Parameters, string? ImageKind = null, bool OnProcessors = false);

    sealed record Dataset(
        string Name, string Path, string Digest, string Type, int Rows, long? Tokens = null,
        JsonElement Columns = default, string? Model = null, double? Hours = null, string? Continues = null,
        ImmutableArray<ListedEnvironment> Environments = default);
}
