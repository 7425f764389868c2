namespace Gradients.Runners.Meter.Tokens;

/// <summary>One item of a sequence in a split pattern.</summary>
abstract record PatternNode
{
    PatternNode() { }

    /// <summary>
    /// Between Least and Most runes of a set, as many as possible first; Possessive never gives any back.
    /// </summary>
    public sealed record Runs(RuneSet Set, int Least, int Most, bool Possessive) : PatternNode;

    /// <summary>The first alternative that lets the rest match; or, if Optional, nothing.</summary>
    public sealed record Choice(IReadOnlyList<IReadOnlyList<PatternNode>> Alternatives, bool Optional) : PatternNode;

    /// <summary>What follows must (or, if Negative, must not) match, without being taken.</summary>
    public sealed record Ahead(IReadOnlyList<IReadOnlyList<PatternNode>> Alternatives, bool Negative) : PatternNode;
}
