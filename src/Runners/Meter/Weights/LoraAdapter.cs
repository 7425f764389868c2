using Gradients.Runners.Meter.Arithmetic;

namespace Gradients.Runners.Meter.Weights;

/// <summary>
/// A LoRA adapter folder (<c>adapter_config.json</c>, <c>adapter_model.safetensors</c>): W + (alpha / r) B A for each
/// matrix it
/// names, alpha / sqrt r with rslora. DoRA, trained biases, whole saved modules and embedding adapters are refused.
/// </summary>
public sealed class LoraAdapter : IDisposable
{
    const string Prefix = "base_model.model.";
    const string ConfigFile = "adapter_config.json";

    readonly Checkpoint weights;
    readonly double rank, alpha;
    readonly bool rootScaled;
    readonly HashSet<string> unused;

    LoraAdapter(string folder)
    {
        var config = ModelJson.Read(Path.Combine(folder, ConfigFile));
        if (!string.Equals(config.TextOrNone("peft_type") ?? "LORA", "LORA", StringComparison.Ordinal))
            throw config.Fault("peft_type", $"is '{config.TextOrNone("peft_type")}', only LORA is merged");
        Refuse(config, "use_dora", config.Flag("use_dora", false));
        Refuse(config, "fan_in_fan_out", config.Flag("fan_in_fan_out", false));
        Refuse(config, "bias", (config.TextOrNone("bias") ?? "none") != "none");
        Refuse(config, "modules_to_save", config.List("modules_to_save").Count > 0);
        Refuse(config, "rank_pattern", config.ObjectOrNone("rank_pattern")?.Fields().Any() == true);
        Refuse(config, "alpha_pattern", config.ObjectOrNone("alpha_pattern")?.Fields().Any() == true);
        rank = config.Count("r");
        alpha = config.NumberOrNone("lora_alpha") ?? throw config.Fault("lora_alpha", "is missing");
        rootScaled = config.Flag("use_rslora", false);
        weights = Checkpoint.OpenFile(folder, "adapter_model.safetensors");
        unused = new(weights.Tensors.Keys, StringComparer.Ordinal);
    }

    /// <summary>Whether a folder is an adapter rather than a whole model.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, ConfigFile));

    /// <exception cref="ModelException">Not an adapter that can be merged exactly.</exception>
    public static LoraAdapter Open(string folder) => new(folder);

    /// <summary>The change of one matrix, none if the adapter leaves it alone.</summary>
    public LoraFactors? For(string tensor, int rows, int columns)
    {
        if (!tensor.EndsWith(".weight", StringComparison.Ordinal)) return null;
        var stem = Prefix + tensor[..^".weight".Length];
        if (!weights.Tensors.TryGetValue(stem + ".lora_A.weight", out var a)) return null;
        if (!weights.Tensors.TryGetValue(stem + ".lora_B.weight", out var b))
            throw new ModelException(a.File.Path, a.Name, "has no lora_B beside it");
        if (a.Shape is not [var r, var inputs] || r != (long)rank || inputs != columns)
            throw new ModelException(a.File.Path, a.Name, $"has shape {a.ShapeText}, expected [{rank}, {columns}]");
        if (b.Shape is not [var outputs, var inner] || outputs != rows || inner != r)
            throw new ModelException(b.File.Path, b.Name, $"has shape {b.ShapeText}, expected [{rows}, {r}]");
        unused.Remove(a.Name);
        unused.Remove(b.Name);
        var scale = alpha / (rootScaled ? Math.Sqrt(rank) : rank);
        return new(Tensors.Whole(a), Tensors.Whole(b), (int)r, (float)scale);
    }

    /// <summary>A tensor of the adapter that found no matrix would be silently ignored: refuse it.</summary>
    public void CheckAllUsed()
    {
        foreach (var name in unused.Order(StringComparer.Ordinal))
            throw new ModelException(weights.Tensors[name].File.Path, name, "belongs to no matrix of the base model");
    }

    public void Dispose() => weights.Dispose();

    static void Refuse(ModelJson config, string field, bool set)
    {
        if (set) throw config.Fault(field, "is set; such an adapter is not merged");
    }
}
