using System.Text;

namespace Gradients.Ledger.Log;

/// <summary>
/// A signed note (C2SP signed-note): a text that ends with a line feed, an empty line, and signature lines. The text
/// means nothing until a signature of a trusted key is verified.
/// </summary>
/// <param name="Text">With its last line feed, without the empty line after it.</param>
/// <param name="Signatures">In the order of their lines.</param>
public sealed record Note(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    /// <summary>The most bytes a note may have: room for sixteen signatures of post-quantum length and more.</summary>
    public const int MaxBytes = 256 * 1024;

    const int MostSignatures = 100;

    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="FormatException">The bytes are no note; the message says why.</exception>
    public static Note Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
            throw new FormatException($"the note has more than {MaxBytes} bytes");
        var all = Decode(bytes);
        foreach (var c in all)
            if (c is < ' ' and not '\n')
                throw new FormatException("the note has a control character");
        // The text may have empty lines; the last one of the note stands before the signatures.
        var cut = all.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (cut < 0)
            throw new FormatException("the note has no empty line before its signatures");
        if (!all.EndsWith('\n') || cut + 2 == all.Length)
            throw new FormatException("the note does not end with a signature line and a line feed");
        var lines = all[(cut + 2)..^1].Split('\n');
        if (lines.Length > MostSignatures)
            throw new FormatException($"the note has more than {MostSignatures} signatures");
        return new(all[..(cut + 1)], [.. lines.Select(NoteSignature.Parse)]);
    }

    static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new FormatException("the note is not UTF-8", e);
        }
    }

    /// <summary>The note with one more signature line at its end.</summary>
    public Note With(NoteSignature signature) => this with { Signatures = [.. Signatures, signature] };

    /// <summary>The note as it is stored and sent.</summary>
    public byte[] ToBytes() => Strict.GetBytes(ToString());

    public override string ToString()
    {
        var all = new StringBuilder(Text).Append('\n');
        foreach (var signature in Signatures)
            all.Append(signature).Append('\n');
        return all.ToString();
    }
}
