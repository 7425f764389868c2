using System.Text;
using System.Text.Json;

namespace Gradients.Benchmarks.Meter;

/// <summary>
/// A model folder of a published shape with small random BF16 weights, and the trainer's byte-level tokenizer.
/// </summary>
static class SyntheticModel
{
    public static void WriteQwen2(string folder, int hidden, int inner, int layers, int heads, int keyHeads,
        int vocabulary)
    {
        var (wide, narrow) = (hidden, hidden / heads * keyHeads);
        var tensors = new List<(string Name, int[] Shape)> { ("model.embed_tokens.weight", [vocabulary, hidden]) };
        for (var i = 0; i < layers; i++)
        {
            var at = $"model.layers.{i}.";
            tensors.AddRange([(at + "input_layernorm.weight", [hidden]),
                (at + "post_attention_layernorm.weight", [hidden]),
                (at + "self_attn.q_proj.weight", [wide, hidden]), (at + "self_attn.q_proj.bias", [wide]),
                (at + "self_attn.k_proj.weight", [narrow, hidden]), (at + "self_attn.k_proj.bias", [narrow]),
                (at + "self_attn.v_proj.weight", [narrow, hidden]), (at + "self_attn.v_proj.bias", [narrow]),
                (at + "self_attn.o_proj.weight", [hidden, wide]), (at + "mlp.gate_proj.weight", [inner, hidden]),
                (at + "mlp.up_proj.weight", [inner, hidden]), (at + "mlp.down_proj.weight", [hidden, inner])]);
        }
        tensors.Add(("model.norm.weight", [hidden]));
        Write(folder, tensors, new
        {
            model_type = "qwen2", architectures = new[] { "Qwen2ForCausalLM" }, hidden_size = hidden,
            intermediate_size = inner, num_hidden_layers = layers, num_attention_heads = heads,
            num_key_value_heads = keyHeads, vocab_size = vocabulary, max_position_embeddings = 32768,
            hidden_act = "silu",
            rms_norm_eps = 1e-6, rope_theta = 1e6, tie_word_embeddings = true, eos_token_id = 256,
        });
    }

    public static void WriteNeoX(string folder, int hidden, int inner, int layers, int heads, int vocabulary)
    {
        var tensors = new List<(string Name, int[] Shape)> { ("gpt_neox.embed_in.weight", [vocabulary, hidden]) };
        void Both(string name, params int[] shape) =>
            tensors.AddRange([(name + ".weight", shape), (name + ".bias", [shape[0]])]);
        for (var i = 0; i < layers; i++)
        {
            var at = $"gpt_neox.layers.{i}.";
            Both(at + "input_layernorm", hidden);
            Both(at + "post_attention_layernorm", hidden);
            Both(at + "attention.query_key_value", 3 * hidden, hidden);
            Both(at + "attention.dense", hidden, hidden);
            Both(at + "mlp.dense_h_to_4h", inner, hidden);
            Both(at + "mlp.dense_4h_to_h", hidden, inner);
        }
        Both("gpt_neox.final_layer_norm", hidden);
        tensors.Add(("embed_out.weight", [vocabulary, hidden]));
        Write(folder, tensors, new
        {
            model_type = "gpt_neox", architectures = new[] { "GPTNeoXForCausalLM" }, hidden_size = hidden,
            intermediate_size = inner, num_hidden_layers = layers, num_attention_heads = heads, vocab_size = vocabulary,
            max_position_embeddings = 2048, hidden_act = "gelu", layer_norm_eps = 1e-5, rotary_pct = 0.25,
            rotary_emb_base = 10000, use_parallel_residual = true, tie_word_embeddings = false, eos_token_id = 256,
        });
    }

    static void Write(string folder, List<(string Name, int[] Shape)> tensors, object config)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "config.json"), JsonSerializer.Serialize(config));
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), Tokenizer());
        var (header, at) = (new Dictionary<string, object>(), 0L);
        foreach (var (name, shape) in tensors)
        {
            var bytes = 2 * shape.Aggregate(1L, (n, side) => n * side);
            header[name] = new { dtype = "BF16", shape, data_offsets = new[] { at, at + bytes } };
            at += bytes;
        }
        using var file = File.Create(Path.Combine(folder, "model.safetensors"));
        var text = JsonSerializer.SerializeToUtf8Bytes(header);
        file.Write(BitConverter.GetBytes((long)text.Length));
        file.Write(text);
        var (block, random) = (new byte[1 << 20], new Random(1));
        for (var left = at; left > 0; left -= block.Length)
        {
            random.NextBytes(block);
            // Sign and mantissa stay random; the exponent puts every value between 2^-7 and 2^-5.
            for (var i = 1; i < block.Length; i += 2)
                (block[i - 1], block[i]) = ((byte)(block[i - 1] & 0xFF), (byte)((block[i] & 0x80) | 0x3C));
            file.Write(block, 0, (int)Math.Min(block.Length, left));
        }
    }

    /// <summary>Bytes are tokens 0 to 255.</summary>
    static string Tokenizer()
    {
        var (vocabulary, next) = (new Dictionary<string, int>(), 256);
        for (var b = 0; b < 256; b++)
            vocabulary[((char)(b is (>= 33 and <= 126) or (>= 161 and <= 172) or >= 174 ? b : next++)).ToString()] = b;
        return JsonSerializer.Serialize(new
        {
            pre_tokenizer = new { type = "ByteLevel", add_prefix_space = false, use_regex = false },
            model = new { type = "BPE", vocab = vocabulary, merges = Array.Empty<string>() },
        });
    }

    /// <summary>Rows whose prompt and answer together have the given number of tokens, the end included.</summary>
    public static void WriteRows(string path, int rows, int tokens)
    {
        var text = new StringBuilder();
        while (text.Length < tokens) text.Append("The ledger keeps what became true. ");
        var (prompt, answer) = (text.ToString(0, tokens / 2 - 1), text.ToString(tokens / 2, tokens / 2 - 1));
        File.WriteAllText(path, JsonSerializer.Serialize(Enumerable.Repeat(new { prompt, answer }, rows)));
    }
}
