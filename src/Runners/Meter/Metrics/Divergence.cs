using System.Runtime.Intrinsics;
using Gradients.Runners.Meter.Arithmetic;

namespace Gradients.Runners.Meter.Metrics;

/// <summary>
/// Kullback-Leibler divergence of two rows of logits, in binary64, added in ascending vocabulary order.
/// </summary>
public static class Divergence
{
    const int Chunk = 256;

    public static double Of(ReadOnlySpan<float> from, ReadOnlySpan<float> to)
    {
        var (p, q) = (LogSumExp.Of(from), LogSumExp.Of(to));
        Span<double> terms = stackalloc double[Chunk];
        var sum = 0.0;
        for (var first = 0; first < from.Length; first += Chunk)
        {
            var end = Math.Min(from.Length, first + Chunk);
            Terms(from[first..end], to[first..end], p, q, terms);
            for (var i = 0; i < end - first; i++) sum += terms[i];
        }
        return sum;
    }

    static void Terms(ReadOnlySpan<float> from, ReadOnlySpan<float> to, double p, double q, Span<double> terms)
    {
        var i = 0;
        for (; i + 4 <= from.Length; i += 4)
        {
            var a = Vector256.Create(from[i], (double)from[i + 1], from[i + 2], from[i + 3]) - Vector256.Create(p);
            var b = Vector256.Create(to[i], (double)to[i + 1], to[i + 2], to[i + 3]) - Vector256.Create(q);
            (Exponential.Of(a) * (a - b)).CopyTo(terms[i..]);
        }
        for (; i < from.Length; i++)
        {
            var (a, b) = (from[i] - p, to[i] - q);
            terms[i] = Exponential.Of(a) * (a - b);
        }
    }
}
