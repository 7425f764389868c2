using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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

    /// <summary>The lanes of two vectors are the eight sums: each adds the same numbers in the same order.</summary>
    static (double Sum, int Done) Interleaved(ReadOnlySpan<double> values)
    {
        var vectors = MemoryMarshal.Cast<double, Vector256<double>>(values);
        var (a, b) = (vectors[0], vectors[1]);
        var i = 2;
        for (; i + 1 < vectors.Length; i += 2)
        {
            a += vectors[i];
            b += vectors[i + 1];
        }
        return (((a[0] + a[1]) + (a[2] + a[3])) + ((b[0] + b[1]) + (b[2] + b[3])), i * Vector256<double>.Count);
    }
}
