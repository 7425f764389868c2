using System.Buffers.Binary;

namespace Gradients.Ledger.Log;

/// <summary>One signature line of a note: <c>— name base64(key id || signature)</c>.</summary>
/// <param name="Name">The name of the key.</param>
/// <param name="KeyId">Four bytes of a hash, read big-endian: they tell keys apart, they do not authenticate.</param>
/// <param name="Bytes">The signature itself, in the form of its type.</param>
public sealed record NoteSignature(string Name, uint KeyId, byte[] Bytes)
{
    internal const string Mark = "\u2014 ";

    /// <summary>The line without its line feed.</summary>
    public override string ToString()
    {
        var bytes = new byte[4 + Bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Bytes.CopyTo(bytes, 4);
        return $"{Mark}{Name} {Convert.ToBase64String(bytes)}";
    }

    /// <exception cref="FormatException">The line has another form.</exception>
    internal static NoteSignature Parse(string line)
    {
        var space = line.StartsWith(Mark, StringComparison.Ordinal) ? line.IndexOf(' ', Mark.Length) : -1;
        if (space < 0)
            throw new FormatException("a signature line is not '\u2014 name base64'");
        var name = line[Mark.Length..space];
        if (!KeyName.Is(name))
            throw new FormatException("a signature line's key name is empty or has a space or a plus sign");
        if (!StrictBase64.TryDecode(line[(space + 1)..], out var bytes) || bytes.Length <= 4)
            throw new FormatException($"the signature of '{name}' is not base64 of a key id and a signature");
        return new(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[4..]);
    }
}
