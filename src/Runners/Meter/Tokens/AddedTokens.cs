namespace Gradients.Runners.Meter.Tokens;

/// <summary>Cuts a text at added tokens: leftmost first, the longest of those that start at one place.</summary>
sealed class AddedTokens
{
    readonly Dictionary<char, AddedToken[]> byFirst;

    public AddedTokens(IEnumerable<AddedToken> tokens) => byFirst = tokens.Where(t => t.Content.Length > 0)
        .GroupBy(t => t.Content[0])
        .ToDictionary(g => g.Key, g => g.OrderByDescending(t => t.Content.Length).ToArray());

    /// <summary>Pieces in order; Id is the token's, or null for text between them.</summary>
    public IEnumerable<(string Text, int? Id)> Cut(string text)
    {
        var done = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (!byFirst.TryGetValue(text[at], out var candidates)) continue;
            var token = candidates.FirstOrDefault(t =>
                string.CompareOrdinal(text, at, t.Content, 0, t.Content.Length) == 0);
            if (token is null) continue;
            var (start, end) = (at, at + token.Content.Length);
            at = end - 1;
            if (token.SingleWord && (TouchesWord(text, start - 1) || TouchesWord(text, end))) continue;
            if (token.LeftStrip)
                while (start > done && RuneSet.IsSpace(text[start - 1])) start--;
            if (token.RightStrip)
                while (end < text.Length && RuneSet.IsSpace(text[end])) end++;
            if (start > done) yield return (text[done..start], null);
            yield return (text[start..end], token.Id);
            done = end;
            at = Math.Max(at, end - 1);
        }
        if (done < text.Length) yield return (text[done..], null);
    }

    static bool TouchesWord(string text, int at) =>
        at >= 0 && at < text.Length && !char.IsSurrogate(text[at]) && RuneSet.Word.Has(text[at]);
}
