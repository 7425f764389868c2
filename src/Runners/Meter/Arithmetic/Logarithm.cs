namespace Gradients.Runners.Meter.Arithmetic;

/// <summary>Natural logarithm in binary64 from + - * / and FMA alone; within 1 unit in the last place.</summary>
/// <remarks>
/// x = 2^k m, m in [sqrt 1/2, sqrt 2); with f = m - 1 and s = f / (2 + f), log m = 2 atanh s
/// = f - s (f - R), R = 2 s^2/3 + 2 s^4/5 + … up to s^22 (remainder below 2^-60).
/// </remarks>
public static class Logarithm
{
    const double Ln2High = 0.6931471805599453;
    const double Ln2Low = 2.3190468138462996e-17;
    const double SquareRootOfTwo = 1.4142135623730951;
    const double TwoTo54 = 18014398509481984.0;

    /// <summary>log x; minus infinity at 0, NaN below it.</summary>
    public static double Of(double x)
    {
        if (!(x > 0.0)) return x == 0.0 ? double.NegativeInfinity : double.NaN;
        if (double.IsPositiveInfinity(x)) return x;
        var shift = 0;
        if (x < 2.2250738585072014e-308) (x, shift) = (x * TwoTo54, -54);
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> 52) - 1023;
        var m = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        if (m > SquareRootOfTwo) (m, exponent) = (m * 0.5, exponent + 1);
        double k = exponent + shift;
        var f = m - 1.0;
        var s = f / (2.0 + f);
        var z = s * s;
        var p = 2.0 / 23;
        for (var n = 21; n >= 3; n -= 2) p = Math.FusedMultiplyAdd(p, z, 2.0 / n);
        var lowPart = Math.FusedMultiplyAdd(k, Ln2Low, -(s * (f - z * p)));
        if (k == 0.0) return f + lowPart;
        // k ln 2 and f are added without loss first, what they lose is carried into the low part.
        var high = k * Ln2High;
        var lost = Math.FusedMultiplyAdd(k, Ln2High, -high);
        var sum = high + f;
        return sum + (f - (sum - high) + lost + lowPart);
    }
}
