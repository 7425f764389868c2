using System.Runtime.Intrinsics;

namespace Gradients.Runners.Meter.Arithmetic;

/// <summary>log of the sum of e^logit over a vocabulary, in binary64, added in ascending order.</summary>
public static class LogSumExp
{
    public static double Of(ReadOnlySpan<float> logits)
    {
        var most = float.NegativeInfinity;
        foreach (var logit in logits)
        {
            if (float.IsNaN(logit)) return double.NaN;
            if (logit > most) most = logit;
        }
        if (float.IsInfinity(most)) return double.NaN;
        var (sum, i) = (0.0, 0);
        var shift = Vector256.Create((double)most);
        for (; i + 8 <= logits.Length; i += 8)
        {
            var (low, high) = Vector256.Widen(Vector256.Create(logits.Slice(i, 8)));
            sum = AddInOrder(sum, Exponential.Of(low - shift));
            sum = AddInOrder(sum, Exponential.Of(high - shift));
        }
        for (; i < logits.Length; i++) sum += Exponential.Of((double)logits[i] - most);
        return most + Logarithm.Of(sum);
    }

    static double AddInOrder(double sum, Vector256<double> terms) => sum + terms[0] + terms[1] + terms[2] + terms[3];
}
