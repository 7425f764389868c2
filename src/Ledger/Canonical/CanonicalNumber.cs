using System.Buffers.Text;

namespace Gradients.Ledger.Canonical;

/// <summary>Reads a number that must already stand in its canonical form.</summary>
internal static class CanonicalNumber
{
    /// <summary>Digits that a 64-bit integer holds.</summary>
    const int MostDigits = 19;

    /// <summary>A decimal of so few significant digits is always the shortest for its binary64.</summary>
    const ulong Fifteen = 1_000_000_000_000_000;
    const ulong Seventeen = 100_000_000_000_000_000;

    const ulong LowestMantissa = 1UL << 52;

    /// <summary>Powers of ten that binary64 holds exactly.</summary>
    static ReadOnlySpan<double> ExactTens =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
    ];

    /// <summary>Null when a canonical number stands here, otherwise what is wrong with it.</summary>
    /// <param name="text">The number and what follows it: a comma, a closing bracket or brace, or nothing.</param>
    public static string? Read(ReadOnlySpan<byte> text, out double value, out int length)
    {
        if (Plain(text, out value, out length))
            return null;
        length = text.IndexOfAny((byte)',', (byte)'}', (byte)']');
        if (length < 0)
            length = text.Length;
        return Full(text[..length], out value);
    }

    /// <summary>A number without exponent, as nearly all are; false leaves it to the slow way.</summary>
    static bool Plain(ReadOnlySpan<byte> text, out double value, out int length)
    {
        value = 0;
        length = 0;
        var negative = text.Length > 0 && text[0] == (byte)'-';
        var first = negative ? 1 : 0;
        var i = first;
        var point = -1;
        ulong digits = 0;
        for (; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= (byte)'0' and <= (byte)'9')
                digits = (digits * 10) + (uint)(c - '0');
            else if (c == (byte)'.' && point < 0 && i > first)
                point = i;
            else if (c is (byte)',' or (byte)'}' or (byte)']')
                break;
            else
                return false;
        }
        length = i;
        var count = i - first - (point < 0 ? 0 : 1);
        if (count is 0 or > MostDigits || digits == 0)
            return digits == 0 && count == 1 && point < 0 && !negative;
        var decimals = point < 0 ? 0 : i - point - 1;
        if ((text[first] == (byte)'0' && point != first + 1)
            || (point >= 0 && (decimals == 0 || text[i - 1] == (byte)'0'))
            || !(digits < Fifteen ? Short(digits, decimals, out value) : Long(digits, decimals, out value)))
            return false;
        if (negative)
            value = -value;
        return true;
    }

    /// <summary>One correctly rounded division of two exact numbers gives the binary64 of the decimal.</summary>
    static bool Short(ulong digits, int decimals, out double value)
    {
        value = digits / ExactTens[decimals];
        return value >= 1e-6;
    }

    /// <summary>
    /// Sixteen or seventeen digits: the binary64 m 2^-scale, and that no other decimal is the canonical one, are proved
    /// in integers. What is equally near to two, or next to a power of two, is left to the slow way.
    /// </summary>
    static bool Long(ulong digits, int decimals, out double value)
    {
        value = digits / ExactTens[decimals]; // Rounded twice: at most two neighbours away.
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var scale = 1075 - (int)(bits >> 52);
        if (digits >= Seventeen || decimals == 0 || scale is < 0 or > 66)
            return false;
        var mantissa = (bits & (LowestMantissa - 1)) | LowestMantissa;
        // From here on everything is times 10^decimals 2^scale: neighbours lie one power of ten apart.
        var ten = (ulong)ExactTens[decimals];
        Wide power = ten;
        var off = Wide.Shifted(digits, scale) - Wide.Product(mantissa, ten);
        for (; off + off > power; off -= power)
            mantissa++;
        for (; off + off < -power; off += power)
            mantissa--;
        if (mantissa is <= LowestMantissa or >= 2 * LowestMantissa || !IsWithin(off, power))
            return false;
        // Of the decimals with as many digits it is the nearest, and those with fewer read back as another number.
        var last = digits % 10;
        if (!IsWithin(off, Wide.Shifted(1, scale)) || !IsBeyond(off - Wide.Shifted(last, scale), power)
            || !IsBeyond(off + Wide.Shifted(10 - last, scale), power))
            return false;
        value = BitConverter.UInt64BitsToDouble(((ulong)(1075 - scale) << 52) | (mantissa & (LowestMantissa - 1)));
        return true;
    }

    static bool IsWithin(Wide off, Wide distance) => off + off < distance && off + off > -distance;

    static bool IsBeyond(Wide off, Wide distance) => off + off > distance || off + off < -distance;

    static string? Full(ReadOnlySpan<byte> text, out double value)
    {
        if (text.SequenceEqual("-0"u8))
        {
            value = 0;
            return "a negative zero is the string \"-0\"";
        }
        if (!Utf8Parser.TryParse(text, out value, out var read) || read != text.Length || text.IsEmpty)
            return "expected a number";
        if (!double.IsFinite(value))
            return "the number is beyond the range of a binary64";
        Span<byte> again = stackalloc byte[Es6Number.MaxLength];
        var length = Es6Number.Format(value, again);
        return again[..length].SequenceEqual(text) ? null : "the number is not written canonically";
    }
}
