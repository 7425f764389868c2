using System.Globalization;
using System.Text;

namespace Gradients.Ledger.Log;

/// <summary>
/// A file that proves one entry offline (C2SP tlog-proof): its index, the inclusion proof, and the checkpoint with its
/// signatures. <c>c2sp.org/tlog-proof@v1</c>, perhaps an <c>extra</c> line that means nothing here, <c>index n</c>, the
/// hashes from the leaf's sibling to a child of the root, an empty line, the checkpoint verbatim.
/// </summary>
/// <param name="Index">Of the entry, from 0: its position less one.</param>
/// <param name="Path">The inclusion proof.</param>
/// <param name="Note">The checkpoint with its signatures.</param>
public sealed record TlogProof(long Index, IReadOnlyList<TreeHash> Path, Note Note)
{
    const string Heading = "c2sp.org/tlog-proof@v1";

    const int MostHashes = 63;

    /// <exception cref="FormatException">It is no proof; the message says why.</exception>
    public static TlogProof Parse(ReadOnlySpan<byte> bytes)
    {
        var cut = bytes.IndexOf("\n\n"u8);
        if (cut < 0 || bytes.Length > 2 * Note.MaxBytes)
            throw new FormatException("the proof has no empty line before its checkpoint, or is far too long");
        var lines = Encoding.UTF8.GetString(bytes[..cut]).Split('\n');
        if (lines[0] != Heading)
            throw new FormatException($"the proof does not begin with {Heading}");
        var at = 1;
        if (at < lines.Length && lines[at].StartsWith("extra ", StringComparison.Ordinal))
            if (!StrictBase64.TryDecode(lines[at++]["extra ".Length..], out _))
                throw new FormatException("the proof's extra line is not base64");
        if (at == lines.Length || !lines[at].StartsWith("index ", StringComparison.Ordinal)
            || !Whole.TryParse(lines[at]["index ".Length..], Checkpoint.MaxSize, out var index))
            throw new FormatException("the proof has no line 'index n'");
        var hashes = lines[(at + 1)..];
        if (hashes.Length > MostHashes)
            throw new FormatException($"the proof has more than {MostHashes} hashes");
        var note = Note.Parse(bytes[(cut + 2)..]);
        _ = Checkpoint.Parse(note.Text); // Refused here rather than when it is asked.
        return new(index, [.. hashes.Select(Hash)], note);
    }

    static TreeHash Hash(string line) => TreeHash.TryParse(line, out var hash)
        ? hash
        : throw new FormatException("a line of the proof is not base64 of a hash");

    /// <summary>Why the proof does not hold for the entry; null: it does.</summary>
    /// <param name="policy">The signatures the checkpoint needs; null: none.</param>
    /// <exception cref="CryptoMissingException">OpenSSL 3 is not on this machine.</exception>
    public string? Refutes(ReadOnlySpan<byte> entry, SignaturePolicy? policy)
    {
        var checkpoint = Checkpoint.Parse(Note.Text);
        if (policy?.Refuses(Note, checkpoint) is { } reason)
            return $"the checkpoint is not accepted: {reason}";
        return InclusionProof.Verify(
            Index, checkpoint.Size, TreeHashing.Leaf(entry), Path.ToArray(), checkpoint.Root)
            ? null
            : $"the entry is not the one at index {Index} of the {checkpoint.Size} under this root";
    }

    /// <summary>The file.</summary>
    public byte[] ToBytes()
    {
        var text = new StringBuilder(Heading).Append('\n');
        text.Append(NumberFormatInfo.InvariantInfo, $"index {Index}\n");
        foreach (var hash in Path)
            text.Append(hash).Append('\n');
        return [.. Encoding.UTF8.GetBytes(text.Append('\n').ToString()), .. Note.ToBytes()];
    }
}
