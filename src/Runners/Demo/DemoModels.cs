using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gradients.Ledger.Draws;

namespace Gradients.Runners.Demo;

/// <summary>Base models of a demo, with random weights from a name: the same on every machine.</summary>
static class DemoModels
{
    const int Hidden = 32, Inner = 64, Layers = 2, Heads = 4, KeyHeads = 2, Vocabulary = 259, Longest = 192;

    /// <summary>As the trainer's pictures module has it.</summary>
    const int Pixels = DemoPictures.Side * DemoPictures.Side, Features = 64;

    static readonly string[] Marks = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"];

    static readonly string[] Llama = ["LlamaForCausalLM"], Painter = ["Painter"];

    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>A small Llama whose tokens are bytes.</summary>
    /// <returns>How many parameters it has.</returns>
    internal static long WriteText(string folder, string name)
    {
        var narrow = Hidden / Heads * KeyHeads;
        var tensors = new List<(string Name, int[] Shape)> { ("model.embed_tokens.weight", [Vocabulary, Hidden]) };
        for (var i = 0; i < Layers; i++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"model.layers.{i}.");
            tensors.AddRange([(at + "input_layernorm.weight", [Hidden]),
                (at + "self_attn.q_proj.weight", [Hidden, Hidden]), (at + "self_attn.k_proj.weight", [narrow, Hidden]),
                (at + "self_attn.v_proj.weight", [narrow, Hidden]), (at + "self_attn.o_proj.weight", [Hidden, Hidden]),
                (at + "post_attention_layernorm.weight", [Hidden]), (at + "mlp.gate_proj.weight", [Inner, Hidden]),
                (at + "mlp.up_proj.weight", [Inner, Hidden]), (at + "mlp.down_proj.weight", [Hidden, Inner])]);
        }
        tensors.Add(("model.norm.weight", [Hidden]));
        tensors.Add(("lm_head.weight", [Vocabulary, Hidden]));
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "config.json"), JsonSerializer.Serialize(new
        {
            architectures = Llama, model_type = "llama", hidden_size = Hidden,
            intermediate_size = Inner, num_hidden_layers = Layers, num_attention_heads = Heads,
            num_key_value_heads = KeyHeads, vocab_size = Vocabulary, max_position_embeddings = Longest,
            hidden_act = "silu", rms_norm_eps = 1e-5, rope_theta = 10000.0, tie_word_embeddings = false,
            eos_token_id = 256, torch_dtype = "float32",
        }, Indented));
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), JsonSerializer.Serialize(Tokenizer(), Indented));
        return WriteWeights(folder, name, tensors);
    }

    /// <summary>A model that paints: pixels from the words of a text.</summary>
    internal static long WriteImage(string folder, string name)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "config.json"), JsonSerializer.Serialize(new
        {
            architectures = Painter, model_type = "painter", pixels = Pixels, features = Features,
        }, Indented));
        return WriteWeights(folder, name, [("painter.weight", [Pixels, Features])]);
    }

    static long WriteWeights(string folder, string name, List<(string Name, int[] Shape)> tensors)
    {
        var (header, at) = (new Dictionary<string, object>(StringComparer.Ordinal), 0L);
        foreach (var (tensor, shape) in tensors)
        {
            var bytes = sizeof(float) * shape.Aggregate(1L, (n, side) => n * side);
            header[tensor] = new { dtype = "F32", shape, data_offsets = new[] { at, at + bytes } };
            at += bytes;
        }
        using var file = File.Create(Path.Combine(folder, "model.safetensors"));
        var text = JsonSerializer.SerializeToUtf8Bytes(header);
        var length = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        file.Write(length);
        file.Write(text);
        var words = new SeedWords(SHA256.HashData(Encoding.UTF8.GetBytes($"gradients demo model {name}")));
        foreach (var (tensor, shape) in tensors)
            file.Write(Values(tensor, shape, words));
        return at / sizeof(float);
    }

    /// <summary>Norms are ones; all others are even within a range that keeps sizes through a layer.</summary>
    static byte[] Values(string tensor, int[] shape, SeedWords words)
    {
        var values = new byte[sizeof(float) * shape.Aggregate(1, (n, side) => n * side)];
        var range = tensor.Contains("embed", StringComparison.Ordinal) ? 0.8 : 1.7 / Math.Sqrt(shape[^1]);
        for (var i = 0; i < values.Length; i += sizeof(float))
            BinaryPrimitives.WriteSingleLittleEndian(values.AsSpan(i), shape.Length == 1
                ? 1f : (float)(((words.Next() >> 11) * (1.0 / (1L << 53)) * 2 - 1) * range));
        return values;
    }

    /// <summary>Bytes are tokens 0 to 255, then an end and the marks of turns.</summary>
    static object Tokenizer()
    {
        var (vocabulary, next) = (new SortedDictionary<string, int>(StringComparer.Ordinal), 256);
        for (var b = 0; b < 256; b++)
            vocabulary[((char)(b is (>= 33 and <= 126) or (>= 161 and <= 172) or >= 174 ? b : next++)).ToString()] = b;
        return new
        {
            version = "1.0",
            added_tokens = Marks.Select((content, i) => new
            {
                id = 256 + i, content, single_word = false, lstrip = false, rstrip = false, normalized = false,
                special = true,
            }),
            pre_tokenizer = new { type = "ByteLevel", add_prefix_space = false, use_regex = false },
            model = new { type = "BPE", vocab = vocabulary, merges = Array.Empty<string>() },
        };
    }
}
