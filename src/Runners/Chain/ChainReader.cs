using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Gradients.Ledger.Chain;

namespace Gradients.Runners.Chain;

/// <summary>
/// Reads a chain, always at a block that was named by its hash: what one reading brings belongs together. What a node
/// says is checked as far as it can be; a contradiction ends the reading.
/// </summary>
public sealed class ChainReader(RpcClient client)
{
    const int KeysAtATime = 256;
    const int MethodNotFound = -32_601;

    readonly ConcurrentDictionary<uint, ChainRuntime> _runtimes = new();

    public RpcClient Client => client;

    /// <summary>The last block that cannot be undone any more.</summary>
    public async Task<PinnedBlock> FinalizedAsync(CancellationToken cancel)
    {
        const string method = "chain_getFinalizedHead";
        var hash = (await client.CallAsync(method, [], cancel)).Hash(method, 32);
        return new(await NumberAsync(hash, cancel), hash);
    }

    /// <summary>A block by its number, on the chain as the node sees it; null: there is none yet.</summary>
    public async Task<PinnedBlock?> BlockAsync(ulong number, CancellationToken cancel)
    {
        const string method = "chain_getBlockHash";
        var reply = await client.CallAsync(method, [number], cancel);
        if (reply.ValueKind == JsonValueKind.Null)
            return null;
        var hash = reply.Hash(method, 32);
        return await NumberAsync(hash, cancel) == number
            ? new(number, hash)
            : throw new NodeLies($"{method}: asked for block {number}, the node names one with another number");
    }

    async Task<ulong> NumberAsync(string hash, CancellationToken cancel) =>
        (await client.CallAsync("chain_getHeader", [hash], cancel)).Member("chain_getHeader", "number")
            .Block("chain_getHeader");

    /// <summary>The runtime in force at a block. Metadata are read once for each version.</summary>
    /// <exception cref="NodeLies">The metadata cannot be read, or are of another version than 14.</exception>
    public async Task<ChainRuntime> RuntimeAsync(PinnedBlock at, CancellationToken cancel)
    {
        const string method = "state_getRuntimeVersion";
        var version = await client.CallAsync(method, [at.Hash], cancel);
        var spec = version.Member(method, "specVersion").U32(method);
        if (_runtimes.TryGetValue(spec, out var known))
            return known;
        var terms = new ChainTerms(
            spec, version.Member(method, "transactionVersion").U32(method), [.. HexBytes.Read(client.Genesis)]);
        var metadata = (await client.CallAsync("state_getMetadata", [at.Hash], cancel)).Bytes("state_getMetadata");
        try
        {
            return _runtimes[spec] = new(
                version.Member(method, "specName").ToString(), terms, MetadataReader.Read(metadata));
        }
        catch (BadScale bad)
        {
            throw new NodeLies($"state_getMetadata: {bad.Message}", bad);
        }
    }

    /// <summary>The bytes under a key; null: there are none.</summary>
    public async Task<byte[]?> ReadAsync(byte[] key, PinnedBlock at, CancellationToken cancel)
    {
        const string method = "state_getStorage";
        var reply = await client.CallAsync(method, [HexBytes.Write(key), at.Hash], cancel);
        return reply.ValueKind == JsonValueKind.Null ? null : reply.Bytes(method);
    }

    /// <summary>The bytes under many keys, in their order.</summary>
    public async Task<byte[]?[]> ReadAsync(IReadOnlyList<byte[]> keys, PinnedBlock at, CancellationToken cancel)
    {
        var values = new byte[]?[keys.Count];
        for (var from = 0; from < keys.Count; from += KeysAtATime)
        {
            var chunk = keys.Skip(from).Take(KeysAtATime).ToArray();
            try
            {
                await ReadTogetherAsync(chunk, values.AsMemory(from, chunk.Length), at, cancel);
            }
            catch (RpcRefused refused) when (refused.Code == MethodNotFound)
            {
                // Some nodes keep the question for many keys to themselves.
                for (var i = 0; i < chunk.Length; i++)
                    values[from + i] = await ReadAsync(chunk[i], at, cancel);
            }
        }
        return values;
    }

    async Task ReadTogetherAsync(byte[][] keys, Memory<byte[]?> values, PinnedBlock at, CancellationToken cancel)
    {
        const string method = "state_queryStorageAt";
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var key in keys)
            places[HexBytes.Write(key)] = places.Count;
        var reply = await client.CallAsync(method, [places.Keys.ToArray(), at.Hash], cancel);
        if (reply.ValueKind != JsonValueKind.Array || reply.GetArrayLength() != 1)
            throw new NodeLies($"{method}: one block was asked about");
        if (reply[0].Member(method, "block").Hash(method, 32) != at.Hash)
            throw new NodeLies($"{method}: the node answers about another block");
        var found = new bool[keys.Length];
        var changes = reply[0].Member(method, "changes");
        foreach (var change in changes.ValueKind == JsonValueKind.Array ? changes.EnumerateArray() : default)
        {
            if (change.ValueKind != JsonValueKind.Array || change.GetArrayLength() != 2
                || !places.TryGetValue(HexBytes.Write(change[0].Bytes(method)), out var place))
                throw new NodeLies($"{method}: the node answers about another key");
            values.Span[place] = change[1].ValueKind == JsonValueKind.Null ? null : change[1].Bytes(method);
            found[place] = true;
        }
        if (found.Contains(false))
            throw new NodeLies($"{method}: the node leaves keys out");
    }

    /// <summary>The extrinsics of a block as they were submitted.</summary>
    public async Task<ImmutableArray<byte[]>> ExtrinsicsAsync(PinnedBlock at, CancellationToken cancel)
    {
        const string method = "chain_getBlock";
        var reply = await client.CallAsync(method, [at.Hash], cancel);
        var block = reply.Member(method, "block");
        if (block.Member(method, "header").Member(method, "number").Block(method) != at.Number)
            throw new NodeLies($"{method}: the node answers with another block than {at}");
        var extrinsics = block.Member(method, "extrinsics");
        return extrinsics.ValueKind == JsonValueKind.Array
            ? [.. extrinsics.EnumerateArray().Select(e => e.Bytes(method))]
            : throw new NodeLies($"{method}: extrinsics are a list");
    }

    public async Task<ImmutableArray<BlockEvent>> EventsAsync(PinnedBlock at, CancellationToken cancel)
    {
        var runtime = await RuntimeAsync(at, cancel);
        var bytes = await ReadAsync(runtime.Metadata.Storage("System", "Events").Key(), at, cancel);
        try
        {
            return BlockEvents.Read(runtime.Metadata, bytes ?? [0]);
        }
        catch (BadScale bad)
        {
            throw new NodeLies($"the events of {at}: {bad.Message}", bad);
        }
    }
}
