using System.Text;

namespace Gradients.Ledger.Log;

/// <summary>
/// A private key, written <c>PRIVATE+KEY+name+key id+base64(type || seed)</c> as Go's note package writes it, so that
/// other tools read our key files and we theirs.
/// </summary>
public sealed class SignerKey
{
    const string Prefix = "PRIVATE+KEY+";

    readonly byte[] _seed;

    SignerKey(string name, SignatureType type, byte[] seed)
    {
        _seed = seed;
        Verifier = new(name, type, Ed25519.PublicKey(seed));
    }

    /// <summary>The public half.</summary>
    public VerifierKey Verifier { get; }

    /// <exception cref="FormatException">The name is not one for a key.</exception>
    /// <exception cref="CryptoMissingException">OpenSSL 3 is not on this machine.</exception>
    public static SignerKey New(string name, SignatureType type = SignatureType.Ed25519)
    {
        if (!KeyName.Is(name))
            throw new FormatException("a key name is not empty and has neither spaces nor plus signs");
        return new(name, type, Ed25519.NewSeed());
    }

    /// <exception cref="FormatException">The text is not a private key, or its key id is another key's.</exception>
    /// <exception cref="CryptoMissingException">OpenSSL 3 is not on this machine.</exception>
    public static SignerKey Parse(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
            throw new FormatException($"the key does not begin with {Prefix}");
        var (name, id, type, seed) = KeyName.Parse(text[Prefix.Length..], "private key");
        var key = new SignerKey(name, type, seed);
        return key.Verifier.KeyId == id
            ? key
            : throw new FormatException($"the private key says id {id:x8}, its key gives {key.Verifier.KeyId:x8}");
    }

    /// <summary>A signature over the text of a note.</summary>
    /// <param name="time">Seconds since 1970: what a cosignature attests, not used by any other type.</param>
    public NoteSignature Sign(string text, long time)
    {
        var bytes = Verifier.Type == SignatureType.Cosignature
            ? Cosignature.Lay(time, Ed25519.Sign(_seed, Cosignature.Message(text, time)))
            : Ed25519.Sign(_seed, Encoding.UTF8.GetBytes(text));
        return new(Verifier.Name, Verifier.KeyId, bytes);
    }

    /// <summary>The secret itself: for a key file, nowhere else.</summary>
    internal string Secret() =>
        $"{Prefix}{Verifier.Name}+{Verifier.KeyId:x8}+{Convert.ToBase64String([(byte)Verifier.Type, .. _seed])}";

    /// <summary>The public half: a secret never reaches a log line by accident.</summary>
    public override string ToString() => Verifier.ToString();
}
