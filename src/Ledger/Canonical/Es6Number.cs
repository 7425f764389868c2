using System.Buffers.Text;
using System.Globalization;

namespace Gradients.Ledger.Canonical;

/// <summary>
/// Numbers as RFC 8785 writes them: the shortest decimal that reads back to the same binary64, laid out as
/// ECMAScript's <c>Number.prototype.toString</c> does. Culture never enters.
/// </summary>
public static class Es6Number
{
    /// <summary>The longest text: sign, 17 digits, point, <c>e-308</c> and leading zeros fit well within it.</summary>
    public const int MaxLength = 32;

    /// <summary>Writes a finite, not negative-zero value; returns the number of bytes.</summary>
    public static int Format(double value, Span<byte> target)
    {
        if (value == Math.Truncate(value) && Math.Abs(value) < 1e15)
        {
            Utf8Formatter.TryFormat((long)value, target, out var whole);
            return whole;
        }
        Span<byte> shortest = stackalloc byte[MaxLength];
        value.TryFormat(shortest, out var length, "R", NumberFormatInfo.InvariantInfo);
        // Below a power of two doubles lie twice as close as above it, and .NET 10 overlooks that for 2^-25 and 2^-958:
        // its shortest digits read back as the number below. Seventeen digits always tell neighbours apart.
        if (IsPowerOfTwo(value) && !ReadsBack(shortest[..length], value))
            value.TryFormat(shortest, out length, "E16", NumberFormatInfo.InvariantInfo);
        return Relay(shortest[..length], target);
    }

    /// <summary>The same as a text, with words for what is not finite.</summary>
    public static string Text(double value)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        return double.IsFinite(value)
            ? System.Text.Encoding.ASCII.GetString(text[..Format(value, text)])
            : double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
    }

    static bool IsPowerOfTwo(double value) => (BitConverter.DoubleToInt64Bits(value) & 0xF_FFFF_FFFF_FFFF) == 0;

    static bool ReadsBack(ReadOnlySpan<byte> text, double value) =>
        Utf8Parser.TryParse(text, out double again, out _) && again == value;

    /// <summary>Relays .NET's shortest digits in ECMAScript's layout.</summary>
    static int Relay(ReadOnlySpan<byte> shortest, Span<byte> target)
    {
        var at = 0;
        if (shortest[0] == (byte)'-')
        {
            target[at++] = (byte)'-';
            shortest = shortest[1..];
        }
        Span<byte> digits = stackalloc byte[MaxLength];
        var (count, point) = Digits(shortest, digits);
        digits = digits[..count];
        // point = n in ECMA-262's Number::toString: the value is 0.digits * 10^n.
        if (point is > 0 and <= 21)
            return at + Plain(digits, point, target[at..]);
        if (point is > -6 and <= 0)
        {
            "0."u8.CopyTo(target[at..]);
            target.Slice(at + 2, -point).Fill((byte)'0');
            digits.CopyTo(target[(at + 2 - point)..]);
            return at + 2 - point + count;
        }
        return at + Exponential(digits, point - 1, target[at..]);
    }

    static int Plain(ReadOnlySpan<byte> digits, int point, Span<byte> target)
    {
        if (digits.Length <= point)
        {
            digits.CopyTo(target);
            target[digits.Length..point].Fill((byte)'0');
            return point;
        }
        digits[..point].CopyTo(target);
        target[point] = (byte)'.';
        digits[point..].CopyTo(target[(point + 1)..]);
        return digits.Length + 1;
    }

    static int Exponential(ReadOnlySpan<byte> digits, int exponent, Span<byte> target)
    {
        var at = 0;
        target[at++] = digits[0];
        if (digits.Length > 1)
        {
            target[at++] = (byte)'.';
            digits[1..].CopyTo(target[at..]);
            at += digits.Length - 1;
        }
        target[at++] = (byte)'e';
        target[at++] = exponent < 0 ? (byte)'-' : (byte)'+';
        return Utf8Formatter.TryFormat(Math.Abs(exponent), target[at..], out var length) ? at + length : at;
    }

    /// <summary>Splits a .NET number text into its significant digits and the place of the point before them.</summary>
    static (int Count, int Point) Digits(ReadOnlySpan<byte> text, Span<byte> digits)
    {
        var exponent = 0;
        var e = text.IndexOf((byte)'E');
        if (e >= 0)
        {
            var sign = text[e + 1] == (byte)'-' ? -1 : 1;
            exponent = Utf8Parser.TryParse(text[(e + 2)..], out int size, out _) ? sign * size : 0;
            text = text[..e];
        }
        var dot = text.IndexOf((byte)'.');
        var point = (dot < 0 ? text.Length : dot) + exponent;
        var count = 0;
        foreach (var c in text)
            if (c != (byte)'.')
                digits[count++] = c;
        var zeros = 0;
        while (zeros < count - 1 && digits[zeros] == (byte)'0')
            zeros++;
        digits[zeros..count].CopyTo(digits);
        count -= zeros;
        while (count > 1 && digits[count - 1] == (byte)'0')
            count--;
        return (count, point - zeros);
    }
}
