namespace Gradients.Runners.Meter.Tokens;

/// <summary>
/// A split pattern matched over Unicode scalar values: leftmost match, alternatives in order, greedy with backtracking,
/// as
/// the pattern's own engine does it.
/// </summary>
public sealed class RunePattern
{
    readonly IReadOnlyList<IReadOnlyList<PatternNode>> alternatives;

    /// <exception cref="FormatException">The pattern uses something that is not supported.</exception>
    public RunePattern(string pattern) => alternatives = PatternParser.Parse(pattern);

    public static RunePattern Gpt2 { get; } =
        new(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+");

    /// <summary>All matches from left to right, none empty.</summary>
    public IEnumerable<(int Start, int End)> Matches(int[] text)
    {
        for (var at = 0; at < text.Length;)
        {
            var end = First(alternatives, text, at, static e => e);
            if (end > at) yield return (at, end);
            at = Math.Max(end, at + 1);
        }
    }

    /// <summary>Where the match that starts here ends once the rest (then) has matched too; -1 if none does.</summary>
    static int First(IReadOnlyList<IReadOnlyList<PatternNode>> alternatives, int[] text, int at, Func<int, int> then)
    {
        foreach (var sequence in alternatives)
            if (Match(sequence, 0, text, at, then) is >= 0 and var end) return end;
        return -1;
    }

    static int Match(IReadOnlyList<PatternNode> sequence, int index, int[] text, int at, Func<int, int> then)
    {
        if (index == sequence.Count) return then(at);
        switch (sequence[index])
        {
            case PatternNode.Runs runs:
                return MatchRuns(runs, sequence, index, text, at, then);
            case PatternNode.Choice choice:
                var inner = First(choice.Alternatives, text, at, e => Match(sequence, index + 1, text, e, then));
                return inner >= 0 || !choice.Optional ? inner : Match(sequence, index + 1, text, at, then);
            case PatternNode.Ahead ahead:
                var found = First(ahead.Alternatives, text, at, static e => e) >= 0;
                return found != ahead.Negative ? Match(sequence, index + 1, text, at, then) : -1;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    static int MatchRuns(
        PatternNode.Runs runs, IReadOnlyList<PatternNode> sequence, int index, int[] text, int at, Func<int, int> then)
    {
        var most = runs.Most > text.Length - at ? text.Length : at + runs.Most;
        var end = at;
        while (end < most && runs.Set.Has(text[end])) end++;
        var least = runs.Possessive ? end : at + runs.Least;
        if (end < at + runs.Least) return -1;
        for (; end >= least; end--)
            if (Match(sequence, index + 1, text, end, then) is >= 0 and var matched) return matched;
        return -1;
    }
}
