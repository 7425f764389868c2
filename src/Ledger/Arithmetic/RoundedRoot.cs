using System.Numerics;

namespace Gradients.Ledger.Arithmetic;

/// <summary>
/// The square or fourth root of an exact positive fraction, rounded once to the nearest double, ties to even.
/// </summary>
static class RoundedRoot
{
    /// <summary>
    /// Root bits kept before rounding: 53 for the double, the rest so that the sticky bit only breaks ties.
    /// </summary>
    const int KeptBits = 64;

    /// <summary>
    /// So many square roots of numerator / denominator * 2^scale, correctly rounded; overflow gives infinity.
    /// </summary>
    public static double Of(BigInteger numerator, BigInteger denominator, long scale, int squareRoots)
    {
        // Shift so that the quotient has about 64 bits per root bit kept, and the scale left divides by the degree.
        var degree = 1 << squareRoots;
        var shift = degree * KeptBits - (numerator.GetBitLength() - denominator.GetBitLength());
        while (((scale - shift) & (degree - 1)) != 0) shift++;
        if (shift >= 0) numerator <<= (int)shift; else denominator <<= (int)-shift;

        var quotient = BigInteger.DivRem(numerator, denominator, out var rest);
        var root = quotient;
        // The floor of a root of a floor is the floor of the whole root.
        for (var i = 0; i < squareRoots; i++) root = FloorRoot(root);
        var inexact = !rest.IsZero || BigInteger.Pow(root, degree) != quotient;
        return Round(root, inexact, (scale - shift) / degree);
    }

    /// <summary>
    /// The largest whole number whose square does not exceed <paramref name="value"/> (Newton from above).
    /// </summary>
    internal static BigInteger FloorRoot(BigInteger value)
    {
        if (value.IsZero) return value;
        var root = BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        while (true)
        {
            var next = (root + value / root) >> 1;
            if (next >= root) return root;
            root = next;
        }
    }

    /// <summary>kept * 2^exponent, plus a trifle where inexact, rounded; kept has more than 53 bits.</summary>
    internal static double Round(BigInteger kept, bool inexact, long exponent)
    {
        // The kept bits stand for kept * 2^exponent; a subnormal result has fewer than 53 bits.
        var lead = kept.GetBitLength() - 1 + exponent;
        if (lead > 1023) return double.PositiveInfinity;
        if (lead < -1075) return 0.0;
        var last = Math.Max(lead - 52, -1074);
        var drop = (int)(last - exponent);
        var whole = kept >> drop;
        var lost = kept - (whole << drop);
        var half = BigInteger.One << (drop - 1);
        var above = lost > half || (lost == half && inexact);
        var tie = lost == half && !inexact;
        if (above || (tie && !whole.IsEven)) whole += 1;

        // Carrying into the next power of two, or out of the subnormal range, falls out of the bit pattern itself.
        var biased = last + 1075;
        var bits = (long)whole + ((biased - 1) << 52);
        return BitConverter.Int64BitsToDouble(bits);
    }
}
