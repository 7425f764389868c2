namespace Gradients.Ledger.Canonical;

/// <summary>Bytes that are not the canonical form of what they should be: why, and at which byte.</summary>
public sealed class NotCanonical(string reason, int offset) : FormatException(reason)
{
    /// <summary>Byte offset within the scanned text, from 0.</summary>
    public int Offset { get; } = offset;
}
