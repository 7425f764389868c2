namespace Gradients.Ledger.Chain;

/// <summary>
/// The calls that bring weights onto the chain. Their two leading bytes and their shape come from the metadata; a
/// runtime
/// whose calls look different is refused.
/// </summary>
public static class WeightCalls
{
    public const string Pallet = "SubtensorModule";
    public const string Set = "set_weights", Commit = "commit_weights", Reveal = "reveal_weights";

    /// <exception cref="UnknownToRuntimeException">There is no such call, or it has another shape.</exception>
    public static byte[] SetWeights(
        RuntimeMetadata metadata, ushort netuid, ReadOnlySpan<ushort> uids, ReadOnlySpan<ushort> weights,
        ulong versionKey) =>
        Begin(metadata, Set, "netuid: u16, dests: Vec<u16>, weights: Vec<u16>, version_key: u64")
            .U16(netuid).U16List(uids).U16List(weights).U64(versionKey).ToArray();

    /// <param name="hash">By <see cref="CommitHash"/>.</param>
    /// <inheritdoc cref="SetWeights"/>
    public static byte[] CommitWeights(RuntimeMetadata metadata, ushort netuid, ReadOnlySpan<byte> hash) =>
        Begin(metadata, Commit, "netuid: u16, commit_hash: [u8; 32]").U16(netuid).Raw(hash).ToArray();

    /// <inheritdoc cref="SetWeights"/>
    public static byte[] RevealWeights(
        RuntimeMetadata metadata, ushort netuid, ReadOnlySpan<ushort> uids, ReadOnlySpan<ushort> weights,
        ReadOnlySpan<ushort> salt, ulong versionKey) =>
        Begin(metadata, Reveal,
                "netuid: u16, uids: Vec<u16>, values: Vec<u16>, salt: Vec<u16>, version_key: u64")
            .U16(netuid).U16List(uids).U16List(weights).U16List(salt).U64(versionKey).ToArray();

    static ScaleWriter Begin(RuntimeMetadata metadata, string name, string expected)
    {
        var (pallet, call) = metadata.Call(Pallet, name);
        var fields = string.Join(", ", call.Fields.Select(f => $"{f.Name}: {metadata.Types.Describe(f.Type)}"));
        return fields == expected
            ? new ScaleWriter().U8(pallet).U8(call.Index)
            : throw new UnknownToRuntimeException($"{Pallet}.{name}({expected}): it has ({fields})");
    }
}
