using Gradients.Ledger.Store;

namespace Gradients.Store.Tests;

public sealed class when_events_are_appended(PrivateCluster server)
{
    [Fact]
    public async Task they_stand_at_the_next_positions_with_every_fact_they_came_with()
    {
        await using var ledger = await server.LedgerAsync();
        Assert.Equal(
            new AppendOutcome.Appended(1, 2),
            await ledger.Store.AppendAsync(Facts.Run("tournament/a", 1, 2, "k1"), "k1"));
        Assert.Equal(
            new AppendOutcome.Appended(3, 3),
            await ledger.Store.AppendAsync(
                [Facts.Event("tournament/b", 1, causation: "k2") with { Schema = 7 }], "k2"));

        var events = await ledger.EventsAsync();
        Assert.Equal([1, 2, 3], events.Select(e => e.Position));
        Assert.Equal(["tournament/a", "tournament/a", "tournament/b"], events.Select(e => e.Stream));
        Assert.Equal([1, 2, 1], events.Select(e => e.Version));
        Assert.Equal(["k1", "k1", "k2"], events.Select(e => e.Causation));
        Assert.Equal([1, 1, 7], events.Select(e => e.Schema));
        Assert.Equal([1, 2, 1], events.Select(e => e.At - Facts.NoonMicros));
        Assert.All(events, e => Assert.Equal("loss_measured", e.Type));
        Assert.Equal("""{"value": 0.25, "hotkey": "5F2"}""", events[1].Text());
        Assert.Equal(3, await ledger.Store.HeadAsync());
        Assert.Equal(2, await ledger.Store.StreamVersionAsync("tournament/a"));
        Assert.Equal(0, await ledger.Store.StreamVersionAsync("tournament/none"));
        Assert.Equal(3L, await ledger.AskAsync("select last_value from mt_events_sequence where is_called"));
    }

    [Fact]
    public async Task the_same_key_again_writes_nothing_and_answers_the_same_positions()
    {
        await using var ledger = await server.LedgerAsync();
        await ledger.Store.AppendAsync(Facts.Run("a", 1, 3), "first");
        Assert.Equal(
            new AppendOutcome.AlreadyDone(1, 3), await ledger.Store.AppendAsync(Facts.Run("a", 1, 3), "first"));
        Assert.Equal(
            new AppendOutcome.AlreadyDone(1, 3), await ledger.Store.AppendAsync(Facts.Run("b", 1, 1), "first", 77));
        Assert.Equal(3, await ledger.Store.HeadAsync());

        await ledger.Store.AppendAsync(Facts.Run("a", 4, 1), "second");
        var found = await ledger.Store.FindKeysAsync(["second", "unknown", "first"]);
        Assert.Equal(2, found.Count);
        Assert.Equal((1, 3), found["first"]);
        Assert.Equal((4, 4), found["second"]);
    }

    [Fact]
    public async Task a_head_that_moved_is_answered_with_the_head()
    {
        await using var ledger = await server.LedgerAsync();
        Assert.Equal(new AppendOutcome.HeadMoved(0), await ledger.Store.AppendAsync(Facts.Run("a", 1, 1), "k", 5));
        Assert.Equal(new AppendOutcome.Appended(1, 1), await ledger.Store.AppendAsync(Facts.Run("a", 1, 1), "k", 0));
        Assert.Equal(new AppendOutcome.HeadMoved(1), await ledger.Store.AppendAsync(Facts.Run("a", 2, 1), "l", 0));
        Assert.Single(await ledger.EventsAsync());
    }

    [Fact]
    public async Task a_stream_at_another_version_is_named_and_nothing_of_the_call_is_written()
    {
        await using var ledger = await server.LedgerAsync();
        await ledger.Store.AppendAsync(Facts.Run("a", 1, 2), "k1");
        NewEvent[] both = [Facts.Event("b", 1), Facts.Event("a", 2)];
        Assert.Equal(
            new AppendOutcome.VersionConflict("a", Expected: 1, Actual: 2), await ledger.Store.AppendAsync(both, "k2"));
        Assert.Equal(
            new AppendOutcome.VersionConflict("c", Expected: 3, Actual: 0),
            await ledger.Store.AppendAsync(Facts.Run("c", 4, 1), "k3"));
        Assert.Equal(2, await ledger.Store.HeadAsync());
        Assert.Equal(0, await ledger.Store.StreamVersionAsync("b"));
        Assert.Empty(await ledger.Store.FindKeysAsync(["k2", "k3"]));
    }

    [Fact]
    public async Task a_stream_is_read_from_a_version_on_and_the_ledger_from_and_to_a_position()
    {
        await using var ledger = await server.LedgerAsync();
        for (var i = 1; i <= 5; i++)
            await ledger.Store.AppendAsync([Facts.Event("a", i), Facts.Event("b'; drop table x --", i)], $"k{i}");

        var versions = new List<long>();
        await foreach (var e in ledger.Store.ReadStreamAsync("b'; drop table x --", 3))
            versions.Add(e.Version);
        Assert.Equal([3, 4, 5], versions);
        Assert.Equal([4, 5, 6], (await ledger.EventsAsync(4, 6)).Select(e => e.Position));
        Assert.Equal([9, 10], (await ledger.EventsAsync(9)).Select(e => e.Position));
        Assert.Empty(await ledger.EventsAsync(11));
    }

    [Fact]
    public async Task deep_unicode_and_big_bodies_come_back_as_they_were()
    {
        await using var ledger = await server.LedgerAsync();
        var text = string.Concat(Enumerable.Repeat("\U0001F3C6\u0301é\uFFFF\u200F\U0010FFFF漢", 20_000));
        var key = "клю́ч \U0001F511";
        var body = System.Text.Json.JsonSerializer.Serialize(new { text });
        await ledger.Store.AppendAsync([Facts.Event("поток/\U0001F30A", 1, body, key)], key);

        var read = Assert.Single(await ledger.EventsAsync());
        Assert.Equal("поток/\U0001F30A", read.Stream);
        Assert.Equal(key, read.Causation);
        Assert.Equal(
            text, System.Text.Json.JsonDocument.Parse(read.Data).RootElement.GetProperty("text").GetString());
        Assert.Contains(key, (await ledger.Store.FindKeysAsync([key])).Keys);
    }

    [Fact]
    public async Task rows_carry_what_a_marten_host_looks_for()
    {
        await using var ledger = await server.LedgerAsync();
        var e = Facts.Event("tournament/spring", 1, causation: "k", type: "tournament_announced");
        await ledger.Store.AppendAsync([e], "k");

        Assert.Equal("tournament", await ledger.AskAsync("select type from mt_streams"));
        Assert.Equal("""{"v": 1}""", await ledger.AskAsync("select headers::text from mt_events"));
        Assert.Equal("k", await ledger.AskAsync("select causation_id from mt_events"));
        Assert.Equal("*DEFAULT*", await ledger.AskAsync("select tenant_id from mt_events where not is_archived"));
        Assert.Equal(
            "Gradients.Ledger.TournamentAnnounced, Gradients.Ledger",
            await ledger.AskAsync("select mt_dotnet_type from mt_events"));
        // printf 'tournament/spring\n1' | sha256sum | cut -c1-32
        Assert.Equal(
            Guid.Parse("bc044246-7e30-78ca-63d3-e6011ef8415b"), await ledger.AskAsync("select id from mt_events"));
    }

    [Fact]
    public async Task calls_that_make_no_sense_are_refused_at_once()
    {
        await using var ledger = await server.LedgerAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => ledger.Store.AppendAsync([], "k"));
        await Assert.ThrowsAsync<ArgumentException>(() => ledger.Store.AppendAsync(Facts.Run("a", 1, 1), ""));
        await Assert.ThrowsAsync<ArgumentException>(
            () => ledger.Store.AppendAsync([Facts.Event("a", 1), Facts.Event("a", 3)], "k"));
    }
}
