using System.Collections.Immutable;

namespace Gradients.Ledger.Chain;

/// <summary>What the chain and its runtime are: signed into every extrinsic.</summary>
/// <param name="Genesis">Hash of block 0, 32 bytes.</param>
public sealed record ChainTerms(uint SpecVersion, uint TransactionVersion, ImmutableArray<byte> Genesis);

/// <summary>
/// An extrinsic of format 4 before it is signed: the call, what travels with it, and what is signed besides. Built by
/// walking the signed extensions in the metadata; one that is unknown and not empty is refused, because what it wants
/// signed cannot be guessed.
/// </summary>
/// <param name="Extra">Era, nonce, tip and the like, as they travel.</param>
/// <param name="Additional">Versions and hashes, signed but not sent.</param>
public sealed record UnsignedExtrinsic(
    ImmutableArray<byte> Call, ImmutableArray<byte> Extra, ImmutableArray<byte> Additional)
{
    public const byte Format = 4;
    public const int SignatureBytes = 64;
    const byte Signed = 0x80, PlainKey = 0, Sr25519 = 1;

    /// <summary>Payloads above so many bytes are hashed before they are signed.</summary>
    const int LongestUnhashed = 256;

    /// <param name="birth">Hash of the block in which the era was born; genesis for an immortal one.</param>
    /// <exception cref="UnknownExtensionException">The runtime wants something signed that is not known
    /// here.</exception>
    public static UnsignedExtrinsic Of(
        RuntimeMetadata metadata, ChainTerms terms, ReadOnlySpan<byte> call, Era era, ReadOnlySpan<byte> birth,
        uint nonce)
    {
        if (metadata.ExtrinsicVersion != Format)
            throw new UnknownExtensionException(
                $"the runtime takes extrinsics of format {metadata.ExtrinsicVersion}; format {Format} is known here");
        var (extra, additional) = (new ScaleWriter(), new ScaleWriter());
        foreach (var extension in metadata.Extensions)
        {
            var (travelling, signed) = Bytes(extension.Name, terms, era, birth, nonce);
            Check(metadata.Types, extension, extension.Data, travelling, "carries");
            Check(metadata.Types, extension, extension.Signed, signed, "signs");
            extra.Raw(travelling);
            additional.Raw(signed);
        }
        return new([.. call], [.. extra.Written], [.. additional.Written]);
    }

    static (byte[] Travelling, byte[] Signed) Bytes(
        string extension, ChainTerms terms, Era era, ReadOnlySpan<byte> birth, uint nonce) => extension switch
    {
        "CheckSpecVersion" => ([], new ScaleWriter().U32(terms.SpecVersion).ToArray()),
        "CheckTxVersion" => ([], new ScaleWriter().U32(terms.TransactionVersion).ToArray()),
        "CheckGenesis" => ([], [.. terms.Genesis]),
        "CheckMortality" or "CheckEra" => (era.ToBytes(), birth.ToArray()),
        "CheckNonce" => (new ScaleWriter().Compact(nonce).ToArray(), []),
        // No tip: weights are set without a fee.
        "ChargeTransactionPayment" => ([0], []),
        // No hash of the metadata is signed: a mode of 0, and an option that is empty.
        "CheckMetadataHash" => ([0], [0]),
        _ => ([], []),
    };

    /// <summary>What is written must be a value of the type that the runtime names.</summary>
    static void Check(TypeRegistry types, SignedExtension extension, int type, byte[] bytes, string does)
    {
        try
        {
            types.Read(bytes, type);
        }
        catch (BadScale)
        {
            throw new UnknownExtensionException($"the runtime's signed extension '{extension.Name}' {does} something "
                + "that is not known here: nothing is signed for such a chain");
        }
    }

    /// <summary>
    /// What the key signs: call, extra and additional, or their BLAKE2b-256 where they exceed 256 bytes.
    /// </summary>
    public byte[] Payload()
    {
        byte[] payload = Unhashed();
        return payload.Length > LongestUnhashed ? StorageHash.Blake2(payload, 256) : payload;
    }

    /// <summary>The same before hashing: what a signer needs in order to see what it signs.</summary>
    public byte[] Unhashed() => [.. Call, .. Extra, .. Additional];

    /// <summary>The extrinsic as it is submitted, with its length in front.</summary>
    /// <param name="key">The signer's public sr25519 key.</param>
    public byte[] Sign(ReadOnlySpan<byte> key, ReadOnlySpan<byte> signature)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, 32);
        ArgumentOutOfRangeException.ThrowIfNotEqual(signature.Length, SignatureBytes);
        byte[] body = [Signed | Format, PlainKey, .. key, Sr25519, .. signature, .. Extra, .. Call];
        return new ScaleWriter().ByteList(body).ToArray();
    }
}

/// <summary>The runtime wants signatures over something that is not known here.</summary>
public sealed class UnknownExtensionException(string message) : Exception(message);
