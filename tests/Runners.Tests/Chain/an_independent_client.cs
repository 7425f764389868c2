using System.Text.Json.Nodes;
using Gradients.Ledger.Chain;
using Gradients.Runners.Chain;
using Gradients.Testing;

namespace Gradients.Runners.Tests.Chain;

/// <summary>
/// What we encode, decoded by a client that others wrote, with the real runtime's metadata; signed by the real signer.
/// </summary>
public sealed class an_independent_client : IDisposable
{
    static readonly byte[] Alice = FakeSubnet.Account("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");
    static readonly byte[] Genesis = HexBytes.Read((string)RecordedSession.Explained["genesis"]!);
    static readonly ChainTerms Terms = new(300, 1, [.. Genesis]);
    static readonly byte[] Birth = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gradients-signer-");

    public void Dispose() => _folder.Delete(recursive: true);

    static JsonNode Ask(JsonObject question)
    {
        question["metadata"] = HexBytes.Write(RecordedSession.Metadata);
        var (exit, output, errors) = NodeProcess.Run(NodeProgram.Decoder, question.ToJsonString());
        Assert.True(exit == 0, errors);
        return JsonNode.Parse(output)!;
    }

    ExternalSigner Signer(int netuid) => new(
        ["node", NodeProgram.Signer, "--key", NodeProgram.AliceKey(_folder.FullName), "--netuid", $"{netuid}",
            "--genesis", HexBytes.Write(Genesis)], TimeSpan.FromMinutes(2));

    static UnsignedExtrinsic Unsigned(byte[] call, Era era, uint nonce) =>
        UnsignedExtrinsic.Of(FakeSubnet.Metadata, Terms, call, era, era.IsImmortal ? Genesis : Birth, nonce);

    /// <summary>
    /// A short payload, which is signed itself, and one of more than 256 bytes, of which the hash is.
    /// </summary>
    [Theory]
    [InlineData(4, 2ul, 0u)]
    [InlineData(100, 6_900_005ul, 70_000u)]
    public async Task decodes_weights_and_verifies_their_signature(int entries, ulong block, uint nonce)
    {
        var uids = Enumerable.Range(0, entries).Select(i => (ushort)(i * 3)).ToArray();
        var weights = uids.Select(uid => (ushort)(65_535 - (uid * 17))).ToArray();
        var call = WeightCalls.SetWeights(FakeSubnet.Metadata, 56, uids, weights, 2_001);
        var unsigned = Unsigned(call, Era.BornAt(block, 8), nonce);
        var signature = await Signer(56).SignAsync(unsigned.Unhashed(), CancellationToken.None);
        var signed = unsigned.Sign(Alice, signature);
        var told = Ask(new()
        {
            ["call"] = HexBytes.Write(call),
            ["signed"] = HexBytes.Write(signed),
            ["payload"] = HexBytes.Write(unsigned.Unhashed()),
            ["spec"] = 300,
            ["transaction"] = 1,
            ["genesis"] = HexBytes.Write(Genesis),
            ["birth"] = HexBytes.Write(Birth),
        });
        foreach (var view in new[] { told["call"]!, told["signed"]! })
        {
            Assert.Equal("subtensorModule.setWeights", (string)view["name"]!);
            var args = view["args"]!.AsObject().Select(a => a.Value!).ToArray();
            Assert.Equal(56, (int)args[0]);
            Assert.Equal(uids, args[1].AsArray().Select(u => (ushort)u!));
            Assert.Equal(weights, args[2].AsArray().Select(w => (ushort)w!));
            Assert.Equal(2_001, (int)args[3]);
        }
        var extrinsic = told["signed"]!;
        Assert.True((bool)extrinsic["verified"]!);
        Assert.True((bool)extrinsic["same"]!);
        Assert.Equal(nonce, (uint)extrinsic["nonce"]!);
        Assert.Equal("0", (string)extrinsic["tip"]!);
        Assert.Equal([8, (int)(block % 8)], extrinsic["era"]!.AsArray().Select(e => (int)e!));
        Assert.Equal("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY", (string)extrinsic["signer"]!);
        Assert.Equal(HexBytes.Write(unsigned.Unhashed()), (string)told["payload"]!);
    }

    [Fact]
    public void decodes_commits_and_reveals()
    {
        var hash = CommitHash.Of(Alice, 1, [0, 2], [1, 65_535], [9, 8], 0);
        var commit = Ask(new() { ["call"] = HexBytes.Write(WeightCalls.CommitWeights(FakeSubnet.Metadata, 1, hash)) });
        Assert.Equal("subtensorModule.commitWeights", (string)commit["call"]!["name"]!);
        Assert.Contains(HexBytes.Write(hash), commit["call"]!["args"]!.ToJsonString(), StringComparison.Ordinal);
        var reveal = Ask(new()
        {
            ["call"] = HexBytes.Write(WeightCalls.RevealWeights(FakeSubnet.Metadata, 1, [0, 2], [1, 65_535], [9, 8],
                7)),
        });
        Assert.Equal(["1", "[0,2]", "[1,65535]", "[9,8]", "7"],
            reveal["call"]!["args"]!.AsObject().Select(a => a.Value!.ToJsonString()));
    }

    [Fact]
    public void encodes_storage_that_we_decode()
    {
        (string Item, string Value, string Ours)[] values =
        [
            ("Weights", "[[0,65535],[3,1957],[255,0]]", "[(0, 65535), (3, 1957), (255, 0)]"),
            ("LastUpdate", "[6900000,0,18446744073709551615]", "[6900000, 0, 18446744073709551615]"),
            ("ValidatorPermit", "[true,false]", "[true, false]"),
            ("Tempo", "360", "360"),
            ("CommitRevealWeightsEnabled", "true", "true"),
            ("Incentive", "[0,65535,16384]", "[0, 65535, 16384]"),
            ("TotalHotkeyAlpha", "12345678901234567", "12345678901234567"),
        ];
        var encoded = Ask(new()
        {
            ["storage"] = new JsonArray([.. values.Select(v => (JsonNode)new JsonObject
            {
                ["item"] = v.Item,
                // Beyond 2^53 as texts, or JavaScript would round them.
                ["value"] = JsonNode.Parse(v.Value.Replace("18446744073709551615", "\"18446744073709551615\"",
                    StringComparison.Ordinal).Replace("12345678901234567", "\"12345678901234567\"",
                        StringComparison.Ordinal)),
            })]),
        })["storage"]!.AsArray();
        for (var i = 0; i < values.Length; i++)
        {
            var entry = FakeSubnet.Metadata.Storage("SubtensorModule", values[i].Item);
            Assert.Equal(values[i].Ours,
                FakeSubnet.Metadata.Types.Read(HexBytes.Read((string)encoded[i]!), entry.Value).ToString());
        }
    }
}
