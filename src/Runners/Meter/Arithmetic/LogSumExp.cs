using System.Runtime.Intrinsics;

namespace Gradients.Runners.Meter.Arithmetic;

/// <summary>log of the sum of e^logit over a vocabulary, in binary64, added in ascending order.</summary>
public static class LogSumExp
{
    const int Chunk = 256;

    public static double Of(ReadOnlySpan<float> logits)
    {
        var most = Largest(logits);
        if (!float.IsFinite(most)) return double.NaN;
        // The terms of a chunk first, which do not wait for each other, then their sum, which does.
        Span<double> terms = stackalloc double[Chunk];
        var sum = 0.0;
        for (var from = 0; from < logits.Length; from += Chunk)
        {
            var part = logits[from..Math.Min(logits.Length, from + Chunk)];
            Terms(part, most, terms);
            for (var i = 0; i < part.Length; i++) sum += terms[i];
        }
        return most + Logarithm.Of(sum);
    }

    /// <summary>NaN if there is one.</summary>
    static float Largest(ReadOnlySpan<float> logits)
    {
        var most = Vector256.Create(float.NegativeInfinity);
        var sound = Vector256<float>.AllBitsSet;
        var i = 0;
        for (; i + 8 <= logits.Length; i += 8)
        {
            var eight = Vector256.Create(logits.Slice(i, 8));
            sound &= Vector256.Equals(eight, eight);
            most = Vector256.ConditionalSelect(Vector256.GreaterThan(eight, most), eight, most);
        }
        if (sound.ExtractMostSignificantBits() != 0xFF) return float.NaN;
        var largest = float.NegativeInfinity;
        for (var lane = 0; lane < 8; lane++) largest = Math.Max(largest, most[lane]);
        for (; i < logits.Length; i++) largest = Math.Max(largest, logits[i]);
        return largest;
    }

    static void Terms(ReadOnlySpan<float> logits, double most, Span<double> terms)
    {
        var shift = Vector256.Create(most);
        var i = 0;
        for (; i + 8 <= logits.Length; i += 8)
        {
            var (low, high) = Vector256.Widen(Vector256.Create(logits.Slice(i, 8)));
            Exponential.Of(low - shift).CopyTo(terms[i..]);
            Exponential.Of(high - shift).CopyTo(terms[(i + 4)..]);
        }
        for (; i < logits.Length; i++) terms[i] = Exponential.Of(logits[i] - most);
    }
}
