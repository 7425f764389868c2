using System.Numerics;

namespace Gradients.Ledger.Arithmetic;

/// <summary>
/// e to the power of a double, correctly rounded on every machine. A C library's <c>exp</c> is off by one unit in the
/// last place now and then, and each differs in its own places.
/// </summary>
public static class ExactExponential
{
    const int FirstPrecision = 192, ErrorBits = 48;

    /// <param name="exponent">Any number: infinities and overflow give infinity or zero, NaN stays NaN.</param>
    public static double Of(double exponent)
    {
        if (double.IsNaN(exponent)) return exponent;
        if (exponent == 0.0) return 1.0;
        if (exponent > 710.0) return double.PositiveInfinity;
        if (exponent < -746.0) return 0.0;

        // No power of e with a rational exponent but 0 is rational, hence none is a tie: some precision decides.
        for (var precision = FirstPrecision; ; precision *= 2)
        {
            var power = FixedPoint(Math.Abs(exponent), precision);
            var error = (power >> (precision - ErrorBits)) + 1;
            var low = Rounded(power - error, precision, exponent < 0.0);
            var high = Rounded(power + error, precision, exponent < 0.0);
            if (low == high) return low;
        }
    }

    /// <summary>
    /// e^magnitude * 2^precision. The series runs at magnitude / 2^halvings and is squared back, which costs less than
    /// two bits a time: the relative error stays far below 2^(ErrorBits - precision).
    /// </summary>
    static BigInteger FixedPoint(double magnitude, int precision)
    {
        var halvings = Math.Max(0, Math.ILogB(magnitude) + 9);
        var x = Scaled(magnitude, precision - halvings);
        var one = BigInteger.One << precision;
        var sum = one;
        var term = one;
        for (var n = 1; !term.IsZero; n++)
        {
            term = (term * x >> precision) / n;
            sum += term;
        }
        for (var i = 0; i < halvings; i++) sum = sum * sum >> precision;
        return sum;
    }

    /// <summary>value * 2^shift, rounded down.</summary>
    static BigInteger Scaled(double value, int shift)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var biased = (int)(bits >> 52);
        BigInteger mantissa = biased == 0 ? bits : (bits & 0xF_FFFF_FFFF_FFFF) | 1L << 52;
        var places = Math.Max(biased, 1) - 1075 + shift;
        return places >= 0 ? mantissa << places : mantissa >> -places;
    }

    static double Rounded(BigInteger power, int precision, bool inverse)
    {
        if (!inverse) return RoundedRoot.Round(power, inexact: true, -precision);
        var bits = (int)power.GetBitLength() + precision;
        return RoundedRoot.Round((BigInteger.One << bits) / power, inexact: true, precision - bits);
    }
}
