using Gradients.Ledger.Chain;
using Gradients.Ledger.Hashing;

namespace Gradients.Testing;

/// <summary>A subnet's storage on a <see cref="FakeChain"/>, written by the real runtime's metadata.</summary>
public sealed class FakeSubnet(FakeChain chain, ushort netuid)
{
    static readonly Lazy<RuntimeMetadata> Runtime = new(() => MetadataReader.Read(RecordedSession.Metadata));

    public static RuntimeMetadata Metadata => Runtime.Value;

    public static byte[] U16(int value) => [(byte)value, (byte)(value >> 8)];

    public static byte[] Account(string hotkey)
    {
        var key = new byte[32];
        Assert.True(Ss58.TryDecode(hotkey, key), hotkey);
        return key;
    }

    public string Key(string item, params byte[][] more) =>
        HexBytes.Write(Metadata.Storage("SubtensorModule", item).Key([U16(netuid), .. more]));

    static string Hex(Action<ScaleWriter> write)
    {
        var writer = new ScaleWriter();
        write(writer);
        return HexBytes.Write(writer.Written);
    }

    public (string, string?) Number(string item, ulong value, int bytes) =>
        (Key(item), HexBytes.Write(BitConverter.GetBytes(value).AsSpan(0, bytes)));

    public (string, string?) Flag(string item, bool value) => (Key(item), value ? "0x01" : "0x00");

    public (string, string?) LastUpdate(params ulong[] blocks) => (Key("LastUpdate"), Hex(w => w.U64List(blocks)));

    public (string, string?) Weights(int uid, params (int Uid, ushort Weight)[] row) => (Key("Weights", U16(uid)),
        Hex(w =>
    {
        w.Compact(row.Length);
        foreach (var (column, weight) in row)
            w.U16((ushort)column).U16(weight);
    }));

    /// <summary>Everybody's uid, the first so many with a permit, and no incentives yet.</summary>
    public IEnumerable<(string, string?)> Members(string[] hotkeys, int permits)
    {
        yield return Number("SubnetworkN", (ulong)hotkeys.Length, 2);
        for (var uid = 0; uid < hotkeys.Length; uid++)
        {
            yield return (Key("Keys", U16(uid)), HexBytes.Write(Account(hotkeys[uid])));
            yield return (Key("Uids", Account(hotkeys[uid])), HexBytes.Write(U16(uid)));
        }
        yield return (Key("ValidatorPermit"), Hex(w =>
        {
            w.Compact(hotkeys.Length);
            for (var uid = 0; uid < hotkeys.Length; uid++)
                w.Flag(uid < permits);
        }));
        yield return (Key("Incentive"), Hex(w => w.U16List(new ushort[hotkeys.Length])));
        yield return LastUpdate(new ulong[hotkeys.Length]);
    }

    /// <summary>A final block with these changes.</summary>
    public FakeBlock Set(params IEnumerable<(string, string?)> changes)
    {
        var block = chain.Add([], [.. changes]);
        chain.FinalizeHead();
        return block;
    }
}
