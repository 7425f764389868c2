using System.Security.Cryptography;
using System.Text.Json;
using Gradients.Runners.Meter.Weights;

namespace Gradients.Runners.Meter.Tokens;

/// <summary>Reads <c>tokenizer.json</c> and the files beside it that name its begin and end tokens.</summary>
static class TokenizerReader
{
    public static Tokenizer Read(string folder)
    {
        var path = Path.Combine(folder, "tokenizer.json");
        var json = ModelJson.Read(path);
        var model = BytePairReader.Read(json.Object("model"));
        var added = json.Objects("added_tokens").Select(Added).ToList();
        var tokenizer = new Tokenizer(
            TextStepReader.Normaliser(json), TextStepReader.Splitter(json), model, added, [],
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));
        var config = Optional(folder, "tokenizer_config.json");
        tokenizer.Prefix = PrefixOf(json, config, tokenizer);
        tokenizer.EndOfText = EndOf(folder, config, tokenizer);
        return tokenizer;
    }

    static AddedToken Added(ModelJson token) => new(token.Index("id"), token.Text("content"),
        token.Flag("single_word", false), token.Flag("lstrip", false), token.Flag("rstrip", false),
        token.Flag("normalized", false), token.Flag("special", false));

    static ModelJson? Optional(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? ModelJson.Read(path) : null;
    }

    /// <summary>
    /// Special tokens before the text in the post-processor's template; or the begin token, if it is to be added.
    /// </summary>
    static List<int> PrefixOf(ModelJson json, ModelJson? config, Tokenizer tokenizer)
    {
        var prefix = new List<int>();
        if (Template(json.ObjectOrNone("post_processor")) is { } template)
            foreach (var part in template.Objects("single"))
            {
                if (part.ObjectOrNone("SpecialToken") is not { } special) break;
                var name = special.Text("id");
                prefix.Add(tokenizer.Find(name) ?? throw template.Fault("single", $"names unknown token '{name}'"));
            }
        if (prefix.Count == 0 && config?.Flag("add_bos_token", false) == true && Named(config, "bos_token") is { } bos)
            prefix.Add(tokenizer.Find(bos) ?? throw config.Fault("bos_token", $"names unknown token '{bos}'"));
        return prefix;
    }

    static ModelJson? Template(ModelJson? processor) => processor?.Text("type") switch
    {
        "TemplateProcessing" => processor,
        "Sequence" => processor.Objects("processors").Select(Template).FirstOrDefault(found => found is not null),
        _ => null,
    };

    static int? EndOf(string folder, ModelJson? config, Tokenizer tokenizer)
    {
        if (config is not null && Named(config, "eos_token") is { } end)
            return tokenizer.Find(end) ?? throw config.Fault("eos_token", $"names unknown token '{end}'");
        if (Optional(folder, "config.json") is not { } model
            || !model.Element.TryGetProperty("eos_token_id", out var id)) return null;
        if (id.ValueKind == JsonValueKind.Array && id.GetArrayLength() > 0) id = id[0];
        return id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out var token) ? token : null;
    }

    /// <summary>A token is named by its text, or by an object with its text as content.</summary>
    static string? Named(ModelJson config, string field) =>
        config.Element.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Object
            ? config.Object(field).Text("content") : config.TextOrNone(field);
}
