using System.Buffers.Binary;
using System.Text;

namespace Gradients.Ledger.Log;

/// <summary>
/// The public half of a key, written <c>name+key id+base64(type || public key)</c> (C2SP signed-note verifier key).
/// </summary>
public sealed class VerifierKey
{
    readonly byte[] _key;

    internal VerifierKey(string name, SignatureType type, byte[] key)
    {
        (Name, Type, _key) = (name, type, key);
        KeyId = KeyName.Id(name, type, key);
    }

    public string Name { get; }

    public SignatureType Type { get; }

    public uint KeyId { get; }

    /// <summary>32 bytes (RFC 8032).</summary>
    public ReadOnlySpan<byte> PublicKey => _key;

    /// <summary>The key of this name with these 32 bytes.</summary>
    /// <exception cref="FormatException">The name is not one for a key, or there are not 32 bytes.</exception>
    public static VerifierKey Of(string name, SignatureType type, byte[] publicKey)
    {
        if (!KeyName.Is(name))
            throw new FormatException("a key name is not empty and has neither spaces nor plus signs");
        return publicKey.Length == Ed25519.KeyLength
            ? new(name, type, publicKey)
            : throw new FormatException($"an Ed25519 public key has {Ed25519.KeyLength} bytes, not {publicKey.Length}");
    }

    /// <exception cref="FormatException">The text has another form, or its key id is another key's.</exception>
    public static VerifierKey Parse(string text)
    {
        var (name, id, type, bytes) = KeyName.Parse(text, "verifier key");
        var key = new VerifierKey(name, type, bytes);
        return key.KeyId == id
            ? key
            : throw new FormatException($"the verifier key says id {id:x8}, its name and key give {key.KeyId:x8}");
    }

    /// <summary>Whether a signature line names this key. Others are none of its business.</summary>
    public bool Made(NoteSignature signature) =>
        signature.KeyId == KeyId && string.Equals(signature.Name, Name, StringComparison.Ordinal);

    /// <summary>Whether the signature is this key's over the text.</summary>
    /// <exception cref="CryptoMissingException">OpenSSL 3 is not on this machine.</exception>
    public bool Verifies(string text, NoteSignature signature)
    {
        if (!Made(signature))
            return false;
        if (Type == SignatureType.Ed25519)
            return Ed25519.Verify(_key, Encoding.UTF8.GetBytes(text), signature.Bytes);
        return TimeOf(signature) is { } time
            && Ed25519.Verify(_key, Cosigned(text, time), signature.Bytes[Cosignature.TimeLength..]);
    }

    /// <summary>When a cosignature says it was made, in seconds since 1970; null: it is not one.</summary>
    public static long? TimeOf(NoteSignature signature) =>
        signature.Bytes.Length == Cosignature.TimeLength + Ed25519.SignatureLength
        && BinaryPrimitives.ReadInt64BigEndian(signature.Bytes) is >= 0 and var time
            ? time
            : null;

    static byte[] Cosigned(string text, long time) => Cosignature.Message(text, time);

    public override string ToString() =>
        $"{Name}+{KeyId:x8}+{Convert.ToBase64String([(byte)Type, .. _key])}";
}
