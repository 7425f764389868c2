using System.Numerics;

namespace Gradients.Runners.Tests.Meter.Arithmetic;

/// <summary>Fixed-point numbers with 320 bits after the point: series summed until nothing is left to add.</summary>
static class Exactly
{
    public const int Bits = 320;
    public static readonly BigInteger One = BigInteger.One << Bits;
    public static readonly BigInteger Pi = 4 * (4 * ArcTanOfInverse(5) - ArcTanOfInverse(239));
    static readonly BigInteger Ln2 = 2 * ArTanH(One / 3);

    public static BigInteger From(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> 52) & 0x7FF;
        BigInteger m = (bits & 0xFFFFFFFFFFFFF) | (exponent == 0 ? 0 : 1L << 52);
        var shift = Math.Max(exponent, 1) - 1075 + Bits;
        m = shift >= 0 ? m << shift : m >> -shift;
        return x < 0 ? -m : m;
    }

    public static BigInteger Exp(double x)
    {
        var at = From(x);
        var k = (int)Math.Round(x / 0.6931471805599453);
        at -= k * Ln2;
        BigInteger term = One, sum = 0;
        for (var n = 1; !term.IsZero; n++) (sum, term) = (sum + term, (term * at >> Bits) / n);
        return k >= 0 ? sum << k : sum >> -k;
    }

    public static BigInteger Tanh(double x)
    {
        var e = Exp(2 * x);
        return ((e - One) << Bits) / (e + One);
    }

    public static BigInteger Log(double x)
    {
        var k = (int)Math.Floor(Math.Log2(x));
        var m = k >= 0 ? From(x) >> k : From(x) << -k;
        return 2 * ArTanH(((m - One) << Bits) / (m + One)) + k * Ln2;
    }

    public static (BigInteger Sin, BigInteger Cos) SinCos(double x)
    {
        var at = BigInteger.Remainder(From(x), 2 * Pi);
        BigInteger sin = 0, cos = 0, term = One;
        for (var n = 0; !term.IsZero; n++)
        {
            var signed = (n & 2) == 0 ? term : -term;
            if ((n & 1) == 0) cos += signed;
            else sin += signed;
            term = (term * at >> Bits) / (n + 1);
        }
        return (sin, cos);
    }

    public static BigInteger Erf(double x)
    {
        BigInteger at = From(x), square = at * at >> Bits, term = at, sum = 0;
        for (var n = 0; !term.IsZero && n < 4000; n++)
        {
            sum += term / (2 * n + 1);
            term = -(term * square >> Bits) / (n + 1);
        }
        return 2 * sum * One / Root(Pi);
    }

    public static BigInteger Root(BigInteger x)
    {
        BigInteger target = x << Bits, root = One << 4;
        for (var i = 0; i < 400; i++)
        {
            var next = root + target / root >> 1;
            if (BigInteger.Abs(next - root) <= 1) return next;
            root = next;
        }
        return root;
    }

    /// <summary>Distance in units in the last place of the exact value.</summary>
    public static double Ulps(double got, BigInteger exact)
    {
        var nearest = Math.Abs(ToDouble(exact));
        return ToDouble(BigInteger.Abs(From(got) - exact)) / Math.Max(Math.BitIncrement(nearest) - nearest,
            double.Epsilon);
    }

    public static double ToDouble(BigInteger x)
    {
        var shift = Math.Max(0, (int)x.GetBitLength() - 80);
        return Math.ScaleB((double)(x >> shift), shift - Bits);
    }

    static BigInteger ArTanH(BigInteger s)
    {
        BigInteger square = s * s >> Bits, sum = 0;
        for (var n = 1; !s.IsZero && n < 2000; n += 2) (sum, s) = (sum + s / n, s * square >> Bits);
        return sum;
    }

    static BigInteger ArcTanOfInverse(int n)
    {
        BigInteger term = One / n, sum = 0;
        for (var k = 0; !term.IsZero; k++, term /= n * n) sum += (k & 1) == 0 ? term / (2 * k + 1)
            : -term / (2 * k + 1);
        return sum;
    }
}
