using Gradients.Ledger.Store;

namespace Gradients.Store.Tests;

public sealed class when_someone_follows(PrivateCluster server)
{
    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public async Task what_was_there_and_what_comes_arrives_once_and_in_order(int gatherMilliseconds)
    {
        var gather = TimeSpan.FromMilliseconds(gatherMilliseconds);
        await using var ledger = await server.LedgerAsync();
        await ledger.Store.AppendAsync(Facts.Run("a", 1, 10), "before");
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(w => Task.Run(async () =>
        {
            for (var i = 1; i <= 50; i++)
                await ledger.Store.AppendAsync(Facts.Run($"w{w}", i, 1), $"w{w}/{i}");
        })));
        var seen = new List<long>();
        await foreach (var e in ledger.Store.FollowAsync(4, gather, enough.Token))
        {
            seen.Add(e.Position);
            if (e.Position == 210)
                break;
        }

        await writing;
        Assert.Equal(Enumerable.Range(4, 207).Select(i => (long)i), seen);
    }

    [Fact]
    public async Task lost_connections_are_made_again_and_nothing_is_missed_or_doubled()
    {
        await using var ledger = await server.LedgerAsync();
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var seen = new List<long>();
        var following = Task.Run(async () =>
        {
            await foreach (var e in ledger.Store.FollowAsync(cancel: enough.Token))
            {
                seen.Add(e.Position);
                if (e.Position == 30)
                    break;
            }
        });

        for (var i = 1; i <= 30; i++)
        {
            await ledger.Store.AppendAsync(Facts.Run("a", i, 1), $"k{i}");
            if (i % 10 == 5)
                await ledger.AskAsync(
                    "select pg_terminate_backend(pid) from pg_stat_activity "
                    + "where datname = current_database() and pid <> pg_backend_pid()");
        }

        await following;
        Assert.Equal(Enumerable.Range(1, 30).Select(i => (long)i), seen);
    }

    [Fact]
    public async Task cancelling_ends_it()
    {
        await using var ledger = await server.LedgerAsync();
        using var enough = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in ledger.Store.FollowAsync(cancel: enough.Token))
                Assert.Fail("There is no event.");
        });
    }
}
