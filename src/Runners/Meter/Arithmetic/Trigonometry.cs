namespace Gradients.Runners.Meter.Arithmetic;

/// <summary>
/// Sine and cosine in binary64 from + - * / and FMA alone, for angles up to 2^30 in size; absolute error below 2^-53
/// (angles of rotary positions stay below 2^21).
/// </summary>
/// <remarks>Reduced by multiples of pi/2 held in three parts, then Taylor series to r^19 and r^18 over |r| &lt;=
/// pi/4.</remarks>
public static class Trigonometry
{
    const double TwoOverPi = 0.6366197723675814;
    const double HalfPi1 = 1.5707963267948966;
    const double HalfPi2 = 6.123233995736766e-17;
    const double HalfPi3 = -1.4973849048591698e-33;
    const double Rounder = 6755399441055744.0;
    const double Largest = 1073741824.0;

    public static (double Sin, double Cos) Of(double angle)
    {
        if (!(Math.Abs(angle) <= Largest))
            throw new ArgumentOutOfRangeException(nameof(angle), "Angles beyond 2^30 are not reduced.");
        var k = Math.FusedMultiplyAdd(angle, TwoOverPi, Rounder) - Rounder;
        var r = Math.FusedMultiplyAdd(-k, HalfPi1, angle);
        r = Math.FusedMultiplyAdd(-k, HalfPi2, r);
        r = Math.FusedMultiplyAdd(-k, HalfPi3, r);
        var (sin, cos) = (Sine(r), Cosine(r));
        return ((long)k & 3) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }

    static double Sine(double r)
    {
        var z = r * r;
        var p = -1.0 / 121645100408832000;
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 355687428096000);
        p = Math.FusedMultiplyAdd(p, z, -1.0 / 1307674368000);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 6227020800);
        p = Math.FusedMultiplyAdd(p, z, -1.0 / 39916800);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 362880);
        p = Math.FusedMultiplyAdd(p, z, -1.0 / 5040);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 120);
        p = Math.FusedMultiplyAdd(p, z, -1.0 / 6);
        return Math.FusedMultiplyAdd(p * z, r, r);
    }

    static double Cosine(double r)
    {
        var z = r * r;
        var p = -1.0 / 6402373705728000;
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 20922789888000);
        p = Math.FusedMultiplyAdd(p, z, -1.0 / 87178291200);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 479001600);
        p = Math.FusedMultiplyAdd(p, z, -1.0 / 3628800);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 40320);
        p = Math.FusedMultiplyAdd(p, z, -1.0 / 720);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 24);
        p = Math.FusedMultiplyAdd(p, z, -0.5);
        return Math.FusedMultiplyAdd(p, z, 1.0);
    }
}
