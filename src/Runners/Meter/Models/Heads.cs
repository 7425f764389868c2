namespace Gradients.Runners.Meter.Models;

/// <summary>Where the heads of queries, keys or values lie in an array of rows.</summary>
/// <param name="Stride">Elements of one row.</param>
/// <param name="First">Where head 0 starts in its row.</param>
/// <param name="Apart">Elements from one head to the next.</param>
public readonly record struct Heads(float[] Rows, int Stride, int First, int Apart)
{
    public long At(int row, int head) => (long)row * Stride + First + (long)head * Apart;
}
