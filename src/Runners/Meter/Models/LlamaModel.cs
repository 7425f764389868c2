using Gradients.Runners.Meter.Arithmetic;
using Gradients.Runners.Meter.Weights;

namespace Gradients.Runners.Meter.Models;

/// <summary>
/// Llama 2 and 3, Mistral, Qwen2 and 2.5, Qwen3: RMS norms, rotary positions, grouped-query attention, SwiGLU; biases
/// and query and key norms where the family has them.
/// </summary>
public sealed class LlamaModel : LanguageModel
{
    readonly LlamaLayer[] layers;
    readonly float[] lastNorm;
    readonly Rotation rotation;
    readonly Attention attention;

    LlamaModel(ModelConfig config, Tensors tensors, WeightMatrix embedding, WeightMatrix head)
        : base(config, tensors, embedding, head)
    {
        layers = [.. Enumerable.Range(0, config.Layers).Select(i => LlamaLayer.From(config, tensors, i))];
        lastNorm = tensors.Vector("model.norm.weight", config.Hidden);
        rotation = new(config.Scaling, config.RotaryDimensions, config.RopeTheta);
        attention = new(config.Heads, config.KeyHeads, config.HeadSize);
    }

    internal static LlamaModel From(ModelConfig config, Tensors tensors)
    {
        var embedding = tensors.Matrix("model.embed_tokens.weight", config.Vocabulary, config.Hidden);
        var head = config.TiedHead ? embedding : tensors.Matrix("lm_head.weight", config.Vocabulary, config.Hidden);
        return new(config, tensors, embedding, head);
    }

    protected override void Layers(Batch batch, float[] x, Workers workers)
    {
        int m = batch.Tokens, wide = Config.Heads * Config.HeadSize, narrow = Config.KeyHeads * Config.HeadSize;
        var normed = new float[x.Length];
        var mixed = new float[m * wide];
        float[] q = new float[m * wide], k = new float[m * narrow], v = new float[m * narrow];
        float[] gate = new float[m * Config.Intermediate], up = new float[m * Config.Intermediate];
        foreach (var layer in layers)
        {
            Norm(x, layer.InputNorm, normed, workers);
            Project(layer.Q, layer.QBias, normed, q, m, workers);
            Project(layer.K, layer.KBias, normed, k, m, workers);
            Project(layer.V, layer.VBias, normed, v, m, workers);
            NormHeads(q, layer.QNorm, workers);
            NormHeads(k, layer.KNorm, workers);
            rotation.Turn(q, wide, 0, Config.Heads, Config.HeadSize, batch);
            rotation.Turn(k, narrow, 0, Config.KeyHeads, Config.HeadSize, batch);
            attention.Apply(new(q, wide, 0, Config.HeadSize), new(k, narrow, 0, Config.HeadSize),
                new(v, narrow, 0, Config.HeadSize), batch, mixed, workers);
            Project(layer.O, layer.OBias, mixed, normed, m, workers);
            Add(x, normed);
            Norm(x, layer.MiddleNorm, normed, workers);
            Project(layer.Gate, layer.GateBias, normed, gate, m, workers);
            Project(layer.Up, layer.UpBias, normed, up, m, workers);
            var size = Config.Intermediate;
            workers.Run(m, r => Activation.SwiGlu(gate.AsSpan(r * size, size), up.AsSpan(r * size, size)));
            Project(layer.Down, layer.DownBias, gate, normed, m, workers);
            Add(x, normed);
        }
        Norm(x, lastNorm, normed, workers);
        normed.CopyTo(x, 0);
    }

    static void Project(WeightMatrix w, float[]? bias, float[] from, float[] into, int m, Workers workers)
    {
        w.Apply(from, m, into, workers);
        AddBias(into, bias);
    }

    void Norm(float[] x, float[] weight, float[] into, Workers workers) => workers.Run(x.Length / weight.Length, r =>
        Normalisation.RootMeanSquare(x.AsSpan(r * weight.Length, weight.Length), weight, Config.NormEpsilon,
            into.AsSpan(r * weight.Length, weight.Length)));

    void NormHeads(float[] heads, float[]? weight, Workers workers)
    {
        if (weight is not null) Norm(heads, weight, heads, workers);
    }
}
