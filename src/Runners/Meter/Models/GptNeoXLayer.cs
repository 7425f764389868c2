using Gradients.Runners.Meter.Weights;

namespace Gradients.Runners.Meter.Models;

/// <summary>
/// The weights of one GPT-NeoX layer; each head's query, key and value rows lie together in one matrix.
/// </summary>
public sealed record GptNeoXLayer(
    float[] InputNorm, float[] InputNormBias, float[] MiddleNorm, float[] MiddleNormBias,
    WeightMatrix QueryKeyValue, float[]? QueryKeyValueBias, WeightMatrix Dense, float[]? DenseBias,
    WeightMatrix Widen, float[] WidenBias, WeightMatrix Narrow, float[] NarrowBias)
{
    public static GptNeoXLayer From(ModelConfig c, Tensors t, int i)
    {
        var at = $"gpt_neox.layers.{i}.";
        return new(
            t.Vector(at + "input_layernorm.weight", c.Hidden), t.Vector(at + "input_layernorm.bias", c.Hidden),
            t.Vector(at + "post_attention_layernorm.weight", c.Hidden),
            t.Vector(at + "post_attention_layernorm.bias", c.Hidden),
            t.Matrix(at + "attention.query_key_value.weight", 3 * c.Hidden, c.Hidden),
            t.VectorIf(c.AttentionBias, at + "attention.query_key_value.bias", 3 * c.Hidden),
            t.Matrix(at + "attention.dense.weight", c.Hidden, c.Hidden),
            t.VectorIf(c.AttentionBias, at + "attention.dense.bias", c.Hidden),
            t.Matrix(at + "mlp.dense_h_to_4h.weight", c.Intermediate, c.Hidden),
            t.Vector(at + "mlp.dense_h_to_4h.bias", c.Intermediate),
            t.Matrix(at + "mlp.dense_4h_to_h.weight", c.Hidden, c.Intermediate),
            t.Vector(at + "mlp.dense_4h_to_h.bias", c.Hidden));
    }
}
