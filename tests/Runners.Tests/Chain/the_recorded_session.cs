using System.Text.Json;
using Gradients.Ledger.Chain;
using Gradients.Runners.Chain;
using Gradients.Testing;

namespace Gradients.Runners.Tests.Chain;

/// <summary>The whole session with the real runtime, played back to our client.</summary>
public sealed class the_recorded_session : ChainSpec
{
    readonly FakeNode _node;

    public the_recorded_session() => _node = Opened(new FakeNode(RecordedNode.AnswerAsync));

    [Fact]
    public async Task is_read_at_its_finalized_block()
    {
        var subnet = await SubnetReader.LatestAsync(Reader(_node.WebSocket), 1, None);
        Assert.Equal(2ul, subnet.At.Number);
        Assert.Equal("node-subtensor", subnet.Runtime.SpecName);
        Assert.Equal((300u, 1u), (subnet.Runtime.Terms.SpecVersion, subnet.Runtime.Terms.TransactionVersion));
        Assert.Equal((ushort)1, await subnet.UidAsync(Alice, None));
        Assert.Equal(
            ["5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM", Alice.Text,
                "5CT5jwBEAhveEjgiSCQbkaKcKcUyF3VJ8qNXM9rXsuQyn3Kd"],
            (await subnet.HotkeysAsync(None)).Select(h => h.Text));
        Assert.Equal(360ul, await subnet.NumberAsync("Tempo", None));
        Assert.Equal(0ul, await subnet.NumberAsync("WeightsSetRateLimit", None));
        Assert.False(await subnet.FlagAsync("CommitRevealWeightsEnabled", None));
        Assert.Equal([0, 0, 0], await subnet.NumbersAsync("LastUpdate", None));
        Assert.Equal([true, true, true], await subnet.FlagsAsync("ValidatorPermit", None));
        Assert.Empty(Assert.Single(await subnet.RowsAsync("Weights", [1], None)));
    }

    [Fact]
    public async Task brings_weights_to_finality()
    {
        var chain = Reader(_node.WebSocket);
        var subnet = await SubnetReader.LatestAsync(chain, 1, None);
        var hex = (string)RecordedSession.Explained["set_weights_signed"]!["hex"]!;
        var watched = await chain.Client.SubscribeOnceAsync("author_submitAndWatchExtrinsic", [hex], None);
        var told = new List<string>();
        await foreach (var status in watched!.NewsAsync(None))
        {
            told.Add(status.GetRawText());
            if (status.TryGetProperty("finalized", out var final))
            {
                var at = new PinnedBlock(3, final.GetString()!);
                Assert.Contains(HexBytes.Read(hex), await chain.ExtrinsicsAsync(at, None));
                var events = await chain.EventsAsync(at, None);
                Assert.Null(BlockEvents.Failure(subnet.Runtime.Metadata, events, 1));
                var after = await SubnetReader.AtAsync(chain, 1, at, None);
                Assert.Equal(
                    [new(0, 65535), new(1, 8), new(2, 25)], Assert.Single(await after.RowsAsync("Weights", [1], None)));
                break;
            }
        }
        Assert.Equal(
            RecordedSession.Explained["statuses"]!.AsArray().Select(s => s!.ToJsonString()), told);
    }

    [Fact]
    public async Task ends_with_refusals_and_silence()
    {
        var client = Client(_node.WebSocket);
        var requests = RecordedSession.Frames.Where(f => (string?)f["dir"] == "request").Select(f => f["frame"]!);
        var submitted = requests.Where(f => (string)f["method"]! == "author_submitExtrinsic")
            .Select(f => (string)f["params"]![0]!).ToArray();
        foreach (var (extrinsic, reason) in submitted.Zip(["stale", "badProof"]))
        {
            var refused = await Assert.ThrowsAsync<RpcRefused>(
                () => client.CallOnceAsync("author_submitExtrinsic", [extrinsic], None));
            Assert.Equal(RpcRefused.InvalidTransaction, refused.Code);
            Assert.Contains(reason, refused.Reason, StringComparison.Ordinal);
        }
        var unknown = await Assert.ThrowsAsync<RpcRefused>(() => client.CallAsync("no_such_method", [], None));
        Assert.Equal(-32601, unknown.Code);
        var unknownBlock = "0x" + string.Concat(Enumerable.Repeat("ab", 32));
        var nothing = await client.CallAsync("state_getStorage", ["0x00", unknownBlock], None);
        Assert.Equal(JsonValueKind.Null, nothing.ValueKind);
    }

    [Fact]
    public async Task is_the_same_over_http()
    {
        var subnet = await SubnetReader.LatestAsync(Reader(_node.Http), 1, None);
        Assert.Equal(3, (await subnet.HotkeysAsync(None)).Length);
        Assert.Null(await Reader(_node.Http).Client.SubscribeOnceAsync("author_submitAndWatchExtrinsic", ["0x"], None));
    }

    /// <summary>Said in every run, so that nobody takes a replay for a chain.</summary>
    [Fact]
    public async Task can_be_held_against_a_chain_of_ones_own()
    {
        if (Environment.GetEnvironmentVariable("GRADIENTS_CHAIN_ENDPOINT") is not { Length: > 0 } endpoint)
        {
            Console.Error.WriteLine("""

                ******************************************************************************
                * GRADIENTS_CHAIN_ENDPOINT is not set: the chain client was tried against a  *
                * recorded session and a chain in memory only, not against a running node.   *
                ******************************************************************************

                """);
            return;
        }
        var chain = new ChainReader(Opened(new RpcClient([new(endpoint)], Patience.Default)));
        var netuid = ushort.Parse(
            Environment.GetEnvironmentVariable("GRADIENTS_CHAIN_NETUID") ?? "1",
            System.Globalization.CultureInfo.InvariantCulture);
        var subnet = await SubnetReader.LatestAsync(chain, netuid, None);
        var snapshot = await SubnetSnapshot.ReadAsync(subnet, None);
        Assert.NotEmpty(snapshot.Hotkeys);
        Assert.NotEmpty(await chain.EventsAsync(subnet.At, None));
        Assert.NotEmpty(WeightCalls.SetWeights(subnet.Runtime.Metadata, netuid, [0], [1], 0));
        foreach (var extrinsic in await chain.ExtrinsicsAsync(subnet.At, None))
            Assert.NotEmpty(extrinsic);
        Console.Error.WriteLine($"{endpoint}: {subnet.Runtime.SpecName} {subnet.Runtime.Terms.SpecVersion}, subnet "
            + $"{netuid} has {snapshot.Hotkeys.Length} uids at {subnet.At}.");
    }
}
