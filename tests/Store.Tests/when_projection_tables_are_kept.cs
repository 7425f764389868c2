using Gradients.Ledger.Store;

namespace Gradients.Store.Tests;

public sealed class when_projection_tables_are_kept(PrivateCluster server)
{
    static readonly Table Scores = new("scores", 2, [
        new("tournament", ColumnType.Text), new("slot", ColumnType.Integer), new("points", ColumnType.Bigint),
        new("loss", ColumnType.Double), new("final", ColumnType.Boolean), new("at", ColumnType.Timestamp),
        new("note", ColumnType.Jsonb)]);

    static readonly Table Names = new("order", 1, [new("user", ColumnType.Text)]);

    static ValueRow Score(string tournament, int slot, long? points) => new(Scores, [
        tournament, slot, points, points is null ? null : -0.0, points > 5,
        points is null ? null : Facts.NoonMicros + 7,
        points is null ? null : """{"a": "é"}"""]);

    static readonly Dictionary<string, ProjectionStop> NoStops = [];

    static Dictionary<string, long> At(long position) => new() { ["Scores"] = position };

    const string AllScores = "select string_agg(s::text, '|' order by tournament, slot) from ledger.scores s";

    [Fact]
    public async Task rows_are_written_under_their_key_and_the_last_wins()
    {
        await using var ledger = await server.LedgerAsync();
        var tables = new ProjectionTables(ledger.Writer);
        Assert.Empty(await tables.CreateMissingAsync([Scores, Names]));
        Assert.Empty(await tables.CreateMissingAsync([Scores, Names]));

        await using (var turn = await tables.BeginCatchUpAsync(Facts.Noon))
        {
            await turn.WriteAsync(Score("a", 1, 1));
            await turn.WriteAsync(Score("a", 2, null));
            await turn.WriteAsync(Score("a", 1, 9));
            await turn.WriteAsync(new ValueRow(Names, ["x"]));
            turn.Mark("Scores", 3);
            await turn.CommitAsync();
        }

        await using (var turn = await tables.BeginCatchUpAsync(Facts.Noon))
        {
            Assert.Equal(3, turn.State.Bookmark("Scores"));
            await turn.WriteAsync(Score("a", 2, 4));
            await turn.WriteAsync(new ValueRow(Names, ["x"]));
            turn.Mark("Scores", 4);
            await turn.CommitAsync();
        }

        Assert.Equal(
            """(a,1,9,-0,t,"2025-12-01 12:00:00.000007+00","{""a"": ""é""}")|"""
            + """(a,2,4,-0,f,"2025-12-01 12:00:00.000007+00","{""a"": ""é""}")""",
            await TestDatabase.AskAsync(ledger.Reader, AllScores));
        Assert.Equal("x", await TestDatabase.AskAsync(ledger.Reader, """select "user" from "order" """));
        Assert.Equal(
            4L, await ledger.AskAsync("select last_seq_id from mt_event_progression where name = 'Scores:All'"));
    }

    [Fact]
    public async Task rows_and_bookmark_of_a_turn_given_up_are_not_there()
    {
        await using var ledger = await server.LedgerAsync();
        var tables = new ProjectionTables(ledger.Writer);
        await tables.CreateMissingAsync([Scores]);
        await using (var turn = await tables.BeginCatchUpAsync(Facts.Noon))
        {
            for (var i = 0; i < 20_000; i++) // More than are kept back: some were sent.
                await turn.WriteAsync(Score("a", i, i));
            turn.Mark("Scores", 20_000);
        }

        Assert.Equal(0L, await ledger.AskAsync("select count(*) from ledger.scores"));
        Assert.Empty((await tables.StateAsync()).Bookmarks);
    }

    [Fact]
    public async Task one_at_a_time_has_its_turn()
    {
        await using var ledger = await server.LedgerAsync();
        var tables = new ProjectionTables(ledger.Writer);
        var first = await tables.BeginCatchUpAsync(Facts.Noon);
        var second = tables.BeginCatchUpAsync(Facts.Noon);
        await Task.Delay(200);
        Assert.False(second.IsCompleted);
        first.Mark("Scores", 11);
        await first.CommitAsync();
        await first.DisposeAsync();
        await using var turn = await second;
        Assert.Equal(11, turn.State.Bookmark("Scores"));
    }

    [Fact]
    public async Task a_projection_that_stopped_says_where_and_why_until_it_is_rebuilt()
    {
        await using var ledger = await server.LedgerAsync();
        await ledger.Store.AppendAsync(Facts.Run("a", 1, 7), "k");
        var tables = new ProjectionTables(ledger.Writer);
        await tables.CreateMissingAsync([Scores]);
        await using (var turn = await tables.BeginCatchUpAsync(Facts.Noon))
        {
            turn.Mark("Scores", 4);
            turn.Stop("Scores", 5, "a round that was never drawn");
            await turn.CommitAsync();
        }

        var state = await tables.StateAsync();
        Assert.Equal((7, 4), (state.Head, state.Bookmark("Scores")));
        Assert.Equal(new ProjectionStop(5, "a round that was never drawn"), state.Stops["Scores"]);

        await using (var rebuild = await tables.BeginRebuildAsync(["Scores"], [Scores], Facts.Noon))
            await rebuild.SwapAsync(At(7), NoStops);
        state = await tables.StateAsync();
        Assert.Empty(state.Stops);
        Assert.Equal(7, state.Bookmark("Scores"));
    }

    [Fact]
    public async Task a_rebuild_gives_the_rows_of_catching_up_and_keeps_grants_and_views()
    {
        await using var ledger = await server.LedgerAsync();
        var tables = new ProjectionTables(ledger.Writer);
        await tables.CreateMissingAsync([Scores, Names]);
        await ledger.AskAsync("grant select, insert on ledger.scores to pg_monitor with grant option");
        await ledger.AskAsync("grant select on ledger.scores to public");
        var rows = Enumerable.Range(0, 60_000).Select(i => Score($"t{i % 11}", i % 30_011, i)).ToList();
        await using (var turn = await tables.BeginCatchUpAsync(Facts.Noon))
        {
            foreach (var row in rows)
                await turn.WriteAsync(row);
            await turn.CommitAsync();
        }

        var before = await ledger.AskAsync($"select md5(({AllScores}))");
        for (var round = 0; round < 2; round++)
        {
            await ledger.AskAsync("update ledger.scores set points = 0");
            await using var rebuild = await tables.BeginRebuildAsync(["Scores"], [Scores, Names], Facts.Noon);
            foreach (var row in rows)
                await rebuild.WriteAsync(row);
            await rebuild.HoldAsync();
            // The old ones, until the swap.
            Assert.Equal(0L, await ledger.AskAsync("select max(points) from ledger.scores"));
            await rebuild.SwapAsync(At(9), NoStops);
            Assert.Equal(before, await ledger.AskAsync($"select md5(({AllScores}))"));
            // The second time an analyst's view hangs on the table.
            await ledger.AskAsync("create or replace view best as select max(points) as points from ledger.scores");
            Assert.Equal(59_999L, await ledger.AskAsync("select points from best"));
        }

        Assert.Equal(59_999L, await ledger.AskAsync("select points from best"));
        Assert.Equal(true, await ledger.AskAsync(
            "select has_table_privilege('pg_monitor', 'ledger.scores', 'insert with grant option')"));
        Assert.Equal(59_999L, await TestDatabase.AskAsync(ledger.Reader, "select max(points) from scores"));
        Assert.Equal(
            "gradients_writer", await ledger.AskAsync("select tableowner from pg_tables where tablename = 'order'"));
        Assert.Equal(0L, await ledger.AskAsync("select count(*) from pg_tables where tablename like '%new'"));
        Assert.Equal("scores_pkey", await ledger.AskAsync(
            "select string_agg(indexname, ' ') from pg_indexes where tablename = 'scores'"));
    }

    [Fact]
    public async Task a_rebuild_given_up_changes_nothing_and_one_runs_at_a_time()
    {
        await using var ledger = await server.LedgerAsync();
        var tables = new ProjectionTables(ledger.Writer);
        await tables.CreateMissingAsync([Scores]);
        await using (var rebuild = await tables.BeginRebuildAsync(["Scores"], [Scores], Facts.Noon))
        {
            await rebuild.WriteAsync(Score("a", 1, 1));
            await rebuild.HoldAsync();
            await Assert.ThrowsAsync<StoreException>(() => tables.BeginRebuildAsync(["Scores"], [Scores], Facts.Noon));
        }

        Assert.Equal(0L, await ledger.AskAsync("select count(*) from ledger.scores"));
        await using var again = await tables.BeginRebuildAsync(["Scores"], [Scores], Facts.Noon);
    }

    [Fact]
    public async Task a_table_of_another_shape_is_reported_and_a_rebuild_gives_it_the_new_one()
    {
        await using var ledger = await server.LedgerAsync();
        var tables = new ProjectionTables(ledger.Owner); // The owner may do it too; the writer owns the tables anyway.
        await tables.CreateMissingAsync([Scores, Names]);
        var wider = Scores with { Columns = Scores.Columns.Add(new("extra", ColumnType.Text)) };
        tables = new ProjectionTables(ledger.Writer);
        Assert.Equal(["scores"], await tables.CreateMissingAsync([wider, Names]));
        await using (var rebuild = await tables.BeginRebuildAsync(["Scores"], [wider], Facts.Noon))
            await rebuild.SwapAsync(At(0), NoStops);
        Assert.Empty(await tables.CreateMissingAsync([wider, Names]));
    }
}
