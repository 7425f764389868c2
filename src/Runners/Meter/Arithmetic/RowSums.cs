using System.Runtime.Intrinsics;

namespace Gradients.Runners.Meter.Arithmetic;

/// <summary>
/// Sums over one row in binary32, the same bits on every machine: 16 interleaved partial sums (element i goes into sum
/// i mod 16, in ascending order), then one fixed tree: sum j takes sum j + 8, then j + 4, j + 2, j + 1.
/// </summary>
public static class RowSums
{
    const int Lanes = 16;

    public static float Sum(ReadOnlySpan<float> row)
    {
        var sums = Vector512<float>.Zero;
        var i = 0;
        for (; i + Lanes <= row.Length; i += Lanes) sums += Vector512.Create(row.Slice(i, Lanes));
        return Fold(sums + Rest(row[i..]));
    }

    public static float SumOfSquares(ReadOnlySpan<float> row)
    {
        var sums = Vector512<float>.Zero;
        var i = 0;
        for (; i + Lanes <= row.Length; i += Lanes)
        {
            var x = Vector512.Create(row.Slice(i, Lanes));
            sums = Vector512.FusedMultiplyAdd(x, x, sums);
        }
        var rest = Rest(row[i..]);
        return Fold(Vector512.FusedMultiplyAdd(rest, rest, sums));
    }

    /// <summary>The last, incomplete sixteen, filled up with zeros.</summary>
    static Vector512<float> Rest(ReadOnlySpan<float> rest)
    {
        Span<float> padded = stackalloc float[Lanes];
        padded.Clear();
        rest.CopyTo(padded);
        return Vector512.Create<float>(padded);
    }

    static float Fold(Vector512<float> sums)
    {
        var eight = sums.GetLower() + sums.GetUpper();
        var four = eight.GetLower() + eight.GetUpper();
        return (four[0] + four[2]) + (four[1] + four[3]);
    }
}
