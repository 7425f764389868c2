using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Gradients.Ledger.Arithmetic;

/// <summary>
/// Doubles as C99 hexadecimal text in the one form Python's <c>float.hex</c> writes: <c>0x1.89d89d89d89d8p-1</c>,
/// <c>0x0.0p+0</c>, <c>-0x0.0p+0</c>, subnormals with a leading 0, <c>inf</c>, <c>-inf</c>, <c>nan</c>.
/// </summary>
public static class HexFloat
{
    public static string Format(double value)
    {
        if (double.IsNaN(value)) return "nan";
        var bits = BitConverter.DoubleToInt64Bits(value);
        var sign = bits < 0 ? "-" : "";
        if (double.IsInfinity(value)) return sign + "inf";
        if (value == 0.0) return sign + "0x0.0p+0";

        var biased = (int)(bits >> 52) & 0x7FF;
        var fraction = bits & 0xF_FFFF_FFFF_FFFF;
        var lead = biased == 0 ? 0 : 1;
        var exponent = biased == 0 ? -1022 : biased - 1023;
        var plus = exponent < 0 ? "" : "+";
        return string.Create(null, $"{sign}0x{lead}.{fraction:x13}p{plus}{exponent}");
    }

    /// <summary>Reads exactly the form that <see cref="Format"/> writes, nothing looser.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out double value)
    {
        value = 0.0;
        if (text is null) return false;
        var rest = text.AsSpan();
        var negative = rest.StartsWith("-");
        if (negative) rest = rest[1..];
        if (!TryParseMagnitude(rest, out var magnitude)) return false;
        value = negative ? -magnitude : magnitude;
        return Format(value) == text;
    }

    /// <exception cref="FormatException">The text is not a double in this form.</exception>
    public static double Parse(string text) =>
        TryParse(text, out var value) ? value : throw new FormatException($"not a hexadecimal double: {text}");

    static bool TryParseMagnitude(ReadOnlySpan<char> text, out double magnitude)
    {
        magnitude = text switch { "inf" => double.PositiveInfinity, "nan" => double.NaN, _ => 0.0 };
        if (text is "inf" or "nan" or "0x0.0p+0") return true;

        const int fractionStart = 4, fractionLength = 13, exponentStart = 18;
        if (text.Length <= exponentStart || text[fractionStart + fractionLength] != 'p') return false;
        if (text[..fractionStart] is not ("0x0." or "0x1.")) return false;
        var digits = text.Slice(fractionStart, fractionLength);
        if (!long.TryParse(digits, NumberStyles.AllowHexSpecifier, null, out var fraction)) return false;
        if (!int.TryParse(text[exponentStart..], NumberStyles.AllowLeadingSign, null, out var exponent)) return false;
        var subnormal = text[2] == '0';
        if (subnormal ? exponent != -1022 : exponent is < -1022 or > 1023) return false;
        var biased = subnormal ? 0L : exponent + 1023L;
        magnitude = BitConverter.Int64BitsToDouble(biased << 52 | fraction);
        return true;
    }
}
