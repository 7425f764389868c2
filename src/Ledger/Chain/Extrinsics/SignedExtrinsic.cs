using System.Collections.Immutable;

namespace Gradients.Ledger.Chain;

/// <summary>A signed extrinsic of format 4 taken apart, as it stands in a block.</summary>
/// <param name="Key">The signer's public key.</param>
/// <param name="Call">Two bytes that name the call, and its arguments.</param>
public sealed record SignedExtrinsic(
    ImmutableArray<byte> Key, ImmutableArray<byte> Signature, uint Nonce, ImmutableArray<byte> Extra,
    ImmutableArray<byte> Call)
{
    const byte SignedFormat = 0x84, PlainKey = 0, Sr25519 = 1;

    /// <summary>Null: it is not signed, or not in the way that weights are.</summary>
    public static SignedExtrinsic? TryRead(RuntimeMetadata metadata, ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new ScaleReader(bytes);
            if (reader.Compact() != reader.Left || reader.U8() != SignedFormat || reader.U8() != PlainKey)
                return null;
            var key = reader.Bytes(32);
            if (reader.U8() != Sr25519)
                return null;
            var signature = reader.Bytes(UnsignedExtrinsic.SignatureBytes);
            var extra = reader.Offset;
            uint? nonce = null;
            foreach (var extension in metadata.Extensions)
            {
                var value = metadata.Types.Read(ref reader, extension.Data);
                if (extension.Name == "CheckNonce" && value.Unwrapped is ScaleValue.Whole number)
                    nonce = (uint)number.Value;
            }
            return nonce is null ? null : new(
                [.. key], [.. signature], nonce.Value, [.. bytes[extra..reader.Offset]], [.. bytes[reader.Offset..]]);
        }
        catch (Exception odd) when (odd is BadScale or OverflowException)
        {
            return null;
        }
    }
}
