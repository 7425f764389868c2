using System.Collections.Immutable;
using Gradients.Ledger.Chain;
using Gradients.Ledger.Hashing;

namespace Gradients.Runners.Chain;

/// <summary>One subnet's storage at one block. An absent key means the default that the metadata name.</summary>
public sealed class SubnetReader(ChainReader chain, ChainRuntime runtime, ushort netuid, PinnedBlock at)
{
    const string Module = WeightCalls.Pallet;

    public ushort Netuid => netuid;

    public PinnedBlock At => at;

    public ChainRuntime Runtime => runtime;

    /// <summary>At the last finalized block.</summary>
    public static async Task<SubnetReader> LatestAsync(ChainReader chain, ushort netuid, CancellationToken cancel) =>
        await AtAsync(chain, netuid, await chain.FinalizedAsync(cancel), cancel);

    public static async Task<SubnetReader> AtAsync(
        ChainReader chain, ushort netuid, PinnedBlock at, CancellationToken cancel) =>
        new(chain, await chain.RuntimeAsync(at, cancel), netuid, at);

    static byte[] U16(int value) => [(byte)value, (byte)(value >> 8)];

    public bool Has(string item) => runtime.Metadata.FindStorage(Module, item) is not null;

    /// <summary>A value whose key is the netuid and whatever follows.</summary>
    public async Task<ScaleValue> ReadAsync(string item, byte[][] more, CancellationToken cancel)
    {
        var entry = runtime.Metadata.Storage(Module, item);
        return Decode(entry, await chain.ReadAsync(entry.Key([U16(netuid), .. more]), at, cancel));
    }

    async Task<ScaleValue[]> ReadManyAsync(string item, IEnumerable<byte[][]> keys, CancellationToken cancel)
    {
        var entry = runtime.Metadata.Storage(Module, item);
        var values = await chain.ReadAsync([.. keys.Select(key => entry.Key(key))], at, cancel);
        return [.. values.Select(value => Decode(entry, value))];
    }

    ScaleValue Decode(StorageEntry entry, byte[]? bytes)
    {
        try
        {
            return runtime.Metadata.Types.Read(bytes ?? entry.Default.AsSpan(), entry.Value).Unwrapped;
        }
        catch (BadScale bad)
        {
            throw new NodeLies($"{Module}.{entry.Name} at {at}: {bad.Message}", bad);
        }
    }

    public async Task<ulong> NumberAsync(string item, CancellationToken cancel) =>
        Number(item, await ReadAsync(item, [], cancel));

    /// <summary>A value that is not kept by subnet.</summary>
    public async Task<ulong> GlobalNumberAsync(string item, CancellationToken cancel)
    {
        var entry = runtime.Metadata.Storage(Module, item);
        return Number(item, Decode(entry, await chain.ReadAsync(entry.Key(), at, cancel)));
    }

    /// <summary>A value that some runtimes keep for the whole chain and some by subnet.</summary>
    public async Task<ulong> VersionAsync(string item, CancellationToken cancel) =>
        runtime.Metadata.Storage(Module, item).Hashers.IsEmpty
            ? await GlobalNumberAsync(item, cancel)
            : await NumberAsync(item, cancel);

    public async Task<bool> FlagAsync(string item, CancellationToken cancel) =>
        await ReadAsync(item, [], cancel) is ScaleValue.Flag flag ? flag.Value : throw Odd(item);

    public async Task<ImmutableArray<ulong>> NumbersAsync(string item, CancellationToken cancel) =>
        await ReadAsync(item, [], cancel) switch
        {
            ScaleValue.List list => [.. list.Items.Select(value => Number(item, value))],
            _ => throw Odd(item),
        };

    public async Task<ImmutableArray<bool>> FlagsAsync(string item, CancellationToken cancel) =>
        await ReadAsync(item, [], cancel) is ScaleValue.List list
            ? [.. list.Items.Select(value => value is ScaleValue.Flag flag ? flag.Value : throw Odd(item))]
            : throw Odd(item);

    /// <summary>The uid of a hotkey; null: it is not registered.</summary>
    public async Task<ushort?> UidAsync(Hotkey hotkey, CancellationToken cancel)
    {
        var entry = runtime.Metadata.Storage(Module, "Uids");
        var bytes = await chain.ReadAsync(entry.Key(U16(netuid), Account(hotkey)), at, cancel);
        return bytes is null ? null : (ushort)Number("Uids", Decode(entry, bytes));
    }

    /// <summary>The hotkeys of all uids, in order.</summary>
    public async Task<ImmutableArray<Hotkey>> HotkeysAsync(CancellationToken cancel)
    {
        var count = (int)await NumberAsync("SubnetworkN", cancel);
        var keys = Enumerable.Range(0, count).Select(uid => new[] { U16(netuid), U16(uid) });
        var values = await ReadManyAsync("Keys", keys, cancel);
        var hotkeys = ImmutableArray.CreateBuilder<Hotkey>(count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            if (value.Unwrapped is not ScaleValue.Bytes { Value.Length: 32 } key)
                throw Odd("Keys");
            var hotkey = Ss58.Encode(key.Value.AsSpan());
            if (!seen.Add(hotkey))
                throw new NodeLies($"{Module}.Keys at {at}: {hotkey} holds two uids of subnet {netuid}");
            hotkeys.Add(new(hotkey));
        }
        return hotkeys.MoveToImmutable();
    }

    /// <summary>For each hotkey a number that is kept under it and then a netuid.</summary>
    public async Task<ImmutableArray<ulong>> ByHotkeyAsync(
        string item, IEnumerable<Hotkey> hotkeys, ushort subnet, CancellationToken cancel)
    {
        var values = await ReadManyAsync(item, hotkeys.Select(hotkey => new[] { Account(hotkey), U16(subnet) }),
            cancel);
        return [.. values.Select(value => Number(item, value))];
    }

    public async Task<ImmutableArray<ulong>> ByUidAsync(string item, int count, CancellationToken cancel) =>
        [.. (await ReadManyAsync(item, Enumerable.Range(0, count).Select(uid => new[] { U16(netuid), U16(uid) }),
            cancel))
            .Select(value => Number(item, value))];

    /// <summary>Rows of weights or bonds, by uid, in the order stored.</summary>
    public async Task<ImmutableArray<ImmutableArray<StoredEntry>>> RowsAsync(
        string item, IEnumerable<int> uids, CancellationToken cancel) =>
        [.. (await ReadManyAsync(item, uids.Select(uid => new[] { U16(netuid), U16(uid) }), cancel))
            .Select(value => Row(item, value))];

    ImmutableArray<StoredEntry> Row(string item, ScaleValue value)
    {
        if (value is not ScaleValue.List list)
            throw Odd(item);
        return [.. list.Items.Select(pair =>
            pair is ScaleValue.Members { Fields: [{ Value: ScaleValue.Whole uid }, { Value: ScaleValue.Whole weight }] }
            && uid.Value <= ushort.MaxValue && weight.Value <= ushort.MaxValue
                ? new StoredEntry((int)uid.Value, (ushort)weight.Value)
                : throw Odd(item))];
    }

    ulong Number(string item, ScaleValue value) =>
        value.Unwrapped is ScaleValue.Whole whole && whole.Value.Sign >= 0 && whole.Value <= ulong.MaxValue
            ? (ulong)whole.Value
            : throw Odd(item);

    /// <exception cref="ArgumentException">The hotkey is no SS58 text: no such account can be on this
    /// chain.</exception>
    public static byte[] Account(Hotkey hotkey)
    {
        var key = new byte[32];
        return Ss58.TryDecode(hotkey.Text, key)
            ? key
            : throw new ArgumentException($"'{hotkey}' is no SS58 text of an account.");
    }

    NodeLies Odd(string item) => new($"{Module}.{item} at {at} is not what it is in runtimes known here");
}
