using Gradients.Ledger;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Store;
using Gradients.Projections.Simulation;

namespace Gradients.Store.Tests;

public sealed class when_marten_has_appended(PrivateCluster server)
{
    [Fact]
    public async Task tombstones_are_passed_over_holes_do_not_stop_anyone_and_positions_go_on_after_them()
    {
        await using var ledger = await server.LedgerAsync();
        await ledger.Store.AppendAsync(Facts.Run("a", 1, 2), "k1");
        await ledger.AskAsync("select nextval('mt_events_sequence')"); // Position 3 stays a hole.
        await ledger.AskAsync("insert into mt_streams (id, version) values ('mt_tombstone', 0)");
        await ledger.AskAsync(Fill("mt_tombstone", 1, "tombstone", "null"));
        await ledger.AskAsync("update mt_streams set version = 3 where id = 'a'");
        await ledger.AskAsync(Fill("a", 3, "loss_measured", "null"));
        // Only the two together make a tombstone: this one is an event like any other.
        await ledger.AskAsync("insert into mt_streams (id, version) values ('b', 1)");
        await ledger.AskAsync(Fill("b", 1, "tombstone", """'{"v": 2}'"""));

        Assert.Equal(new AppendOutcome.Appended(7, 7), await ledger.Store.AppendAsync(Facts.Run("a", 4, 1), "k2", 6));
        var events = await ledger.EventsAsync();
        Assert.Equal([1, 2, 5, 6, 7], events.Select(e => e.Position));
        Assert.Equal([1, 1, 1, 2, 1], events.Select(e => e.Schema));
        Assert.Null(events[2].Causation);
        Assert.Equal(7L, await ledger.AskAsync("select last_value from mt_events_sequence"));

        var findings = await new StoreDoctor(ledger.Owner).ExamineAsync();
        string Said(string check) => findings.Single(f => f.Check == check).Sentence;
        Assert.Contains("1 are missing, the first after 2", Said("positions"), StringComparison.Ordinal);
        Assert.Contains("the first is 4", Said("tombstones"), StringComparison.Ordinal);

        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var followed = new List<long>();
        await foreach (var e in ledger.Store.FollowAsync(2, cancel: enough.Token))
        {
            followed.Add(e.Position);
            if (e.Position == 7)
                break;
        }

        Assert.Equal([2, 5, 6, 7], followed);
    }

    /// <summary>Positions have no holes. It used to try again for ever.</summary>
    [Fact]
    public async Task behind_a_tombstone_nothing_is_recorded_until_it_is_taken_away()
    {
        await using var database = await server.LedgerAsync();
        var season = new SeasonSimulator(seed: 7, tournaments: 1).Commands().Take(3).ToList();
        var before = await DurableLedger.OpenAsync(database.Store, () => Facts.NoonMicros);
        await before.HandleAsync(season[0]);
        await database.AskAsync("insert into mt_streams (id, version) values ('mt_tombstone', 0)");
        await database.AskAsync(Fill("mt_tombstone", 1, "tombstone", "null"));

        var after = await DurableLedger.OpenAsync(database.Store, () => Facts.NoonMicros);
        var alone = await Assert.ThrowsAsync<StoreException>(() => after.HandleAsync(season[1]));
        var import = await Assert.ThrowsAsync<StoreException>(() => after.ImportAsync(season, "k"));
        Assert.Contains("positions 2 to 2 hold no events", alone.Message, StringComparison.Ordinal);
        Assert.Equal(alone.Message, import.Message);

        await database.AskAsync(Documented("delete from mt_events"));
        await database.AskAsync(Documented("select setval"));
        Assert.IsType<Answer.Accepted>(await after.HandleAsync(season[1]));
        Assert.Equal([1, 2], (await database.EventsAsync()).Select(e => e.Position));
    }

    [Fact]
    public async Task a_stream_row_that_contradicts_its_events_stops_what_is_recorded_there()
    {
        await using var database = await server.LedgerAsync();
        var season = new SeasonSimulator(seed: 7, tournaments: 1).Commands().ToList();
        var ledger = await DurableLedger.OpenAsync(database.Store, () => Facts.NoonMicros);
        await ledger.HandleAsync(season[0]);
        await database.AskAsync("update mt_streams set version = 7");

        var refusal = await Assert.ThrowsAsync<StoreException>(() => ledger.HandleAsync(
            season[0] with { Key = "again", Command = new AdoptRulebook("2025.09") }));

        Assert.Contains("says version 7, its events end at 1", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>What the documentation tells an owner to run.</summary>
    static string Documented(string beginning)
    {
        var text = File.ReadAllText(Path.Combine(Repository(), "docs", "marten.md"));
        var start = text.IndexOf(beginning, StringComparison.Ordinal);
        return text[start..text.IndexOf(';', start)];
    }

    static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Gradients.Ledger.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }

    [Fact]
    public async Task a_header_that_is_no_schema_version_is_an_error_that_names_the_event()
    {
        await using var ledger = await server.LedgerAsync();
        await ledger.AskAsync("insert into mt_streams (id, version) values ('a', 1)");
        await ledger.AskAsync(Fill("a", 1, "loss_measured", """'{"v": "one"}'"""));
        var refusal = await Assert.ThrowsAsync<StoreException>(() => ledger.EventsAsync());
        Assert.Contains("Stream a, version 1", refusal.Message, StringComparison.Ordinal);
    }

    static string Fill(string stream, int version, string type, string headers) =>
        "insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type, headers) "
        + $"values (nextval('mt_events_sequence'), gen_random_uuid(), '{stream}', {version}, '{{\"x\": 1}}', '{type}', "
        + $"now(), 'T, A', {headers})";
}
