using Gradients.Runners.Meter.Arithmetic;

namespace Gradients.Runners.Meter.Models;

/// <summary>
/// Rotary positions: pair (i, i + half) of each head turns by position times frequency i. Angles, sine and cosine are
/// binary64, rounded to binary32 once; the turn itself is binary32.
/// </summary>
public sealed class Rotation(RopeScaling scaling, int dimensions, double theta)
{
    readonly double[] frequencies = scaling.Frequencies(dimensions, theta);
    (float[] Sin, float[] Cos) table = ([], []);

    /// <summary>Turns every head of every row in place; rows start anew with each sequence.</summary>
    /// <param name="stride">Elements of one row.</param>
    /// <param name="first">Where the first head starts in its row.</param>
    /// <param name="apart">Elements from one head to the next.</param>
    public void Turn(float[] rows, int stride, int first, int heads, int apart, Batch batch)
    {
        Extend(batch.Sequences.Max(s => s.Length));
        var half = frequencies.Length;
        for (var s = 0; s < batch.Sequences.Count; s++)
            for (var t = 0; t < batch.Sequences[s].Length; t++)
            {
                var sin = table.Sin.AsSpan(t * half, half);
                var cos = table.Cos.AsSpan(t * half, half);
                for (var h = 0; h < heads; h++)
                    TurnHead(rows.AsSpan((batch.Starts[s] + t) * stride + first + h * apart, 2 * half), sin, cos);
            }
    }

    static void TurnHead(Span<float> head, ReadOnlySpan<float> sin, ReadOnlySpan<float> cos)
    {
        var half = sin.Length;
        for (var i = 0; i < half; i++)
        {
            float x = head[i], y = head[half + i];
            head[i] = x * cos[i] - y * sin[i];
            head[half + i] = y * cos[i] + x * sin[i];
        }
    }

    void Extend(int positions)
    {
        var half = frequencies.Length;
        if (table.Sin.Length >= positions * half) return;
        var (sin, cos) = (new float[positions * half], new float[positions * half]);
        for (var t = 0; t < positions; t++)
            for (var i = 0; i < half; i++)
            {
                var (s, c) = Trigonometry.Of(t * frequencies[i]);
                (sin[t * half + i], cos[t * half + i]) = ((float)s, (float)c);
            }
        table = (sin, cos);
    }
}
