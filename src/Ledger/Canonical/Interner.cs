using System.Text;

namespace Gradients.Ledger.Canonical;

/// <summary>
/// Gives the same string for the same bytes most of the time, so that a ledger of a million lines does not hold a
/// million copies of each hotkey. A fixed number of places: a collision replaces, memory never grows.
/// </summary>
public sealed class Interner
{
    const int Places = 1 << 13;
    const int LongestKept = 96;

    readonly byte[]?[] _bytes = new byte[]?[Places];
    readonly string?[] _texts = new string?[Places];

    public string Text(ReadOnlySpan<byte> ascii)
    {
        if (ascii.Length > LongestKept)
            return Encoding.UTF8.GetString(ascii);
        var place = Place(ascii);
        if (_bytes[place] is { } known && ascii.SequenceEqual(known))
            return _texts[place]!;
        var text = Encoding.UTF8.GetString(ascii);
        _bytes[place] = ascii.ToArray();
        _texts[place] = text;
        return text;
    }

    /// <summary>The first and last eight bytes tell hotkeys and task ids apart well enough.</summary>
    static int Place(ReadOnlySpan<byte> bytes)
    {
        ulong mixed = (ulong)bytes.Length * 0x9E3779B97F4A7C15;
        if (bytes.Length >= 8)
        {
            mixed ^= BitConverter.ToUInt64(bytes) * 0xC2B2AE3D27D4EB4F;
            mixed ^= BitConverter.ToUInt64(bytes[^8..]) * 0x165667B19E3779F9;
        }
        else
        {
            foreach (var b in bytes)
                mixed = (mixed ^ b) * 0x100000001B3;
        }
        mixed ^= mixed >> 29;
        return (int)((mixed * 0xBF58476D1CE4E5B9) >> 51);
    }
}
