namespace Gradients.Runners.Meter.Tokens;

/// <summary>
/// A set of Unicode scalar values, as a class in a split pattern writes it; all planes are known to it.
/// </summary>
sealed class RuneSet(Func<int, bool> member)
{
    readonly bool[] ascii = [.. Enumerable.Range(0, 128).Select(member)];

    public bool Has(int rune) => rune < 128 ? ascii[rune] : member(rune);

    public RuneSet Not() => new(rune => !Has(rune));

    public static RuneSet Any { get; } = new(_ => true);

    public static RuneSet NotNewline { get; } = new(rune => rune != '\n');

    /// <summary>The Unicode property White_Space.</summary>
    public static RuneSet Space { get; } = new(IsSpace);

    public static RuneSet Word { get; } = Categories("L", "M", "Nd", "Pc");

    public static RuneSet Digit { get; } = Categories("Nd");

    public static RuneSet Range(int first, int last) => new(rune => rune >= first && rune <= last);

    public static RuneSet AnyOf(IReadOnlyList<RuneSet> sets) => new(rune => sets.Any(set => set.Has(rune)));

    /// <summary>
    /// One rune; under (?i: an ASCII letter in both cases, with the long s and the Kelvin sign, which fold to two.
    /// </summary>
    public static RuneSet Of(int rune, bool anyCase)
    {
        var folded = anyCase ? Fold(rune) : rune;
        return anyCase ? new(other => Fold(other) == folded) : new(other => other == rune);
    }

    /// <summary>A general category by its short name: one letter for a group, two for one category.</summary>
    public static RuneSet? Category(string name) => IsName(name) ? Categories(name) : null;

    public static bool IsSpace(int rune) => rune switch
    {
        >= 0x09 and <= 0x0D or 0x20 or 0x85 or 0xA0 or 0x1680 or >= 0x2000 and <= 0x200A => true,
        0x2028 or 0x2029 or 0x202F or 0x205F or 0x3000 => true,
        _ => false,
    };

    static int Fold(int rune) => rune switch
    {
        0x17F => 's',
        0x212A => 'k',
        >= 'A' and <= 'Z' => rune + 32,
        _ => rune,
    };

    static RuneSet Categories(params string[] names)
    {
        var within = GeneralCategories.Names
            .Select(known => names.Any(name => known.StartsWith(name, StringComparison.Ordinal))).ToArray();
        return new(rune => within[GeneralCategories.Of(rune)]);
    }

    static bool IsName(string name) =>
        name.Length is 1 or 2 && GeneralCategories.Names.Any(known => known.StartsWith(name, StringComparison.Ordinal));
}
