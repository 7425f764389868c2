using Gradients.Ledger.Store;

namespace Gradients.Store.Tests;

public sealed class when_many_append_at_once(PrivateCluster server)
{
    [Fact]
    public async Task positions_have_no_holes_and_every_stream_counts_up()
    {
        await using var ledger = await server.LedgerAsync();
        await using var elsewhere = ledger.OpenAnotherWriter();
        await using var another = new EventStore(elsewhere);
        const int writers = 8, appends = 60;

        var answers = await Task.WhenAll(Enumerable.Range(0, writers).Select(w => Task.Run(async () =>
        {
            var store = w % 2 == 0 ? ledger.Store : another;
            var given = new List<AppendOutcome>();
            for (var i = 0; i < appends; i++)
                given.Add(await store.AppendAsync(Facts.Run($"s{w}", (i * 3) + 1, 3, $"s{w}/{i}"), $"s{w}/{i}"));
            return given;
        })));

        var events = await ledger.EventsAsync();
        Assert.Equal(Enumerable.Range(1, writers * appends * 3).Select(i => (long)i), events.Select(e => e.Position));
        foreach (var stream in events.GroupBy(e => e.Stream))
            Assert.Equal(Enumerable.Range(1, appends * 3).Select(i => (long)i), stream.Select(e => e.Version));
        foreach (var answer in answers.SelectMany(given => given))
        {
            var appended = Assert.IsType<AppendOutcome.Appended>(answer);
            var mine = events.Where(e => e.Position >= appended.First && e.Position <= appended.Last).ToList();
            Assert.Equal(3, mine.Count);
            Assert.Single(mine.Select(e => e.Causation).Distinct());
        }
    }

    [Fact]
    public async Task writers_that_fight_for_one_stream_are_answered_one_by_one()
    {
        await using var ledger = await server.LedgerAsync();
        await using var elsewhere = ledger.OpenAnotherWriter();
        await using var another = new EventStore(elsewhere);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            (i % 2 == 0 ? ledger.Store : another).AppendAsync(Facts.Run("contested", 1, 1), $"k{i}")));

        Assert.Single(outcomes.OfType<AppendOutcome.Appended>());
        Assert.Equal(39, outcomes.OfType<AppendOutcome.VersionConflict>().Count(c => c is { Expected: 0, Actual: 1 }));
    }

    [Fact]
    public async Task calls_submitted_in_order_with_heads_that_follow_each_other_all_succeed()
    {
        await using var ledger = await server.LedgerAsync();
        var calls = new List<Task<AppendOutcome>>();
        for (var (i, head) = (0, 0L); i < 100; head += 1 + (i++ % 3))
            calls.Add(ledger.Store.AppendAsync(Facts.Run("s", head + 1, 1 + (i % 3)), $"k{i}", head));
        Assert.All(await Task.WhenAll(calls), outcome => Assert.IsType<AppendOutcome.Appended>(outcome));
    }

    [Fact]
    public async Task a_conflict_or_a_refused_body_costs_its_neighbours_nothing()
    {
        await using var ledger = await server.LedgerAsync();
        var first = ledger.Store.AppendAsync(Facts.Run("a", 1, 1), "k1"); // On its way alone; the others go together.
        Task<AppendOutcome>[] together =
        [
            ledger.Store.AppendAsync(Facts.Run("a", 2, 1), "k2"),
            ledger.Store.AppendAsync(Facts.Run("a", 2, 1), "k3"),
            ledger.Store.AppendAsync(Facts.Run("b", 1, 1), "k2"),
            ledger.Store.AppendAsync(Facts.Run("b", 1, 1), "k4", 77),
            ledger.Store.AppendAsync(Facts.Run("b", 1, 1), "k5", 2),
        ];
        Assert.Equal(new AppendOutcome.Appended(1, 1), await first);
        Assert.Equal(
            [
                new AppendOutcome.Appended(2, 2), new AppendOutcome.VersionConflict("a", 1, 2),
                new AppendOutcome.AlreadyDone(2, 2), new AppendOutcome.HeadMoved(2), new AppendOutcome.Appended(3, 3),
            ],
            await Task.WhenAll(together));

        first = ledger.Store.AppendAsync(Facts.Run("a", 3, 1), "k6");
        var good = ledger.Store.AppendAsync(Facts.Run("a", 4, 1), "k7");
        var bad = ledger.Store.AppendAsync([Facts.Event("a", 5, """{"text":"\u0000"}""")], "k8");
        var after = ledger.Store.AppendAsync(Facts.Run("a", 5, 1), "k9");
        Assert.Equal(new AppendOutcome.Appended(4, 4), await first);
        Assert.Equal(new AppendOutcome.Appended(5, 5), await good);
        var refusal = await Assert.ThrowsAsync<StoreException>(() => bad);
        Assert.Contains("nothing was written", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(new AppendOutcome.Appended(6, 6), await after);
    }

    [Fact]
    public async Task a_call_cancelled_before_it_was_sent_is_not_written()
    {
        await using var ledger = await server.LedgerAsync();
        using var impatience = new CancellationTokenSource();
        var first = ledger.Store.AppendAsync(Facts.Run("a", 1, 1), "k1");
        var second = ledger.Store.AppendAsync(Facts.Run("a", 2, 1), "k2", cancel: impatience.Token);
        await impatience.CancelAsync();
        await first;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        var third = await ledger.Store.AppendAsync(Facts.Run("b", 1, 1), "k3");
        var known = await ledger.Store.FindKeysAsync(["k2"]); // It may have been on its way already.
        Assert.Equal(new AppendOutcome.Appended(2 + known.Count, 2 + known.Count), third);
    }
}
