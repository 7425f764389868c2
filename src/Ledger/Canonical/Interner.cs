using System.Text;

namespace Gradients.Ledger.Canonical;

/// <summary>
/// Gives the same string for the same bytes most of the time, so that a ledger of a million lines does not hold a
/// million copies of each hotkey, and comparing two of them is comparing two references. A fixed number of places: a
/// collision replaces, memory never grows.
/// </summary>
public sealed class Interner
{
    const int PlaceBits = 13;
    const int LongestKept = 96;
    const byte Quote = (byte)'"';

    readonly string?[] _byEnds = new string?[1 << PlaceBits];
    readonly string?[] _byStart = new string?[1 << PlaceBits];

    /// <summary>Where the reader of a list of hotkeys gathers them before it knows how many there are.</summary>
    internal List<Hotkey> Hotkeys { get; } = [];

    /// <summary>What stood between position and version of earlier entries.</summary>
    internal KnownTails Tails { get; } = new();

    /// <summary>The string of these bytes of UTF-8. Only plain ASCII is recognised the next time.</summary>
    public string Text(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestKept)
            return Encoding.UTF8.GetString(utf8);
        ref var known = ref _byEnds[PlaceOfEnds(utf8)];
        if (known is not null && known.Length == utf8.Length && Ascii.Equals(utf8, known))
            return known;
        return known = Encoding.UTF8.GetString(utf8);
    }

    /// <summary>
    /// Whether a known string stands here, up to its closing quote: found without looking for that quote first.
    /// </summary>
    internal bool TryKnown(ReadOnlySpan<byte> rest, out string text)
    {
        if (rest.Length >= StartBytes && _byStart[PlaceOfStart(rest)] is { } known && known.Length < rest.Length
            && rest[known.Length] == Quote && Ascii.Equals(rest[..known.Length], known))
        {
            text = known;
            return true;
        }
        text = "";
        return false;
    }

    /// <summary>The string of the next <paramref name="length"/> bytes, plain ASCII before a quote: known from now on.</summary>
    internal string Learn(ReadOnlySpan<byte> rest, int length)
    {
        var text = Text(rest[..length]);
        if (rest.Length >= StartBytes && length <= LongestKept)
            _byStart[PlaceOfStart(rest)] = text;
        return text;
    }

    /// <summary>The first and last eight bytes tell hotkeys and task ids apart well enough.</summary>
    static int PlaceOfEnds(ReadOnlySpan<byte> bytes)
    {
        var mixed = (ulong)bytes.Length * 0x9E3779B97F4A7C15;
        if (bytes.Length >= 8)
            return Place(mixed ^ Mixed(bytes, bytes[^8..]));
        foreach (var b in bytes)
            mixed = (mixed ^ b) * 0x100000001B3;
        return Place(mixed);
    }

    const int StartBytes = 16;

    /// <summary>Where the end is not known yet, the first sixteen bytes; behind a short text they are what follows it.</summary>
    static int PlaceOfStart(ReadOnlySpan<byte> rest) => Place(Mixed(rest, rest.Slice(8, 8)));

    static ulong Mixed(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) =>
        (BitConverter.ToUInt64(first) * 0xC2B2AE3D27D4EB4F) ^ (BitConverter.ToUInt64(second) * 0x165667B19E3779F9);

    static int Place(ulong mixed) => (int)(((mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9) >> (64 - PlaceBits));
}
