using Gradients.Runners.Meter.Models;
using Gradients.Runners.Meter.Weights;
using Gradients.Runners.Tests.Meter.Models;
using Gradients.Testing;

namespace Gradients.Runners.Tests.Meter.Weights;

public sealed class when_a_model_folder_is_read(RandomModels models) : IClassFixture<RandomModels>, IDisposable
{
    readonly DirectoryInfo folder = IndependentTools.TemporaryFolder();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void a_missing_shard_is_named()
    {
        Copy("qwen2");
        File.Delete(At("model-00002-of-00003.safetensors"));
        Assert.Contains("model-00002-of-00003.safetensors", Refused().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void a_shard_outside_the_folder_is_refused()
    {
        Copy("qwen2");
        var index = At("model.safetensors.index.json");
        File.WriteAllText(index, File.ReadAllText(index)
            .Replace("model-00001-of", "../model-00001-of", StringComparison.Ordinal));
        Assert.Contains("is not a file name", Refused().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void pickle_is_refused()
    {
        Copy("llama2");
        File.Move(At("model.safetensors"), At("pytorch_model.bin"));
        Assert.Contains("pickle", Refused().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"hidden_size\": 64", "\"hidden_size\": 72", "expected [")]
    [InlineData("\"vocab_size\": 331", "\"vocab_size\": 332", "model.embed_tokens.weight")]
    [InlineData("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 3", "model.layers.2.input_layernorm.weight")]
    [InlineData("\"model_type\": \"llama\"", "\"model_type\": \"mamba\"", "model_type")]
    [InlineData("\"hidden_act\": \"silu\"", "\"hidden_act\": \"relu\"", "hidden_act")]
    [InlineData("\"num_key_value_heads\": 4", "\"num_key_value_heads\": 3", "num_key_value_heads")]
    [InlineData("\"hidden_size\": 64,", "", "hidden_size")]
    [InlineData("\"rope_theta\": 10000.0", "\"rope_scaling\": {\"rope_type\": \"yarn\"}", "yarn")]
    public void a_config_that_does_not_fit_is_refused_with_field_or_tensor(string part, string changed, string named)
    {
        Copy("llama2");
        var config = At("config.json");
        Assert.Contains(part, File.ReadAllText(config), StringComparison.Ordinal);
        File.WriteAllText(config, File.ReadAllText(config).Replace(part, changed, StringComparison.Ordinal));
        Assert.Contains(named, Refused().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void the_weights_digest_is_of_the_values_not_of_the_files()
    {
        using var untouched = models.Open("llama3");
        using var changed = models.Open("llama3-lora");
        var digest = WeightsDigest.Of(untouched.Tensors);
        Assert.NotEqual(digest, WeightsDigest.Of(changed.Tensors));
        IndependentTools.Run(IndependentTools.Python, "-c", $"""
            import sys, json; sys.path.insert(0, {Quote(IndependentTools.Folder)})
            import numpy as np, safetensors
            raw = open({Quote(models.Of("llama3") + "/model.safetensors")}, 'rb').read()
            n = int.from_bytes(raw[:8], 'little'); head = json.loads(raw[8:8 + n]); out = dict()
            for name, t in reversed(list(head.items())):
                if name == '__metadata__': continue
                a, b = t['data_offsets']
                bits = np.frombuffer(raw[8 + n + a:8 + n + b], np.uint16).astype(np.uint32) << 16
                out[name] = bits.view(np.float32).reshape(t['shape'])
            safetensors.store({Quote(At("model.safetensors"))}, out)
            """);
        File.Copy(Path.Combine(models.Of("llama3"), "config.json"), At("config.json"));
        using var wider = LanguageModel.Open(folder.FullName);
        Assert.Equal(digest, WeightsDigest.Of(wider.Tensors));
    }

    static string Quote(string text) => $"'{text}'";

    string At(string name) => Path.Combine(folder.FullName, name);

    ModelException Refused() => Assert.Throws<ModelException>(() => LanguageModel.Open(folder.FullName).Dispose());

    void Copy(string kind)
    {
        foreach (var file in Directory.EnumerateFiles(models.Of(kind))) File.Copy(file, At(Path.GetFileName(file)));
    }
}
