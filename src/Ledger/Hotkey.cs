namespace Gradients.Ledger;

/// <summary>
/// The public name of a node: an SS58 text in today's data, opaque here because old data holds other names.
/// Ordered by ordinal comparison of its text.
/// </summary>
public readonly record struct Hotkey(string Text) : IComparable<Hotkey>
{
    public int CompareTo(Hotkey other) => string.CompareOrdinal(Text, other.Text);

    public override string ToString() => Text;

    public static bool operator <(Hotkey left, Hotkey right) => left.CompareTo(right) < 0;
    public static bool operator >(Hotkey left, Hotkey right) => left.CompareTo(right) > 0;
    public static bool operator <=(Hotkey left, Hotkey right) => left.CompareTo(right) <= 0;
    public static bool operator >=(Hotkey left, Hotkey right) => left.CompareTo(right) >= 0;
}
