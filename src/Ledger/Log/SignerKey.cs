using System.Text;

namespace Gradients.Ledger.Log;

/// <summary>
/// A key that signs. Its seed is written <c>PRIVATE+KEY+name+key id+base64(type || seed)</c> as Go's note package
/// writes it, so that other tools read our key files and we theirs; or a program keeps it.
/// </summary>
public sealed class SignerKey
{
    const string Prefix = "PRIVATE+KEY+";

    /// <summary>Before a verifier key; the program and its arguments follow, a line each.</summary>
    const string ExternalPrefix = "EXTERNAL+KEY+";

    readonly Func<byte[], byte[]> _sign;
    readonly string _text;

    SignerKey(VerifierKey verifier, Func<byte[], byte[]> sign, string text) =>
        (Verifier, _sign, _text) = (verifier, sign, text);

    /// <summary>The public half.</summary>
    public VerifierKey Verifier { get; }

    /// <exception cref="FormatException">The name is not one for a key.</exception>
    /// <exception cref="CryptoMissingException">OpenSSL 3 is not on this machine.</exception>
    public static SignerKey New(string name, SignatureType type = SignatureType.Ed25519)
    {
        if (!KeyName.Is(name))
            throw new FormatException("a key name is not empty and has neither spaces nor plus signs");
        return Held(name, type, Ed25519.NewSeed());
    }

    static SignerKey Held(string name, SignatureType type, byte[] seed)
    {
        var verifier = new VerifierKey(name, type, Ed25519.PublicKey(seed));
        var text = $"{Prefix}{name}+{verifier.KeyId:x8}+{Convert.ToBase64String([(byte)type, .. seed])}";
        return new(verifier, message => Ed25519.Sign(seed, message), text);
    }

    /// <summary>A key whose private half a program keeps.</summary>
    /// <exception cref="FormatException">The program's name or an argument is empty or has a line feed.</exception>
    public static SignerKey External(VerifierKey verifier, SignerProgram program)
    {
        if (program.Command.Count == 0 || program.Command.Any(part => part.Length == 0 || part.Contains('\n')))
            throw new FormatException("a signer is a program and its arguments, none of them empty or of two lines");
        return new(verifier, message => program.Sign(verifier, message),
            string.Join('\n', program.Command.Prepend($"{ExternalPrefix}{verifier}")));
    }

    /// <exception cref="FormatException">The text is not a private key, or its key id is another key's.</exception>
    /// <exception cref="CryptoMissingException">OpenSSL 3 is not on this machine.</exception>
    public static SignerKey Parse(string text)
    {
        if (text.StartsWith(ExternalPrefix, StringComparison.Ordinal))
        {
            var lines = text[ExternalPrefix.Length..].Split('\n');
            return External(VerifierKey.Parse(lines[0]), new SignerProgram(lines[1..]));
        }
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
            throw new FormatException($"the key does not begin with {Prefix} or {ExternalPrefix}");
        var (name, id, type, seed) = KeyName.Parse(text[Prefix.Length..], "private key");
        var key = Held(name, type, seed);
        return key.Verifier.KeyId == id
            ? key
            : throw new FormatException($"the private key says id {id:x8}, its key gives {key.Verifier.KeyId:x8}");
    }

    /// <summary>A signature over the text of a note.</summary>
    /// <param name="time">Seconds since 1970: what a cosignature attests, not used by any other type.</param>
    /// <exception cref="IOException">The program that keeps the key did not sign.</exception>
    public NoteSignature Sign(string text, long time)
    {
        var bytes = Verifier.Type == SignatureType.Cosignature
            ? Cosignature.Lay(time, _sign(Cosignature.Message(text, time)))
            : _sign(Encoding.UTF8.GetBytes(text));
        return new(Verifier.Name, Verifier.KeyId, bytes);
    }

    /// <summary>The secret itself, or how to reach it: for a key file, nowhere else.</summary>
    internal string FileText() => _text;

    /// <summary>The public half: a secret never reaches a log line by accident.</summary>
    public override string ToString() => Verifier.ToString();
}
