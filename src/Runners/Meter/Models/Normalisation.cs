using Gradients.Runners.Meter.Arithmetic;

namespace Gradients.Runners.Meter.Models;

/// <summary>Row norms in binary32; sums as <see cref="RowSums"/>, the scale itself in binary64, rounded once.</summary>
public static class Normalisation
{
    /// <summary>x / sqrt(mean x^2 + epsilon) * weight, for one row.</summary>
    public static void RootMeanSquare(ReadOnlySpan<float> x, ReadOnlySpan<float> weight, double epsilon,
        Span<float> into)
    {
        var scale = (float)(1.0 / Math.Sqrt(RowSums.SumOfSquares(x) / (double)x.Length + epsilon));
        for (var i = 0; i < x.Length; i++) into[i] = x[i] * scale * weight[i];
    }

    /// <summary>(x - mean) / sqrt(variance + epsilon) * weight + bias, for one row.</summary>
    public static void Layer(
        ReadOnlySpan<float> x, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, double epsilon, Span<float> into)
    {
        var mean = (float)(RowSums.Sum(x) / (double)x.Length);
        for (var i = 0; i < x.Length; i++) into[i] = x[i] - mean;
        var scale = (float)(1.0 / Math.Sqrt(RowSums.SumOfSquares(into[..x.Length]) / (double)x.Length + epsilon));
        for (var i = 0; i < x.Length; i++) into[i] = MathF.FusedMultiplyAdd(into[i] * scale, weight[i], bias[i]);
    }
}
