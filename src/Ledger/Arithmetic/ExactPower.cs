using System.Numerics;

namespace Gradients.Ledger.Arithmetic;

/// <summary>
/// Powers with whole and half exponents, correctly rounded (to nearest, ties to even) on every machine.
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

    /// <summary>The same without the table: what the table's entries are checked against.</summary>
    internal static double Computed(double value, int halves)
    {
        if (!double.IsFinite(value) || value <= 0.0)
            throw new ArgumentOutOfRangeException(nameof(value), "a power is taken of a positive finite number");
        if (Vanishes(value, halves)) return 0.0;

        // value = mantissa * 2^exponent, so value^|halves| is the exact fraction below; its root is taken last.
        var (mantissa, exponent) = Split(value);
        var magnitude = Math.Abs(halves);
        var power = BigInteger.Pow(mantissa, magnitude);
        var scale = (long)exponent * magnitude;
        return halves >= 0
            ? RoundedRoot.Of(power, BigInteger.One, scale)
            : RoundedRoot.Of(BigInteger.One, power, -scale);
    }

    /// <summary>
    /// True below half of the smallest subnormal number: a bound that spares powers of thousands of digits.
    /// </summary>
    static bool Vanishes(double value, int halves)
    {
        // value < 2^top, hence value^(halves/2) < 2^(top * halves / 2), and 2^-1075 already rounds to zero.
        var top = Math.ILogB(value) + 1L;
        return halves > 0 && top * halves <= -2150;
    }

    static (BigInteger Mantissa, int Exponent) Split(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var fraction = bits & 0xF_FFFF_FFFF_FFFF;
        var biased = (int)(bits >> 52);
        return biased == 0 ? (fraction, -1074) : (fraction | 1L << 52, biased - 1075);
    }
}
