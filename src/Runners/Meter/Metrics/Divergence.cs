using System.Runtime.Intrinsics;
using Gradients.Runners.Meter.Arithmetic;

namespace Gradients.Runners.Meter.Metrics;

/// <summary>Kullback-Leibler divergence of two rows of logits, in binary64, added in ascending vocabulary order.</summary>
public static class Divergence
{
    public static double Of(ReadOnlySpan<float> from, ReadOnlySpan<float> to)
    {
        var (p, q) = (LogSumExp.Of(from), LogSumExp.Of(to));
        var (sum, i) = (0.0, 0);
        for (; i + 4 <= from.Length; i += 4)
        {
            var a = Vector256.Create(from[i], (double)from[i + 1], from[i + 2], from[i + 3]) - Vector256.Create(p);
            var b = Vector256.Create(to[i], (double)to[i + 1], to[i + 2], to[i + 3]) - Vector256.Create(q);
            var terms = Exponential.Of(a) * (a - b);
            sum = sum + terms[0] + terms[1] + terms[2] + terms[3];
        }
        for (; i < from.Length; i++)
        {
            var (a, b) = (from[i] - p, to[i] - q);
            sum += Exponential.Of(a) * (a - b);
        }
        return sum;
    }
}
