namespace Gradients.Ledger.Chain;

/// <summary>Bytes of the chain are not what they should be: where, counted from 0, and why.</summary>
public sealed class BadScale(int offset, string reason) : FormatException($"byte {offset}: {reason}")
{
    public int Offset { get; } = offset;

    public string Reason { get; } = reason;
}
