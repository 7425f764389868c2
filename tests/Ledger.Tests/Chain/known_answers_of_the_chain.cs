using System.Text;
using System.Text.RegularExpressions;
using Gradients.Ledger.Chain;
using Gradients.Ledger.Hashing;

namespace Gradients.Ledger.Tests.Chain;

public sealed partial class known_answers_of_the_chain
{
    [Fact]
    public void names_of_storage_are_hashed_by_twox128() => Assert.All(
        Known.Answers["twox128"]!.AsObject(),
        known => Assert.Equal((string)known.Value!, HexBytes.Write(StorageHash.Twox128(known.Key))));

    [Fact]
    public void hashes_are_the_published_ones() => Assert.All(Known.Answers["hash"]!.AsObject(), known =>
    {
        var call = HashCall().Match(known.Key);
        var (bits, data) = (int.Parse(call.Groups[2].Value), Encoding.UTF8.GetBytes(call.Groups[3].Value));
        var hash = call.Groups[1].Value == "twox" ? StorageHash.Twox(data, bits) : StorageHash.Blake2(data, bits);
        Assert.Equal((string)known.Value!, HexBytes.Write(hash));
    });

    [Fact]
    public void accounts_have_their_texts() => Assert.All(Known.Answers["ss58"]!.AsObject(), known =>
    {
        var (text, key) = ((string)known.Value![0]!, Known.Bytes((string)known.Value[1]!));
        var decoded = new byte[32];
        Assert.Equal(text, Ss58.Encode(key));
        Assert.True(Ss58.TryDecode(text, decoded));
        Assert.Equal(key, decoded);
    });

    /// <summary>By the hashers that the real runtime's metadata name, not by any written down here.</summary>
    [Fact]
    public void keys_of_storage_are_exact() => Assert.All(Known.Answers["keys"]!.AsObject(), known =>
    {
        var call = KeyCall().Match(known.Key);
        var item = call.Groups[1].Value.Split('.');
        var entry = Known.Metadata.Storage(item.Length == 2 ? item[0] : "SubtensorModule", item[^1]);
        var parts = call.Groups[2].Value.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Part).ToArray();
        Assert.Equal((string)known.Value!, HexBytes.Write(entry.Key(parts)));
    });

    [Fact]
    public void keys_of_the_recorded_session_are_exact()
    {
        var keys = Gradients.Testing.RecordedSession.Explained["storage_keys"]!.AsObject();
        foreach (var (name, expected) in keys)
        {
            var entry = name == "Number" ? Known.Metadata.Storage("System", name)
                : Known.Metadata.Storage("SubtensorModule", name.TrimEnd('0', '1', '2'));
            byte[][] parts = name switch
            {
                "Number" => [],
                "Weights" => [Known.U16(1), Known.U16(1)],
                "Uids" => [Known.U16(1), Known.Alice],
                "Keys0" or "Keys1" or "Keys2" => [Known.U16(1), Known.U16(name[^1] - '0')],
                _ => [Known.U16(1)],
            };
            Assert.Equal((string)expected!, HexBytes.Write(entry.Key(parts)));
        }
    }

    static byte[] Part(string text)
    {
        if (text.Trim() == "Alice")
            return Known.Alice;
        var sum = text.Split('+').Select(term => term.Split('*').Select(int.Parse).Aggregate((a, b) => a * b)).Sum();
        return Known.U16(sum);
    }

    [GeneratedRegex(@"^([a-z0-9]+?)(64|128|256|512)\(""(.*)""\)$")]
    private static partial Regex HashCall();

    [GeneratedRegex(@"^([A-Za-z.]+)(?:\(([^)]*)\))?")]
    private static partial Regex KeyCall();
}
