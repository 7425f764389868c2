using System.Numerics;

namespace Gradients.Ledger.Arithmetic;

/// <summary>
/// Powers with whole, half and quarter exponents, correctly rounded (to nearest, ties to even) on every machine.
/// A C library's <c>pow</c> may differ in the last bit between platforms; a weight must not.
/// </summary>
public static class ExactPower
{
    /// <summary><paramref name="value"/> to the power of <paramref name="exponent"/>.</summary>
    /// <param name="value">Finite and above zero; its binary value is taken exactly.</param>
    /// <param name="exponent">Any whole number.</param>
    public static double Whole(double value, int exponent) => Halves(value, checked(2 * exponent));

    /// <summary><paramref name="value"/> to the power of <paramref name="halves"/> / 2.</summary>
    /// <param name="value">Finite and above zero; its binary value is taken exactly.</param>
    /// <param name="halves">Twice the exponent: 3 means 1.5.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a positive finite number.</exception>
    public static double Halves(double value, int halves) =>
        PowerTable.TryFind(value, halves, out var tabled) ? tabled : Computed(value, halves);

    /// <summary><paramref name="value"/> to the power of <paramref name="quarters"/> / 4.</summary>
    /// <param name="value">Finite and above zero; its binary value is taken exactly.</param>
    /// <param name="quarters">Four times the exponent: 5 means 1.25.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a positive finite number.</exception>
    public static double Quarters(double value, int quarters) => Rooted(value, quarters, squareRoots: 2);

    /// <summary>Halves without the table: what the table's entries are checked against.</summary>
    internal static double Computed(double value, int halves) => Rooted(value, halves, squareRoots: 1);

    /// <summary>value^power, and then so many square roots, in one rounding.</summary>
    static double Rooted(double value, int exponentOfValue, int squareRoots)
    {
        if (!double.IsFinite(value) || value <= 0.0)
            throw new ArgumentOutOfRangeException(nameof(value), "a power is taken of a positive finite number");
        if (Vanishes(value, exponentOfValue, squareRoots)) return 0.0;

        // value = mantissa * 2^exponent, so its whole power is the exact fraction below; its root is taken last.
        var (mantissa, exponent) = Split(value);
        var magnitude = Math.Abs(exponentOfValue);
        var power = BigInteger.Pow(mantissa, magnitude);
        var scale = (long)exponent * magnitude;
        return exponentOfValue >= 0
            ? RoundedRoot.Of(power, BigInteger.One, scale, squareRoots)
            : RoundedRoot.Of(BigInteger.One, power, -scale, squareRoots);
    }

    /// <summary>
    /// True below half of the smallest subnormal number: a bound that spares powers of thousands of digits.
    /// </summary>
    static bool Vanishes(double value, int exponentOfValue, int squareRoots)
    {
        // value < 2^top, hence its power < 2^(top * exponent / 2^roots), and 2^-1075 already rounds to zero.
        var top = Math.ILogB(value) + 1L;
        return exponentOfValue > 0 && top * exponentOfValue <= -1075L << squareRoots;
    }

    static (BigInteger Mantissa, int Exponent) Split(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var fraction = bits & 0xF_FFFF_FFFF_FFFF;
        var biased = (int)(bits >> 52);
        return biased == 0 ? (fraction, -1074) : (fraction | 1L << 52, biased - 1075);
    }
}
