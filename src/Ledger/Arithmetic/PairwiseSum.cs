namespace Gradients.Ledger.Arithmetic;

/// <summary>
/// Sums in the order of NumPy's pairwise summation, which gives other bits than a sum from left to right.
/// </summary>
public static class PairwiseSum
{
    const int Block = 128, Lanes = 8;

    /// <summary>
    /// Fewer than 8: from left to right, from 0. Up to 128: eight interleaved sums, joined as a tree, then the rest in
    /// order. More: two halves, the first one's length a multiple of 8.
    /// </summary>
    public static double Of(ReadOnlySpan<double> values)
    {
        if (values.Length > Block)
        {
            var half = values.Length / 2;
            half -= half % Lanes;
            return Of(values[..half]) + Of(values[half..]);
        }
        var sum = 0.0;
        var done = 0;
        if (values.Length >= Lanes) (sum, done) = Interleaved(values);
        for (; done < values.Length; done++) sum += values[done];
        return sum;
    }

    /// <summary>The mean over it: 0.0 + sum, divided by the count; no value has no mean.</summary>
    public static double Mean(ReadOnlySpan<double> values) => (0.0 + Of(values)) / values.Length;

    static (double Sum, int Done) Interleaved(ReadOnlySpan<double> v)
    {
        double r0 = v[0], r1 = v[1], r2 = v[2], r3 = v[3], r4 = v[4], r5 = v[5], r6 = v[6], r7 = v[7];
        var i = Lanes;
        for (; i <= v.Length - Lanes; i += Lanes)
        {
            r0 += v[i];
            r1 += v[i + 1];
            r2 += v[i + 2];
            r3 += v[i + 3];
            r4 += v[i + 4];
            r5 += v[i + 5];
            r6 += v[i + 6];
            r7 += v[i + 7];
        }
        return (((r0 + r1) + (r2 + r3)) + ((r4 + r5) + (r6 + r7)), i);
    }
}
