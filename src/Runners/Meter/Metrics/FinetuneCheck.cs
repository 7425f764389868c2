using Gradients.Runners.Meter.Models;

namespace Gradients.Runners.Meter.Metrics;

/// <summary>A submission is a fine-tune of the base only if all of its architecture fields are the base's.</summary>
public static class FinetuneCheck
{
    /// <summary>The fields that differ, with both values; empty for a fine-tune.</summary>
    public static IReadOnlyList<string> Differences(ModelConfig model, ModelConfig of)
    {
        (string Field, object Own, object Base)[] fields =
        [
            ("architectures", model.Architecture, of.Architecture), ("hidden_size", model.Hidden, of.Hidden),
            ("intermediate_size", model.Intermediate, of.Intermediate), ("num_hidden_layers", model.Layers, of.Layers),
            ("num_attention_heads", model.Heads, of.Heads), ("num_key_value_heads", model.KeyHeads, of.KeyHeads),
            ("head_dim", model.HeadSize, of.HeadSize), ("hidden_act", model.Activation, of.Activation),
            ("model_type", model.ModelType, of.ModelType),
        ];
        return [.. fields.Where(f => !f.Own.Equals(f.Base)).Select(f => $"{f.Field}: {f.Own}, the base has {f.Base}")];
    }
}
