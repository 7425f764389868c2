using Gradients.Runners.Meter.Weights;

namespace Gradients.Runners.Meter.Models;

/// <summary>What <c>config.json</c> says of a model, with the published defaults of its family filled in.</summary>
/// <param name="Positions">The longest sequence that is measured: positions, and no more than a sliding window.</param>
/// <param name="RotaryDimensions">Leading dimensions of each head that rotate.</param>
public sealed record ModelConfig(
    string ModelType, string Architecture, int Hidden, int Intermediate, int Layers, int Heads, int KeyHeads,
    int HeadSize,
    int Vocabulary, int Positions, string Activation, double NormEpsilon, double RopeTheta, int RotaryDimensions,
    RopeScaling Scaling, bool TiedHead, bool AttentionBias, bool OutputBias, bool MlpBias, bool HeadNorms,
    bool Parallel)
{
    static readonly string[] Families = ["llama", "mistral", "qwen2", "qwen3", "gpt_neox"];

    /// <exception cref="ModelException">A field is missing, impossible, or asks for something the meter does not
    /// compute.</exception>
    public static ModelConfig Read(string folder)
    {
        var json = ModelJson.Read(Path.Combine(folder, "config.json"));
        var type = json.Text("model_type");
        if (!Families.Contains(type, StringComparer.Ordinal))
            throw json.Fault("model_type", $"is '{type}'; measured are {string.Join(", ", Families)}");
        var neox = type == "gpt_neox";
        int heads = json.Count("num_attention_heads"), hidden = json.Count("hidden_size");
        var headSize = (neox ? null : json.CountOrNone("head_dim")) ?? (type == "qwen3" ? 128 : hidden / heads);
        if (neox && hidden % heads != 0) throw json.Fault("hidden_size", $"is no multiple of {heads} heads");
        var keyHeads = neox ? heads : KeyHeadsOf(json, type, heads);
        var rope = json.ObjectOrNone("rope_parameters");
        var share = neox ? rope?.NumberOrNone("partial_rotary_factor") ?? json.Number("rotary_pct", 0.25) : 1.0;
        var rotary = (int)(headSize * share);
        if (rotary <= 0 || rotary > headSize || rotary % 2 != 0)
            throw json.Fault(neox ? "rotary_pct" : "head_dim", $"makes {rotary} rotating dimensions of {headSize}");
        var bias = json.Flag("attention_bias", neox);
        return new(type, ArchitectureOf(json, type), hidden, json.Count("intermediate_size"),
            json.Count("num_hidden_layers"), heads, keyHeads, headSize, json.Count("vocab_size"),
            PositionsOf(json, type), ActivationOf(json, neox),
            EpsilonOf(json, neox), ThetaOf(json, rope),
            rotary, ScalingOf(json, rope), json.Flag("tie_word_embeddings", false),
            type == "qwen2" || bias, type is not "qwen2" && bias,
            type == "llama" && json.Flag("mlp_bias", false), type == "qwen3",
            neox && json.Flag("use_parallel_residual", true));
    }

    static double EpsilonOf(ModelJson json, bool neox)
    {
        var field = neox ? "layer_norm_eps" : "rms_norm_eps";
        return json.Number(field, neox ? 1e-5 : 1e-6) is >= 0 and < 1 and var epsilon
            ? epsilon : throw json.Fault(field, "is not between zero and one");
    }

    /// <summary>
    /// From 1 on every pair turns by at most a radian per position, so angles stay where they are exact.
    /// </summary>
    static double ThetaOf(ModelJson json, ModelJson? rope) =>
        (rope?.NumberOrNone("rope_theta") ?? json.NumberOrNone("rope_theta") ?? json.Number("rotary_emb_base", 10000.0))
            is >= 1 and <= 1e15 and var theta ? theta : throw json.Fault("rope_theta", "is not between 1 and 1e15");

    static int KeyHeadsOf(ModelJson json, string type, int heads)
    {
        var keyHeads = json.CountOrNone("num_key_value_heads") ?? (type == "llama" ? heads
            : throw json.Fault("num_key_value_heads", "is missing"));
        return heads % keyHeads == 0 ? keyHeads
            : throw json.Fault("num_key_value_heads", $"is {keyHeads}, which does not divide {heads} heads");
    }

    static string ArchitectureOf(ModelJson json, string type)
    {
        var expected = type switch
        {
            "llama" => "LlamaForCausalLM", "mistral" => "MistralForCausalLM", "qwen2" => "Qwen2ForCausalLM",
            "qwen3" => "Qwen3ForCausalLM", _ => "GPTNeoXForCausalLM",
        };
        var named = json.List("architectures").Select(a => a.ToString()).FirstOrDefault() ?? expected;
        return named == expected ? named : throw json.Fault("architectures", $"is '{named}', expected {expected}");
    }

    static int PositionsOf(ModelJson json, string type)
    {
        var positions = json.Count("max_position_embeddings");
        var slides = type == "mistral" || json.Flag("use_sliding_window", false);
        return slides && json.CountOrNone("sliding_window") is { } window ? Math.Min(window, positions) : positions;
    }

    static string ActivationOf(ModelJson json, bool neox)
    {
        var act = json.TextOrNone("hidden_act") ?? (neox ? "gelu" : "silu");
        var known = neox ? act is "gelu" or "gelu_new" or "gelu_fast" or "gelu_pytorch_tanh" : act is "silu" or "swish";
        return known ? act : throw json.Fault("hidden_act", $"is '{act}', which is not computed for this family");
    }

    static RopeScaling ScalingOf(ModelJson json, ModelJson? parameters)
    {
        if ((parameters ?? json.ObjectOrNone("rope_scaling")) is not { } scaling) return new RopeScaling.None();
        var kind = scaling.TextOrNone("rope_type") ?? scaling.TextOrNone("type") ?? "default";
        double Need(string field, double least = 1e-6) =>
            scaling.NumberOrNone(field) is { } value && value >= least && value <= 1e15 ? value
                : throw scaling.Fault(field, $"is no number from {least} on");
        return kind switch
        {
            "default" => new RopeScaling.None(),
            "linear" => new RopeScaling.Linear(Need("factor", 1)),
            "llama3" => new RopeScaling.Llama3(Need("factor", 1), Need("low_freq_factor"), Need("high_freq_factor"),
                Need("original_max_position_embeddings")),
            _ => throw scaling.Fault("rope_type", $"is '{kind}'; computed are default, linear and llama3"),
        };
    }
}
