using System.Text;

namespace Gradients.Runners.Meter.Tokens;

/// <summary>Texts to token ids, as a <c>tokenizer.json</c> declares it.</summary>
public sealed class Tokenizer
{
    readonly IReadOnlyList<TextStep> normaliser, splitter;
    readonly BytePairEncoding model;
    readonly AddedTokens raw, normalised;
    readonly Dictionary<string, int> added;

    internal Tokenizer(IReadOnlyList<TextStep> normaliser, IReadOnlyList<TextStep> splitter, BytePairEncoding model,
        IReadOnlyList<AddedToken> tokens, IReadOnlyList<int> prefix, string digest)
    {
        (this.normaliser, this.splitter, this.model, Prefix, Digest) = (normaliser, splitter, model, prefix, digest);
        raw = new(tokens.Where(t => !t.Normalised));
        normalised = new(tokens.Where(t => t.Normalised).Select(t => t with { Content = Normalise(t.Content, true) }));
        added = new(StringComparer.Ordinal);
        foreach (var token in tokens) added[token.Content] = token.Id;
    }

    /// <summary>What it puts in front of a text: the beginning-of-text token, where it adds one.</summary>
    public IReadOnlyList<int> Prefix { get; internal set; }

    /// <summary>The end-of-text token; absent if no file names one.</summary>
    public int? EndOfText { get; internal set; }

    /// <summary>SHA-256 of tokenizer.json.</summary>
    public string Digest { get; }

    /// <exception cref="Weights.ModelException">The tokenizer declares something that is not computed.</exception>
    public static Tokenizer Read(string folder) => TokenizerReader.Read(folder);

    /// <summary>The id of a token by its text, added ones first.</summary>
    public int? Find(string token) => added.TryGetValue(token, out var id) ? id
        : model.Vocabulary.TryGetValue(token, out id) ? id : null;

    /// <summary>Ids of a text without anything in front or behind. Lone surrogates are read as U+FFFD.</summary>
    public List<int> Encode(string text)
    {
        var ids = new List<int>(text.Length / 3 + 4);
        var first = true;
        foreach (var (piece, special) in raw.Cut(WellFormed(text)))
        {
            if (special is { } token) ids.Add(token);
            else EncodePlain(Normalise(piece, first), first, ids);
            first = false;
        }
        return ids;
    }

    void EncodePlain(string text, bool first, List<int> ids)
    {
        foreach (var (piece, special) in normalised.Cut(text))
        {
            if (special is { } token) ids.Add(token);
            else foreach (var word in Words(piece, first)) model.Encode(word, ids);
            first = false;
        }
    }

    IEnumerable<string> Words(string piece, bool first)
    {
        IEnumerable<string> pieces = [piece];
        var starts = first;
        foreach (var step in splitter)
            pieces = pieces.SelectMany((p, i) => step.Apply(p, starts && i == 0)).Where(p => p.Length > 0).ToList();
        return pieces;
    }

    string Normalise(string piece, bool first) =>
        normaliser.Aggregate(piece, (text, step) => step.Apply(text, first).First());

    static string WellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
            i++;
        }
        return text;
    }
}
