using System.Diagnostics;
using Gradients.Runners.Chain;
using Gradients.Testing;

namespace Gradients.Runners.Tests.Chain;

public sealed class when_a_node_fails : ChainSpec
{
    static readonly Uri Nowhere = new("ws://127.0.0.1:9/");

    [Fact]
    public async Task another_one_is_asked()
    {
        var block = await Reader(Nowhere, new("http://127.0.0.1:9/"), Node.WebSocket).FinalizedAsync(None);
        Assert.Equal(2ul, block.Number);
    }

    [Fact]
    public async Task the_last_reason_is_told_when_there_is_no_other()
    {
        var failed = await Assert.ThrowsAsync<RpcUnreachable>(() => Reader(Nowhere).FinalizedAsync(None));
        Assert.Contains("127.0.0.1:9", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task in_the_middle_the_question_is_asked_again()
    {
        var reader = Reader();
        await reader.FinalizedAsync(None);
        Node.HangUp();
        Assert.Equal(2ul, (await reader.FinalizedAsync(None)).Number);
        var left = 2;
        Node.HangsUp = method => method == "chain_getHeader" && Interlocked.Decrement(ref left) >= 0;
        Assert.Equal(2ul, (await reader.FinalizedAsync(None)).Number);
        Assert.True(Node.Connections >= 4, $"{Node.Connections} connections");
    }

    [Fact]
    public async Task what_must_not_be_done_twice_is_not()
    {
        var client = Client();
        await client.CallAsync("chain_getFinalizedHead", [], None);
        Node.HangsUp = method => method.StartsWith("author", StringComparison.Ordinal);
        await Assert.ThrowsAsync<RpcUnreachable>(
            () => client.CallOnceAsync("author_submitExtrinsic", ["0x00"], None));
        await Assert.ThrowsAsync<RpcUnreachable>(
            () => client.SubscribeOnceAsync("author_submitAndWatchExtrinsic", ["0x00"], None));
        Assert.Equal(2, Node.Calls.Count(c => c.Method.StartsWith("author", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task silence_has_an_end()
    {
        var slow = Opened(new FakeNode(async (method, p) =>
        {
            if (method == "chain_getFinalizedHead")
                await Task.Delay(Timeout.Infinite);
            return await Fake.AnswerAsync(method, p);
        }));
        var client = Opened(new RpcClient(
            [slow.WebSocket, Node.WebSocket], Impatient with { Call = TimeSpan.FromMilliseconds(300) }));
        var watch = Stopwatch.StartNew();
        Assert.Equal(2ul, (await new ChainReader(client).FinalizedAsync(None)).Number);
        Assert.InRange(watch.Elapsed, TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task subscribers_are_told()
    {
        Fake.Submitted = _ => [Json("""{"ready":null}""")];
        var news = await Client().SubscribeOnceAsync("author_submitAndWatchExtrinsic", ["0x00"], None);
        await using var told = news!.NewsAsync(None).GetAsyncEnumerator();
        Assert.True(await told.MoveNextAsync());
        Node.HangUp();
        await Assert.ThrowsAnyAsync<RpcFault>(async () => await told.MoveNextAsync());
    }

    [Fact]
    public async Task a_caller_may_give_up()
    {
        using var stop = new CancellationTokenSource();
        Node.Answer = async (_, _) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite);
            return null;
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Reader().FinalizedAsync(stop.Token));
    }
}
