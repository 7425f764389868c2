using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gradients.Runners.Meter.Arithmetic;

/// <summary>
/// erf in binary64 from + - * / and FMA alone, four lanes at a time; within 2 units in the last place.
/// </summary>
/// <remarks>
/// Below 1/4 the Maclaurin series, up to 6 a table of Taylor series, beyond it 1 (erfc 6 is under 2^-55).
/// </remarks>
public static class ErrorFunction
{
    const double TwoOverRootPi = 1.1283791670955126;
    const double TwoOverRootPiLow = 1.533545961316588e-17;
    const double Beyond = 6.0;

    public static double Of(double x) => Of(Vector256.Create(x)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Of(Vector256<double> x)
    {
        var size = Vector256.Abs(x);
        var result = Vector256.ConditionalSelect(Vector256.LessThan(size, Vector256.Create(0.25)),
            Vector256.Abs(NearZero(x)), FromTable(size));
        result = Vector256.ConditionalSelect(
            Vector256.GreaterThanOrEqual(size, Vector256.Create(Beyond)), Vector256<double>.One, result);
        return Vector256.ConditionalSelect(Vector256.Equals(x, x), result | (x & Vector256.Create(-0.0)), x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<double> FromTable(Vector256<double> size)
    {
        // Lanes that belong to the series or to 1 look up any row: what they find is not taken.
        var quarters = Vector256.Floor(size * Vector256.Create(4.0));
        var last = Vector256.Create((double)ErrorFunctionTable.Intervals);
        var known = Vector256.ConditionalSelect(Vector256.LessThan(quarters, last), quarters, last);
        known = Vector256.ConditionalSelect(
            Vector256.GreaterThan(known, Vector256<double>.One), known, Vector256<double>.One);
        var h = size - Vector256.FusedMultiplyAdd(known, Vector256.Create(0.25), Vector256.Create(0.125));
        int a = Row(known[0]), b = Row(known[1]), c = Row(known[2]), d = Row(known[3]);
        ref readonly var table = ref ErrorFunctionTable.Coefficients[0];
        var p = Coefficients(in table, a, b, c, d, ErrorFunctionTable.Degree);
        for (var n = ErrorFunctionTable.Degree - 1; n >= 0; n--)
            p = Vector256.FusedMultiplyAdd(p, h, Coefficients(in table, a, b, c, d, n));
        return p;
    }

    static int Row(double quarter) => ((int)quarter - 1) * (ErrorFunctionTable.Degree + 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<double> Coefficients(ref readonly double table, int a, int b, int c, int d, int n) =>
        Vector256.Create(Unsafe.Add(ref Unsafe.AsRef(in table), a + n), Unsafe.Add(ref Unsafe.AsRef(in table), b + n),
            Unsafe.Add(ref Unsafe.AsRef(in table), c + n), Unsafe.Add(ref Unsafe.AsRef(in table), d + n));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<double> NearZero(Vector256<double> x)
    {
        var z = x * x;
        var p = Vector256.Create(-1.0 / 6894720);
        p = Vector256.FusedMultiplyAdd(p, z, Vector256.Create(1.0 / 685440));
        p = Vector256.FusedMultiplyAdd(p, z, Vector256.Create(-1.0 / 75600));
        p = Vector256.FusedMultiplyAdd(p, z, Vector256.Create(1.0 / 9360));
        p = Vector256.FusedMultiplyAdd(p, z, Vector256.Create(-1.0 / 1320));
        p = Vector256.FusedMultiplyAdd(p, z, Vector256.Create(1.0 / 216));
        p = Vector256.FusedMultiplyAdd(p, z, Vector256.Create(-1.0 / 42));
        p = Vector256.FusedMultiplyAdd(p, z, Vector256.Create(1.0 / 10));
        p = Vector256.FusedMultiplyAdd(p, z, Vector256.Create(-1.0 / 3));
        var series = Vector256.FusedMultiplyAdd(p * z, x, x);
        return Vector256.FusedMultiplyAdd(
            series, Vector256.Create(TwoOverRootPi), series * Vector256.Create(TwoOverRootPiLow));
    }
}
