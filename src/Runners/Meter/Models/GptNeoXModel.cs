using Gradients.Runners.Meter.Arithmetic;
using Gradients.Runners.Meter.Weights;

namespace Gradients.Runners.Meter.Models;

/// <summary>
/// GPT-NeoX (Pythia): layer norms with bias, partly rotating heads, GELU, parallel or sequential residuals.
/// </summary>
public sealed class GptNeoXModel : LanguageModel
{
    readonly GptNeoXLayer[] layers;
    readonly float[] lastNorm, lastNormBias;
    readonly Rotation rotation;
    readonly Attention attention;

    GptNeoXModel(ModelConfig config, Tensors tensors, WeightMatrix embedding, WeightMatrix head)
        : base(config, tensors, embedding, head)
    {
        layers = [.. Enumerable.Range(0, config.Layers).Select(i => GptNeoXLayer.From(config, tensors, i))];
        lastNorm = tensors.Vector("gpt_neox.final_layer_norm.weight", config.Hidden);
        lastNormBias = tensors.Vector("gpt_neox.final_layer_norm.bias", config.Hidden);
        rotation = new(config.Scaling, config.RotaryDimensions, config.RopeTheta);
        attention = new(config.Heads, config.Heads, config.HeadSize);
    }

    internal static GptNeoXModel From(ModelConfig config, Tensors tensors)
    {
        var embedding = tensors.Matrix("gpt_neox.embed_in.weight", config.Vocabulary, config.Hidden);
        var head = config.TiedHead ? embedding : tensors.Matrix("embed_out.weight", config.Vocabulary, config.Hidden);
        return new(config, tensors, embedding, head);
    }

    protected override void Layers(Batch batch, float[] x, Workers workers)
    {
        int m = batch.Tokens, hidden = Config.Hidden, stride = 3 * hidden, size = Config.HeadSize;
        float[] normed = new float[x.Length], mixed = new float[x.Length], attended = new float[x.Length];
        float[] all = new float[m * stride], inner = new float[m * Config.Intermediate];
        foreach (var layer in layers)
        {
            Norm(x, layer.InputNorm, layer.InputNormBias, normed, workers);
            layer.QueryKeyValue.Apply(normed, m, all, workers);
            AddBias(all, layer.QueryKeyValueBias);
            rotation.Turn(all, stride, 0, Config.Heads, 3 * size, batch);
            rotation.Turn(all, stride, size, Config.Heads, 3 * size, batch);
            attention.Apply(new(all, stride, 0, 3 * size), new(all, stride, size, 3 * size),
                new(all, stride, 2 * size, 3 * size), batch, mixed, workers);
            layer.Dense.Apply(mixed, m, attended, workers);
            AddBias(attended, layer.DenseBias);
            if (!Config.Parallel) Add(x, attended);
            Norm(x, layer.MiddleNorm, layer.MiddleNormBias, normed, workers);
            layer.Widen.Apply(normed, m, inner, workers);
            AddBias(inner, layer.WidenBias);
            workers.Run(m, r => Activate(inner.AsSpan(r * Config.Intermediate, Config.Intermediate)));
            layer.Narrow.Apply(inner, m, mixed, workers);
            AddBias(mixed, layer.NarrowBias);
            if (Config.Parallel) Add(mixed, attended);
            Add(x, mixed);
        }
        Norm(x, lastNorm, lastNormBias, normed, workers);
        normed.CopyTo(x, 0);
    }

    void Activate(Span<float> row)
    {
        if (Config.Activation == "gelu") Activation.Gelu(row);
        else Activation.GeluTanh(row);
    }

    void Norm(float[] x, float[] weight, float[] bias, float[] into, Workers workers) =>
        workers.Run(x.Length / weight.Length, r =>
            Normalisation.Layer(x.AsSpan(r * weight.Length, weight.Length), weight,
            bias, Config.NormEpsilon, into.AsSpan(r * weight.Length, weight.Length)));
}
