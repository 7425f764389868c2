using Gradients.Runners.Meter.Arithmetic;
using Gradients.Runners.Meter.Weights;

namespace Gradients.Runners.Meter.Models;

/// <summary>
/// A causal language model read from a Hugging Face folder. Weights stay in the mapped files; a layer is read when
/// used.
/// </summary>
public abstract class LanguageModel(ModelConfig config, Tensors tensors, WeightMatrix embedding, WeightMatrix head)
    : IDisposable
{
    readonly List<IDisposable> files = [];

    public ModelConfig Config { get; } = config;

    /// <summary>Every tensor in use.</summary>
    public Tensors Tensors { get; } = tensors;

    /// <param name="folder">A whole model, or an adapter for <paramref name="baseFolder"/>.</param>
    /// <exception cref="ModelException">The folder cannot be measured; the message says where and why.</exception>
    public static LanguageModel Open(string folder, string? baseFolder = null)
    {
        var opened = new List<IDisposable>();
        try
        {
            if (!Directory.Exists(folder)) throw new ModelException(folder, null, "is no folder");
            LoraAdapter? adapter = null;
            if (LoraAdapter.IsIn(folder))
            {
                if (baseFolder is null)
                    throw new ModelException(folder, null, "is an adapter and needs its base model");
                opened.Add(adapter = LoraAdapter.Open(folder));
                folder = baseFolder;
            }
            var config = ModelConfig.Read(folder);
            var checkpoint = Checkpoint.Open(folder);
            opened.Add(checkpoint);
            var tensors = new Tensors(checkpoint, adapter);
            LanguageModel model = config.ModelType == "gpt_neox"
                ? GptNeoXModel.From(config, tensors) : LlamaModel.From(config, tensors);
            adapter?.CheckAllUsed();
            model.files.AddRange(opened);
            return model;
        }
        catch
        {
            opened.ForEach(file => file.Dispose());
            throw;
        }
    }

    /// <summary>The last, normalised hidden states: one row of Config.Hidden for each token.</summary>
    public float[] Hidden(Batch batch, Workers workers)
    {
        var x = new float[batch.Tokens * Config.Hidden];
        Embed(batch, x);
        Layers(batch, x, workers);
        return x;
    }

    /// <summary>Logits of chosen rows of hidden states, rows x Config.Vocabulary.</summary>
    public float[] Logits(float[] hidden, ReadOnlySpan<int> rows, Workers workers)
    {
        var chosen = new float[rows.Length * Config.Hidden];
        for (var i = 0; i < rows.Length; i++)
            hidden.AsSpan(rows[i] * Config.Hidden, Config.Hidden).CopyTo(chosen.AsSpan(i * Config.Hidden));
        var logits = new float[rows.Length * Config.Vocabulary];
        head.Apply(chosen, rows.Length, logits, workers);
        return logits;
    }

    public void Dispose()
    {
        files.ForEach(file => file.Dispose());
        GC.SuppressFinalize(this);
    }

    /// <summary>Turns embeddings into normalised last hidden states, in place.</summary>
    protected abstract void Layers(Batch batch, float[] x, Workers workers);

    protected static void AddBias(float[] rows, float[]? bias)
    {
        if (bias is null) return;
        for (var at = 0; at < rows.Length; at += bias.Length) Add(rows.AsSpan(at, bias.Length), bias);
    }

    protected static void Add(Span<float> to, ReadOnlySpan<float> what)
    {
        for (var i = 0; i < to.Length; i++) to[i] += what[i];
    }

    unsafe void Embed(Batch batch, float[] x)
    {
        fixed (float* into = x)
            for (var s = 0; s < batch.Sequences.Count; s++)
                for (var t = 0; t < batch.Sequences[s].Length; t++)
                {
                    var token = batch.Sequences[s][t];
                    if (token < 0 || token >= Config.Vocabulary)
                        throw new ModelException(embedding.Tensor.File.Path, embedding.Name,
                            $"has {Config.Vocabulary} rows, the tokenizer gave token {token}");
                    embedding.Read(token, 0, into + (long)(batch.Starts[s] + t) * Config.Hidden, Config.Hidden);
                }
    }
}
