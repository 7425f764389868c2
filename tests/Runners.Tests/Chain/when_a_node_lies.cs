using System.Text.Json.Nodes;
using Gradients.Runners.Chain;
using Gradients.Testing;

namespace Gradients.Runners.Tests.Chain;

public sealed class when_a_node_lies : ChainSpec
{
    async Task<string> RefusedAsync(Func<Task> reading) => (await Assert.ThrowsAsync<NodeLies>(reading)).Message;

    Task<SubnetSnapshot> SnapshotAsync() => Task.Run(async () => await SubnetSnapshot.ReadAsync(await SubnetAsync(),
        None));

    void Stored(string item, string value)
    {
        Fake.Add([], (Key(item), value));
        Fake.FinalizeHead();
    }

    [Fact]
    public async Task about_its_chain_nothing_is_asked_of_it()
    {
        var other = new FakeChain();
        other.Add([]);
        var stranger = Opened(new FakeNode((method, p) => method == "chain_getBlockHash"
            ? Task.FromResult<object?>(JsonValue.Create("0x" + new string('7', 64)))
            : other.AnswerAsync(method, p)));
        var reader = Reader(Node.WebSocket, stranger.WebSocket);
        await reader.FinalizedAsync(None);
        Node.HangsUp = _ => true;
        Assert.Contains("another chain", await RefusedAsync(() => reader.FinalizedAsync(None)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SubnetworkN", "0x030000")]
    [InlineData("SubnetworkN", "0x03")]
    [InlineData("Keys1", "0x1234")]
    [InlineData("LastUpdate", "0xfeffffff00")]
    [InlineData("LastUpdate", "0x04")]
    [InlineData("ValidatorPermit", "0x0c010102")]
    [InlineData("Incentive", "0x0c0000000000000000")]
    public async Task about_lengths_it_is_refused_by_item_and_place(string item, string value)
    {
        Stored(item, value);
        var reason = await RefusedAsync(SnapshotAsync);
        Assert.Contains(item.TrimEnd('1'), reason, StringComparison.Ordinal);
        Assert.Contains("byte", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LastUpdate", "0x080000000000000000000000000000000000")]
    [InlineData("ValidatorPermit", "0x00")]
    [InlineData("Keys1", "0x1111111111111111111111111111111111111111111111111111111111111111")]
    public async Task about_who_is_there_it_is_refused(string item, string value)
    {
        Stored(item, value);
        Assert.Contains(item.TrimEnd('1'), await RefusedAsync(SnapshotAsync), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chain_getFinalizedHead", "\"0x12\"")]
    [InlineData("chain_getFinalizedHead", "\"zz\"")]
    [InlineData("chain_getFinalizedHead", "7")]
    [InlineData("chain_getFinalizedHead", "null")]
    [InlineData("chain_getHeader", "null")]
    [InlineData("chain_getHeader", """{"number":"three"}""")]
    [InlineData("state_getRuntimeVersion", """{"specName":"x","specVersion":-1}""")]
    [InlineData("state_getRuntimeVersion", "[]")]
    [InlineData("state_getMetadata", "\"0x6d657461ff\"")]
    [InlineData("state_getMetadata", "\"0x6d6574610f00\"")]
    [InlineData("state_getMetadata", "\"0x\"")]
    [InlineData("state_queryStorageAt", "[]")]
    [InlineData("state_queryStorageAt", """[{"block":"0x1818","changes":[]}]""")]
    public async Task in_a_reply_it_is_refused_by_the_method(string method, string result)
    {
        Fake.Fixed[method] = JsonNode.Parse(result);
        Assert.Contains(method, await RefusedAsync(SnapshotAsync), StringComparison.Ordinal);
    }

    [Fact]
    public async Task by_leaving_keys_out_it_is_refused()
    {
        Node.Reply = (method, reply) =>
        {
            if (method == "state_queryStorageAt")
                reply["result"]![0]!["changes"]!.AsArray().RemoveAt(1);
            return reply;
        };
        Assert.Contains("leaves keys out", await RefusedAsync(SnapshotAsync), StringComparison.Ordinal);
    }

    [Fact]
    public async Task about_the_block_it_is_refused()
    {
        var reader = Reader();
        Fake.AddEmpty(3);
        Node.Reply = (method, reply) =>
        {
            if (method == "chain_getHeader")
                reply["result"]!["number"] = "0x9";
            return reply;
        };
        Assert.Contains("another number", await RefusedAsync(() => reader.BlockAsync(4, None)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"jsonrpc\":\"2.0\"}")]
    public async Task with_no_result_at_all_it_is_refused(string frame)
    {
        Node.Reply = (method, reply) =>
        {
            if (method != "chain_getFinalizedHead")
                return reply;
            var bare = JsonNode.Parse(frame)!.AsObject();
            bare["id"] = reply["id"]!.DeepClone();
            return bare;
        };
        Assert.Contains("neither a result nor an error", await RefusedAsync(() => Reader().FinalizedAsync(None)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task over_http_about_the_request_it_is_refused()
    {
        Node.Reply = (_, reply) =>
        {
            reply["id"] = 999;
            return reply;
        };
        Assert.Contains("another request", await RefusedAsync(() => Reader(Node.Http).FinalizedAsync(None)),
            StringComparison.Ordinal);
    }
}
