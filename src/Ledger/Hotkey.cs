namespace Gradients.Ledger;

/// <summary>
/// The public name of a node: an SS58 text in today's data, opaque here because old data holds other names.
/// Ordered by ordinal comparison of its text.
/// </summary>
public readonly record struct Hotkey(string Text) : IComparable<Hotkey>
{
    /// <summary>The last letters differ nearly always, a checksum as they are: a look at one spares comparing all.</summary>
    public bool Equals(Hotkey other)
    {
        if (ReferenceEquals(Text, other.Text))
            return true;
        return Text is { } mine && other.Text is { } theirs && mine.Length == theirs.Length
            && (mine.Length == 0 || mine[^1] == theirs[^1]) && string.Equals(mine, theirs, StringComparison.Ordinal);
    }

    public override int GetHashCode() => Text is null ? 0 : Text.GetHashCode(StringComparison.Ordinal);

    public int CompareTo(Hotkey other) => string.CompareOrdinal(Text, other.Text);

    public override string ToString() => Text;

    /// <summary>In ordinal order.</summary>
    internal static Hotkey[] Ordered(IEnumerable<Hotkey> hotkeys)
    {
        var ordered = hotkeys.ToArray();
        // Named for the ahead-of-time compiler: a sort by IComparable is found at run time and compiled then.
        ordered.AsSpan().Sort(static (left, right) => left.CompareTo(right));
        return ordered;
    }

    public static bool operator <(Hotkey left, Hotkey right) => left.CompareTo(right) < 0;
    public static bool operator >(Hotkey left, Hotkey right) => left.CompareTo(right) > 0;
    public static bool operator <=(Hotkey left, Hotkey right) => left.CompareTo(right) <= 0;
    public static bool operator >=(Hotkey left, Hotkey right) => left.CompareTo(right) >= 0;
}
