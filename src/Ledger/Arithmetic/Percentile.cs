namespace Gradients.Ledger.Arithmetic;

/// <summary>A percentile with linear interpolation, in the operations and order of NumPy.</summary>
public static class Percentile
{
    /// <param name="sorted">Ascending, at least one, no NaN.</param>
    /// <param name="percent">From 0 to 100.</param>
    public static double Of(ReadOnlySpan<double> sorted, double percent)
    {
        var virtualIndex = (sorted.Length - 1) * (percent / 100.0);
        var below = (int)Math.Floor(virtualIndex);
        var share = virtualIndex - below;
        var a = sorted[below];
        var b = sorted[Math.Min(below + 1, sorted.Length - 1)];
        // Two forms of one line: NumPy counts from the nearer end.
        return share >= 0.5 ? b - (b - a) * (1.0 - share) : a + (b - a) * share;
    }
}
