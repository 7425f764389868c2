using System.Globalization;
using System.Numerics;

namespace Gradients.Ledger.Tests.Canonical;

/// <summary>
/// Number::toString of ECMA-262 word by word: the least k for which some digits s of length k give the value, and
/// of those the ones nearest to it, found with whole numbers of any size.
/// </summary>
static class SlowNumber
{
    public static string Text(double value)
    {
        if (value < 0)
            return "-" + Text(-value);
        var (numerator, denominator) = Fraction(value);
        // Where k digits do, k + 1 do as well: so the least k is found from above.
        var (digits, n) = Nearest(numerator, denominator, 17, value);
        for (var k = 16; k > 0 && Nearest(numerator, denominator, k, value) is ({ } fewer, var place); k--)
            (digits, n) = (fewer, place);
        return LaidOut(digits!, n);
    }

    static (BigInteger, BigInteger) Fraction(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7ff);
        BigInteger mantissa = bits & 0xfffffffffffff;
        if (exponent > 0)
            mantissa += BigInteger.One << 52;
        var shift = Math.Max(exponent, 1) - 1075;
        return shift >= 0 ? (mantissa << shift, BigInteger.One) : (mantissa, BigInteger.One << -shift);
    }

    /// <summary>
    /// The k digits that stand nearest below or above the value and read back as it, with their point.
    /// </summary>
    static (string?, int) Nearest(BigInteger numerator, BigInteger denominator, int k, double value)
    {
        var n = (int)Math.Floor(Math.Log10(value)) + 1;
        // The logarithm may be one off: settle n so that 10^(n-1) <= value < 10^n.
        while (Compare(numerator, denominator, n) >= 0) n++;
        while (Compare(numerator, denominator, n - 1) < 0) n--;
        var scale = k - n;
        var (top, bottom) = scale >= 0
            ? (numerator * Power(scale), denominator)
            : (numerator, denominator * Power(-scale));
        var below = BigInteger.Divide(top, bottom);
        var fromBelow = top - (below * bottom);
        var above = below + 1;
        var upperIsNearer = fromBelow * 2 > bottom || (fromBelow * 2 == bottom && !below.IsEven);
        foreach (var s in upperIsNearer ? new[] { above, below } : [below, above])
        {
            var text = s.ToString(CultureInfo.InvariantCulture);
            var back = double.Parse($"{text}e{n - k}", CultureInfo.InvariantCulture);
            if (back == value)
                return (text.TrimEnd('0'), n + (text.Length - k));
        }
        return (null, 0);
    }

    static int Compare(BigInteger numerator, BigInteger denominator, int power) => power >= 0
        ? numerator.CompareTo(denominator * Power(power))
        : (numerator * Power(-power)).CompareTo(denominator);

    static BigInteger Power(int exponent) => BigInteger.Pow(10, Math.Max(exponent, 0));

    static string LaidOut(string digits, int n)
    {
        var k = digits.Length;
        if (k <= n && n <= 21)
            return digits + new string('0', n - k);
        if (n is > 0 and <= 21)
            return digits[..n] + "." + digits[n..];
        if (n is > -6 and <= 0)
            return "0." + new string('0', -n) + digits;
        var exponent = (n - 1 < 0 ? "-" : "+") + Math.Abs(n - 1).ToString(CultureInfo.InvariantCulture);
        return k == 1 ? $"{digits}e{exponent}" : $"{digits[0]}.{digits[1..]}e{exponent}";
    }
}
