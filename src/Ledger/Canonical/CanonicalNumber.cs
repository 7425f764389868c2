using System.Buffers.Text;

namespace Gradients.Ledger.Canonical;

/// <summary>Reads a number that must already stand in its canonical form.</summary>
internal static class CanonicalNumber
{
    /// <summary>Powers of ten that binary64 holds exactly.</summary>
    static ReadOnlySpan<double> ExactTens =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ];

    /// <summary>Null when <paramref name="text"/> is canonical, otherwise what is wrong with it.</summary>
    public static string? Read(ReadOnlySpan<byte> text, out double value) =>
        Short(text, out value) ? null : Full(text, out value);

    /// <summary>
    /// Up to fifteen significant digits, no exponent: such a decimal is always the shortest for its binary64, and one
    /// correctly rounded division of two exact numbers gives that binary64.
    /// </summary>
    static bool Short(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        var i = 0;
        var negative = text.Length > 0 && text[0] == (byte)'-';
        if (negative)
            i++;
        var first = i;
        long digits = 0;
        var point = -1;
        for (; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= (byte)'0' and <= (byte)'9')
                digits = (digits * 10) + (c - '0');
            else if (c == (byte)'.' && point < 0 && i > first)
                point = i;
            else
                return false;
            if (i - first > 15)
                return false;
        }
        var count = i - first - (point < 0 ? 0 : 1);
        if (count is 0 or > 15 || digits == 0)
            return digits == 0 && count == 1 && point < 0 && !negative;
        if (text[first] == (byte)'0' && point != first + 1)
            return false;
        var decimals = point < 0 ? 0 : i - point - 1;
        if (point >= 0 && (decimals == 0 || text[i - 1] == (byte)'0'))
            return false;
        value = digits / ExactTens[decimals];
        if (value < 1e-6)
            return false;
        if (negative)
            value = -value;
        return true;
    }

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
