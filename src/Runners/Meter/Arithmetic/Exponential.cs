using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gradients.Runners.Meter.Arithmetic;

/// <summary>
/// e^x and tanh in binary64 from + - * / and FMA alone, four lanes at a time, the same bits on every machine.
/// Error: e^x within 1 unit in the last place (one more where the result is subnormal), tanh within 3.
/// </summary>
/// <remarks>e^x = 2^k e^r, k = round(x / ln 2), |r| &lt;= 0.347, Taylor series of degree 13 (remainder below
/// 2^-57).</remarks>
public static class Exponential
{
    const double Log2E = 1.4426950408889634;
    const double Ln2High = 0.6931471805599453;
    const double Ln2Low = 2.3190468138462996e-17;
    // Adding it rounds to an integer, half to even, and leaves that integer in the low bits.
    const double Rounder = 6755399441055744.0;

    // Not inlined: a loop that has a single value left over would be too large to have its vectors inlined.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Of(double x) => Of(Vector256.Create(x)).ToScalar();

    public static double Tanh(double x) => Tanh(Vector256.Create(x)).ToScalar();

    // Inlined, so that neighbours in a loop overlap: each is one long chain by itself.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Of(Vector256<double> x)
    {
        var low = Vector256.Create(-746.0);
        var high = Vector256.Create(710.0);
        var clamped = Vector256.ConditionalSelect(Vector256.LessThan(x, low), low, x);
        clamped = Vector256.ConditionalSelect(Vector256.GreaterThan(clamped, high), high, clamped);
        var (k, less) = Reduce(clamped);
        // 2^k in two factors: one alone leaves the range of exponents at both ends.
        var half = Vector256.FusedMultiplyAdd(k, Vector256.Create(0.5), Vector256.Create(Rounder));
        var first = half - Vector256.Create(Rounder);
        var result = (less + Vector256<double>.One) * PowerOfTwo(first) * PowerOfTwo(k - first);
        return Vector256.ConditionalSelect(Vector256.Equals(x, x), result, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Tanh(Vector256<double> x)
    {
        var size = Vector256.Abs(x);
        var limit = Vector256.Create(20.0);
        size = Vector256.ConditionalSelect(Vector256.GreaterThan(size, limit), limit, size);
        var (k, less) = Reduce(size + size);
        var scale = PowerOfTwo(k);
        var expm1 = Vector256.FusedMultiplyAdd(scale, less, scale - Vector256<double>.One);
        var result = expm1 / (expm1 + Vector256.Create(2.0));
        var sign = x & Vector256.Create(-0.0);
        return Vector256.ConditionalSelect(Vector256.Equals(x, x), result | sign, x);
    }

    /// <summary>k and e^r - 1, so that e^x = 2^k (1 + (e^r - 1)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (Vector256<double> K, Vector256<double> Less) Reduce(Vector256<double> x)
    {
        var k = Vector256.FusedMultiplyAdd(x, Vector256.Create(Log2E), Vector256.Create(Rounder))
            - Vector256.Create(Rounder);
        var r = Vector256.FusedMultiplyAdd(-k, Vector256.Create(Ln2High), x);
        r = Vector256.FusedMultiplyAdd(-k, Vector256.Create(Ln2Low), r);
        var p = Vector256.Create(1.0 / 6227020800);
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0 / 479001600));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0 / 39916800));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0 / 3628800));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0 / 362880));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0 / 40320));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0 / 5040));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0 / 720));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0 / 120));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0 / 24));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0 / 6));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(0.5));
        return (k, Vector256.FusedMultiplyAdd(r * r, p, r));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<double> PowerOfTwo(Vector256<double> k)
    {
        var whole = (k + Vector256.Create(Rounder)).AsInt64() - Vector256.Create(Rounder).AsInt64();
        return Vector256.ShiftLeft(whole + Vector256.Create(1023L), 52).AsDouble();
    }
}
