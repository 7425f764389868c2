using Gradients.Runners.Meter.Weights;

namespace Gradients.Runners.Meter.Tokens;

/// <summary>
/// The normaliser and pre-tokenizer parts of a <c>tokenizer.json</c>; kinds that are not computed are refused.
/// </summary>
static class TextStepReader
{
    public static List<TextStep> Normaliser(ModelJson json) =>
        json.ObjectOrNone("normalizer") is { } normaliser ? [.. Normalisers(normaliser)] : [];

    public static List<TextStep> Splitter(ModelJson json) =>
        json.ObjectOrNone("pre_tokenizer") is { } splitter ? [.. Splitters(splitter)] : [];

    static IEnumerable<TextStep> Normalisers(ModelJson json) => json.Text("type") switch
    {
        "Sequence" => json.Objects("normalizers").SelectMany(Normalisers),
        "NFC" => [new TextStep.Compose()],
        "Prepend" => [new TextStep.Prepend(json.Text("prepend"))],
        "Replace" => [new TextStep.Replace(
            json.Object("pattern").TextOrNone("String") ?? throw json.Fault("pattern", "is no plain text"),
            json.Text("content"))],
        var other => throw json.Fault("normalizer", $"is '{other}', which is not computed"),
    };

    static IEnumerable<TextStep> Splitters(ModelJson json) => json.Text("type") switch
    {
        "Sequence" => json.Objects("pretokenizers").SelectMany(Splitters),
        "Split" => [Split(json)],
        "ByteLevel" => ByteLevel(json),
        "Digits" => [new TextStep.Split(
            new(json.Flag("individual_digits", false) ? @"\p{N}" : @"\p{N}+"), KeepMatches: true, KeepBetween: true)],
        "Metaspace" => [Metaspace(json)],
        var other => throw json.Fault("pre_tokenizer", $"is '{other}', which is not computed"),
    };

    static TextStep.Split Split(ModelJson json)
    {
        var pattern = json.Object("pattern");
        var behaviour = json.Text("behavior");
        if (behaviour is not ("Isolated" or "Removed"))
            throw json.Fault("behavior", $"is '{behaviour}', which is not computed");
        var isolated = behaviour == "Isolated";
        var inverted = json.Flag("invert", false);
        try
        {
            var regex = pattern.TextOrNone("Regex") ?? throw pattern.Fault("pattern", "is no Regex");
            return new(new(regex), KeepMatches: isolated || inverted, KeepBetween: isolated || !inverted);
        }
        catch (FormatException fault)
        {
            throw pattern.Fault("Regex", fault.Message);
        }
    }

    static IEnumerable<TextStep> ByteLevel(ModelJson json)
    {
        if (json.Flag("add_prefix_space", true)) yield return new TextStep.PrefixSpace();
        if (json.Flag("use_regex", true))
            yield return new TextStep.Split(RunePattern.Gpt2, KeepMatches: true, KeepBetween: true);
        yield return new TextStep.Bytes();
    }

    static TextStep.Metaspace Metaspace(ModelJson json)
    {
        var scheme = json.TextOrNone("prepend_scheme") ?? (json.Flag("add_prefix_space", true) ? "always" : "never");
        return new(json.TextOrNone("replacement") ?? "\u2581", Always: scheme == "always", FirstOnly: scheme == "first",
            Cut: json.Flag("split", true));
    }
}
