namespace Gradients.Runners.Meter.Arithmetic;

/// <summary>erf in binary64 from + - * / and FMA alone; within 2 units in the last place.</summary>
/// <remarks>Below 1/4 the Maclaurin series, up to 6 a table of Taylor series, beyond it 1 (erfc 6 is under 2^-55).</remarks>
public static class ErrorFunction
{
    const double TwoOverRootPi = 1.1283791670955126;
    const double TwoOverRootPiLow = 1.533545961316588e-17;

    public static double Of(double x)
    {
        var size = Math.Abs(x);
        if (double.IsNaN(x)) return x;
        if (size >= 6.0) return x < 0.0 ? -1.0 : 1.0;
        if (size < 0.25) return NearZero(x);
        var i = (int)(size * 4.0);
        var h = size - (i * 0.25 + 0.125);
        var row = ErrorFunctionTable.Coefficients.Slice(
            (i - 1) * (ErrorFunctionTable.Degree + 1), ErrorFunctionTable.Degree + 1);
        var p = row[ErrorFunctionTable.Degree];
        for (var n = ErrorFunctionTable.Degree - 1; n >= 0; n--) p = Math.FusedMultiplyAdd(p, h, row[n]);
        return x < 0.0 ? -p : p;
    }

    static double NearZero(double x)
    {
        var z = x * x;
        var p = -1.0 / 6894720;
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 685440);
        p = Math.FusedMultiplyAdd(p, z, -1.0 / 75600);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 9360);
        p = Math.FusedMultiplyAdd(p, z, -1.0 / 1320);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 216);
        p = Math.FusedMultiplyAdd(p, z, -1.0 / 42);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 10);
        p = Math.FusedMultiplyAdd(p, z, -1.0 / 3);
        var series = Math.FusedMultiplyAdd(p * z, x, x);
        return Math.FusedMultiplyAdd(series, TwoOverRootPi, series * TwoOverRootPiLow);
    }
}
