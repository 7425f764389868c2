using Gradients.Runners.Meter.Weights;

namespace Gradients.Runners.Meter.Models;

/// <summary>The weights of one decoder layer of the Llama family.</summary>
public sealed record LlamaLayer(
    float[] InputNorm, float[] MiddleNorm, WeightMatrix Q, WeightMatrix K, WeightMatrix V, WeightMatrix O,
    float[]? QBias, float[]? KBias, float[]? VBias, float[]? OBias, float[]? QNorm, float[]? KNorm,
    WeightMatrix Gate, WeightMatrix Up, WeightMatrix Down, float[]? GateBias, float[]? UpBias, float[]? DownBias)
{
    public static LlamaLayer From(ModelConfig c, Tensors t, int i)
    {
        string at = $"model.layers.{i}.", attention = at + "self_attn.", mlp = at + "mlp.";
        int wide = c.Heads * c.HeadSize, narrow = c.KeyHeads * c.HeadSize;
        return new(
            t.Vector(at + "input_layernorm.weight", c.Hidden),
            t.Vector(at + "post_attention_layernorm.weight", c.Hidden),
            t.Matrix(attention + "q_proj.weight", wide, c.Hidden),
            t.Matrix(attention + "k_proj.weight", narrow, c.Hidden),
            t.Matrix(attention + "v_proj.weight", narrow, c.Hidden),
            t.Matrix(attention + "o_proj.weight", c.Hidden, wide),
            t.VectorIf(c.AttentionBias, attention + "q_proj.bias", wide),
            t.VectorIf(c.AttentionBias, attention + "k_proj.bias", narrow),
            t.VectorIf(c.AttentionBias, attention + "v_proj.bias", narrow),
            t.VectorIf(c.OutputBias, attention + "o_proj.bias", c.Hidden),
            t.VectorIf(c.HeadNorms, attention + "q_norm.weight", c.HeadSize),
            t.VectorIf(c.HeadNorms, attention + "k_norm.weight", c.HeadSize),
            t.Matrix(mlp + "gate_proj.weight", c.Intermediate, c.Hidden),
            t.Matrix(mlp + "up_proj.weight", c.Intermediate, c.Hidden),
            t.Matrix(mlp + "down_proj.weight", c.Hidden, c.Intermediate),
            t.VectorIf(c.MlpBias, mlp + "gate_proj.bias", c.Intermediate),
            t.VectorIf(c.MlpBias, mlp + "up_proj.bias", c.Intermediate),
            t.VectorIf(c.MlpBias, mlp + "down_proj.bias", c.Hidden));
    }
}
