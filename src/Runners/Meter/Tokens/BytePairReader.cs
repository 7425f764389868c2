using System.Text.Json;
using Gradients.Runners.Meter.Weights;

namespace Gradients.Runners.Meter.Tokens;

/// <summary>The model part of a <c>tokenizer.json</c>: vocabulary and merges.</summary>
static class BytePairReader
{
    public static BytePairEncoding Read(ModelJson model)
    {
        if ((model.TextOrNone("type") ?? "BPE") is var type && type != "BPE")
            throw model.Fault("type", $"is '{type}', only BPE is computed");
        foreach (var field in new[] { "continuing_subword_prefix", "end_of_word_suffix" })
            if (!string.IsNullOrEmpty(model.TextOrNone(field)))
                throw model.Fault(field, "is set, which is not computed");
        if (model.NumberOrNone("dropout") is > 0) throw model.Fault("dropout", "would make token ids random");
        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var token in model.Object("vocab").Element.EnumerateObject())
            vocabulary[token.Name] = token.Value.ValueKind == JsonValueKind.Number
                && token.Value.TryGetInt32(out var id)
                ? id : throw model.Fault("vocab", $"gives '{token.Name}' no whole number");
        int? unknown = model.TextOrNone("unk_token") is not { } name ? null
            : vocabulary.TryGetValue(name, out var found) ? found
            : throw model.Fault("unk_token", "is not in the vocabulary");
        return new(vocabulary, Merges(model, vocabulary), unknown, model.Flag("fuse_unk", false),
            model.Flag("byte_fallback", false), model.Flag("ignore_merges", false));
    }

    static Dictionary<(int Left, int Right), (int Rank, int Joined)> Merges(
        ModelJson model, Dictionary<string, int> vocabulary)
    {
        var merges = new Dictionary<(int Left, int Right), (int Rank, int Joined)>();
        var rank = 0;
        foreach (var merge in model.List("merges"))
        {
            var (left, right) = Pair(merge) ?? throw model.Fault("merges", $"entry {rank} is no pair");
            if (!vocabulary.TryGetValue(left, out var a) || !vocabulary.TryGetValue(right, out var b)
                || !vocabulary.TryGetValue(left + right, out var joined))
                throw model.Fault("merges", $"entry {rank} joins or makes a token that is not in the vocabulary");
            // The later of two equal pairs counts, as in the tokenizers library.
            merges[(a, b)] = (rank++, joined);
        }
        return merges;
    }

    static (string Left, string Right)? Pair(JsonElement merge)
    {
        if (merge.ValueKind == JsonValueKind.Array && merge.GetArrayLength() == 2
            && merge[0].ValueKind == JsonValueKind.String && merge[1].ValueKind == JsonValueKind.String)
            return (merge[0].GetString()!, merge[1].GetString()!);
        return merge.ValueKind == JsonValueKind.String && merge.GetString()!.Split(' ') is [var left, var right]
            ? (left, right) : null;
    }
}
