namespace Gradients.Ledger.Chain;

/// <summary>
/// The hash that is committed before weights are revealed (version 2 of the scheme): BLAKE2b-256 over the validator's
/// public key, the netuid, uids, values and salt as lists, and the version key.
/// </summary>
public static class CommitHash
{
    /// <param name="key">The validator's public key, 32 bytes.</param>
    public static byte[] Of(
        ReadOnlySpan<byte> key, ushort netuid, ReadOnlySpan<ushort> uids, ReadOnlySpan<ushort> values,
        ReadOnlySpan<ushort> salt, ulong versionKey) =>
        StorageHash.Blake2(
            new ScaleWriter().Raw(key).U16(netuid).U16List(uids).U16List(values).U16List(salt).U64(versionKey).Written,
            256);
}
