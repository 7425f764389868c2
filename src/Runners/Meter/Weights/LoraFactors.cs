namespace Gradients.Runners.Meter.Weights;

/// <summary>
/// A low-rank change of one matrix: scale * B A, with A of rank x columns and B of rows x rank, in binary32.
/// </summary>
public sealed record LoraFactors(float[] A, float[] B, int Rank, float Scale)
{
    /// <summary>
    /// Adds columns [from, from + length) of one row: w + scale * sum over k of B[row, k] A[k, column], the sum a chain
    /// of
    /// fused multiply-adds over k ascending, the addition fused as well.
    /// </summary>
    public unsafe void AddTo(float* w, int row, int columns, int from, int length)
    {
        Span<float> sums = length <= 1024 ? stackalloc float[length] : new float[length];
        sums.Clear();
        for (var k = 0; k < Rank; k++)
        {
            var b = B[row * Rank + k];
            var a = A.AsSpan(k * columns + from, length);
            for (var j = 0; j < length; j++) sums[j] = MathF.FusedMultiplyAdd(b, a[j], sums[j]);
        }
        for (var j = 0; j < length; j++) w[j] = MathF.FusedMultiplyAdd(Scale, sums[j], w[j]);
    }
}
