using Gradients.Runners.Meter.Arithmetic;

namespace Gradients.Runners.Meter.Models;

/// <summary>
/// Causal softmax attention over each sequence of a batch. Scores and mixes are chains over dimensions and keys in
/// ascending
/// order; a row of weights is summed by <see cref="RowSums"/>. One task is one head of one sequence.
/// </summary>
public sealed unsafe record Attention(int Heads, int KeyHeads, int HeadSize)
{
    // Queries taken together; keys after a query weigh exactly zero, so the number is part of the definition only
    // through the sign of a zero. A multiple of every tile height.
    const int Block = 48;

    public void Apply(Heads q, Heads k, Heads v, Batch batch, float[] into, Workers workers)
    {
        var shared = Heads / KeyHeads;
        workers.Run(batch.Sequences.Count * Heads, task =>
        {
            int s = task / Heads, h = task % Heads, start = batch.Starts[s], length = batch.Starts[s + 1] - start;
            fixed (float* pq = q.Rows, pk = k.Rows, pv = v.Rows, po = into)
                Head(pq + q.At(start, h), q.Stride, pk + k.At(start, h / shared), k.Stride,
                    pv + v.At(start, h / shared), v.Stride, length, po + (long)start * Heads * HeadSize + h * HeadSize);
        });
    }

    void Head(float* q, int qStride, float* k, int kStride, float* v, int vStride, int length, float* into)
    {
        var root = (float)(1.0 / Math.Sqrt(HeadSize));
        var scores = Scratch.Get(Scratch.Scores, (long)Block * length);
        var keyPanels = MatrixProduct.PackRows(k, kStride, length, HeadSize);
        var valuePanels = MatrixProduct.PackColumns(v, vStride, HeadSize, length);
        for (var first = 0; first < length; first += Block)
        {
            int rows = Math.Min(Block, length - first), keys = first + rows;
            MatrixProduct.WithPanels(
                q + (long)first * qStride, qStride, rows, HeadSize, keyPanels, HeadSize, keys, scores, keys);
            for (var r = 0; r < rows; r++)
                Softmax(new Span<float>(scores + (long)r * keys, keys), first + r + 1, root);
            MatrixProduct.WithPanels(scores, keys, rows, keys, valuePanels, length, HeadSize,
                into + (long)first * Heads * HeadSize, Heads * HeadSize);
        }
    }

    static void Softmax(Span<float> row, int seen, float scale)
    {
        var past = row[..seen];
        var most = float.NegativeInfinity;
        for (var i = 0; i < past.Length; i++)
        {
            past[i] *= scale;
            if (past[i] > most) most = past[i];
        }
        Activation.ExponentialsBelow(past, most);
        var sum = RowSums.Sum(past);
        for (var i = 0; i < past.Length; i++) past[i] /= sum;
        row[seen..].Clear();
    }
}
