using System.Buffers;

namespace Gradients.Ledger.Chain;

/// <summary>Bytes as nodes write them: 0x and two hex digits a byte.</summary>
public static class HexBytes
{
    static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdefABCDEF");

    public static string Write(ReadOnlySpan<byte> bytes) => "0x" + Convert.ToHexStringLower(bytes);

    /// <exception cref="BadScale">The text is no such thing; the offset counts letters.</exception>
    public static byte[] Read(string text)
    {
        if (!text.StartsWith("0x", StringComparison.Ordinal))
            throw new BadScale(0, "bytes begin with 0x");
        if (text.Length % 2 != 0)
            throw new BadScale(text.Length, "an odd number of hex digits");
        var wrong = text.AsSpan(2).IndexOfAnyExcept(Digits);
        return wrong < 0
            ? Convert.FromHexString(text.AsSpan(2))
            : throw new BadScale(wrong + 2, $"'{text[wrong + 2]}' is no hex digit");
    }

    /// <summary>Exactly so many bytes.</summary>
    public static byte[] Read(string text, int bytes)
    {
        var read = Read(text);
        return read.Length == bytes
            ? read
            : throw new BadScale(2, $"{bytes} bytes are needed, there are {read.Length}");
    }
}
