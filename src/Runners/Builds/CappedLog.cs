namespace Gradients.Runners.Builds;

/// <summary>What something says, kept up to a budget.</summary>
sealed class CappedLog(long budget)
{
    readonly List<byte> _kept = [];

    /// <returns>False once the budget is spent.</returns>
    internal bool Add(ReadOnlySpan<byte> bytes)
    {
        var room = budget - _kept.Count;
        _kept.AddRange(bytes[..(int)Math.Min(room, bytes.Length)]);
        return bytes.Length <= room;
    }

    internal byte[] ToArray() => [.. _kept];
}
