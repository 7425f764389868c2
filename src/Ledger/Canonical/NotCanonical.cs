namespace Gradients.Ledger.Canonical;

/// <summary>Bytes that are not the canonical form of what they should be: why, and at which byte.</summary>
/// <param name="inValue">
/// The value that stands at the offset is wrong, and the reason does not say which: see <see cref="Naming"/>.
/// </param>
public sealed class NotCanonical(string reason, int offset, bool inValue = false) : FormatException(reason)
{
    /// <summary>Byte offset within the scanned text, from 0.</summary>
    public int Offset { get; } = offset;

    /// <summary>The reason with the name of the field, where it is a value that is wrong.</summary>
    /// <param name="scanned">The text that the offset counts in.</param>
    /// <param name="holder">The field that holds this text; empty: none.</param>
    internal string Naming(ReadOnlySpan<byte> scanned, string holder)
    {
        if (!inValue)
            return Message;
        var path = FieldPath.At(scanned, Offset);
        var dot = holder.Length > 0 && path.Length > 0 && path[0] != '[' ? "." : "";
        return holder.Length + path.Length == 0 ? Message : $"field '{holder}{dot}{path}': {Message}";
    }
}
