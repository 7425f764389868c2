namespace Gradients.Runners.Meter.Weights;

/// <summary>
/// The tensors of a model folder: one <c>model.safetensors</c>, or the shards that <c>model.safetensors.index.json</c>
/// names. Pickle files are never opened: a folder that has nothing else is refused.
/// </summary>
public sealed class Checkpoint : IDisposable
{
    const string Single = "model.safetensors";
    const string Index = "model.safetensors.index.json";

    readonly List<SafetensorsFile> files = [];
    readonly Dictionary<string, StoredTensor> tensors = new(StringComparer.Ordinal);

    Checkpoint(string folder) => Folder = folder;

    public string Folder { get; }

    public IReadOnlyDictionary<string, StoredTensor> Tensors => tensors;

    /// <exception cref="ModelException">A file is missing, truncated or lies.</exception>
    public static Checkpoint Open(string folder)
    {
        var checkpoint = new Checkpoint(folder);
        try
        {
            if (File.Exists(Path.Combine(folder, Index))) checkpoint.AddShards();
            else if (File.Exists(Path.Combine(folder, Single))) checkpoint.Add(Single);
            else throw Nothing(folder);
            return checkpoint;
        }
        catch
        {
            checkpoint.Dispose();
            throw;
        }
    }

    /// <summary>A folder whose only weights are one file of another name, as adapters have.</summary>
    public static Checkpoint OpenFile(string folder, string name)
    {
        var checkpoint = new Checkpoint(folder);
        checkpoint.Add(name);
        return checkpoint;
    }

    public void Dispose() => files.ForEach(file => file.Dispose());

    void Add(string name)
    {
        var file = SafetensorsFile.Open(Path.Combine(Folder, name));
        files.Add(file);
        foreach (var tensor in file.Tensors.Values)
            if (!tensors.TryAdd(tensor.Name, tensor))
                throw new ModelException(file.Path, tensor.Name, "is in another shard as well");
    }

    void AddShards()
    {
        var path = Path.Combine(Folder, Index);
        var map = ModelJson.Read(path).Object("weight_map");
        var homes = map.Fields().ToDictionary(name => name, name => map.Text(name), StringComparer.Ordinal);
        foreach (var shard in homes.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (Path.GetFileName(shard) != shard)
                throw new ModelException(path, shard, "is not a file name");
            if (!File.Exists(Path.Combine(Folder, shard)))
                throw new ModelException(path, shard, "names a shard that is missing");
            Add(shard);
        }
        foreach (var (name, shard) in homes)
            if (!tensors.TryGetValue(name, out var tensor) || Path.GetFileName(tensor.File.Path) != shard)
                throw new ModelException(path, name, $"is not in '{shard}', where the index says it is");
    }

    static ModelException Nothing(string folder)
    {
        if (!Directory.Exists(folder)) return new(folder, null, "is no folder");
        var pickle = Directory.EnumerateFiles(folder).Select(Path.GetFileName)
            .FirstOrDefault(name => Path.GetExtension(name) is ".bin" or ".pt" or ".pth" or ".pkl" or ".ckpt");
        return pickle is null
            ? new(folder, null, $"has neither {Single} nor {Index}")
            : new(Path.Combine(folder, pickle), null, "is a pickle file, which is never opened; use safetensors");
    }
}
