namespace Gradients.Runners.Meter.Models;

/// <summary>
/// Token sequences laid end to end, without padding: every row of every matrix belongs to one token of one sequence, so
/// how sequences are grouped changes no bit.
/// </summary>
public sealed class Batch
{
    public Batch(IReadOnlyList<int[]> sequences)
    {
        Sequences = sequences;
        Starts = new int[sequences.Count + 1];
        for (var i = 0; i < sequences.Count; i++) Starts[i + 1] = Starts[i] + sequences[i].Length;
    }

    public IReadOnlyList<int[]> Sequences { get; }

    /// <summary>First row of each sequence, and the number of rows at the end.</summary>
    public int[] Starts { get; }

    public int Tokens => Starts[^1];
}
