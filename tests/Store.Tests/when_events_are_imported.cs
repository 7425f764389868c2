using Gradients.Ledger.Store;

namespace Gradients.Store.Tests;

public sealed class when_events_are_imported(PrivateCluster server)
{
    [Fact]
    public async Task they_stand_in_the_ledger_as_if_appended_one_by_one()
    {
        await using var imported = await server.LedgerAsync();
        await using var appended = await server.LedgerAsync();
        var events = Enumerable.Range(0, 40_000)
            .Select(i => Facts.Event($"s{i % 7}", (i / 7) + 1, causation: $"c{i / 4}") with { Schema = 1 + (i % 2) })
            .ToList();

        Assert.Equal(
            new AppendOutcome.Appended(1, 40_000),
            await imported.Store.ImportAsync(events.ToAsyncEnumerable(), "file", keepCommandKeys: true));
        foreach (var chunk in events.Chunk(1000))
            await appended.Store.AppendAsync(chunk, $"chunk {chunk[0].Stream} {chunk[0].Version}");

        const string rows = "select md5(string_agg(e::text, '|' order by seq_id)) from mt_events e";
        Assert.Equal(await appended.AskAsync(rows), await imported.AskAsync(rows));
        const string streams =
            "select string_agg(concat_ws(' ', id, type, version, timestamp), '|' order by id) from mt_streams";
        Assert.Equal(await appended.AskAsync(streams), await imported.AskAsync(streams));
        Assert.Equal(40_000L, await imported.AskAsync("select last_value from mt_events_sequence where is_called"));
        var keys = await imported.Store.FindKeysAsync(["c0", "c9999", "file"]);
        Assert.Equal([(1, 4), (39_997, 40_000), (1, 40_000)], [keys["c0"], keys["c9999"], keys["file"]]);
        Assert.Equal(10_001L, await imported.AskAsync("select count(*) from ledger_commands"));
    }

    [Fact]
    public async Task a_second_time_it_does_nothing_and_a_moved_head_is_told()
    {
        await using var ledger = await server.LedgerAsync();
        var events = Facts.Run("a", 1, 100).ToAsyncEnumerable();
        Assert.Equal(new AppendOutcome.Appended(1, 100), await ledger.Store.ImportAsync(events, "f", false, 0));
        Assert.Equal(new AppendOutcome.AlreadyDone(1, 100), await ledger.Store.ImportAsync(events, "f", false, 0));
        Assert.Equal(new AppendOutcome.HeadMoved(100), await ledger.Store.ImportAsync(events, "g", false, 0));
        Assert.Equal(
            new AppendOutcome.VersionConflict("a", 0, 100), await ledger.Store.ImportAsync(events, "g", false));
        Assert.Equal(100, await ledger.Store.HeadAsync());
        Assert.Equal(
            new AppendOutcome.Appended(101, 101), await ledger.Store.AppendAsync(Facts.Run("a", 101, 1), "k"));
    }

    [Fact]
    public async Task a_source_that_fails_late_leaves_nothing_behind()
    {
        await using var ledger = await server.LedgerAsync();
        await ledger.Store.AppendAsync(Facts.Run("a", 1, 3), "k");
        await Assert.ThrowsAsync<InvalidDataException>(() => ledger.Store.ImportAsync(Failing(), "f", true));
        await AssertOnlyThree(ledger);
    }

    [Fact]
    public async Task a_body_that_is_no_json_and_a_command_seen_before_leave_nothing_behind()
    {
        await using var ledger = await server.LedgerAsync();
        await ledger.Store.AppendAsync(Facts.Run("a", 1, 3), "k");
        var broken = Facts.Run("a", 4, 30_000);
        broken[29_000] = broken[29_000] with { Data = Facts.Utf8("""{"open":""") };
        await Assert.ThrowsAsync<StoreException>(() => ledger.Store.ImportAsync(broken.ToAsyncEnumerable(), "f", true));
        await AssertOnlyThree(ledger);

        var again = Facts.Run("a", 4, 20, causation: "k").ToAsyncEnumerable();
        var refusal = await Assert.ThrowsAsync<StoreException>(() => ledger.Store.ImportAsync(again, "f", true));
        Assert.Contains("recorded before", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(
            () => ledger.Store.ImportAsync(Facts.Run("a", 4, 0).ToAsyncEnumerable(), "f", true));
        await AssertOnlyThree(ledger);
    }

    [Fact]
    public async Task an_append_waits_for_its_end_and_goes_on_after_it()
    {
        await using var ledger = await server.LedgerAsync();
        Task<AppendOutcome>? append = null;
        async IAsyncEnumerable<NewEvent> Slow()
        {
            append = ledger.Store.AppendAsync(Facts.Run("b", 1, 1), "k");
            await Task.Delay(300);
            Assert.False(append.IsCompleted);
            foreach (var e in Facts.Run("a", 1, 5))
                yield return e;
        }

        Assert.Equal(new AppendOutcome.Appended(1, 5), await ledger.Store.ImportAsync(Slow(), "f", false));
        Assert.Equal(new AppendOutcome.Appended(6, 6), await append!);
    }

    static async Task AssertOnlyThree(TestDatabase ledger)
    {
        Assert.Equal(3, await ledger.Store.HeadAsync());
        Assert.Equal(3, await ledger.Store.StreamVersionAsync("a"));
        Assert.Equal(1L, await ledger.AskAsync("select count(*) from ledger_commands"));
        Assert.Equal(
            new AppendOutcome.Appended(4, 4), await ledger.Store.AppendAsync(Facts.Run("a", 4, 1), "after"));
        await using var owner = ledger.Owner.CreateCommand(
            "delete from mt_events where seq_id = 4; update mt_streams set version = 3; "
            + "delete from ledger_commands where key = 'after'");
        await owner.ExecuteNonQueryAsync();
    }

    static async IAsyncEnumerable<NewEvent> Failing()
    {
        foreach (var e in Facts.Run("a", 4, 40_000))
            yield return e;
        await Task.Yield();
        throw new InvalidDataException("line 40001");
    }
}
