using Gradients.Ledger.Store;

namespace Gradients.Store.Tests;

public sealed class when_a_database_is_migrated(PrivateCluster server)
{
    [Fact]
    public async Task each_file_is_applied_once_whoever_tries()
    {
        await using var database = await server.EmptyAsync();
        var files = Migrations.Embedded.Files.Select(f => f.Name).ToList();
        Assert.Equal(files, await Migrations.Embedded.MissingAsync(database.Owner));
        var tries = await Task.WhenAll(Enumerable.Range(0, 4).Select(
            _ => Migrations.Embedded.ApplyAsync(database.Owner, Facts.Noon)));
        Assert.Equal(files, tries.SelectMany(names => names).Order(StringComparer.Ordinal));
        Assert.Empty(await Migrations.Embedded.ApplyAsync(database.Owner, Facts.Noon));
        Assert.Empty(await Migrations.Embedded.MissingAsync(database.Writer));
        Assert.Equal(
            Facts.Noon.UtcDateTime,
            await TestDatabase.AskAsync(database.Owner, "select applied_at from ledger_migrations limit 1"));
    }

    [Fact]
    public async Task a_file_changed_after_it_was_applied_is_named()
    {
        await using var database = await server.EmptyAsync();
        await Migrations.Embedded.ApplyAsync(database.Owner, Facts.Noon);
        var files = Migrations.Embedded.Files;
        var changed = new Migrations(files.SetItem(1, files[1] with { Sql = files[1].Sql + " " }));
        var refusal = await Assert.ThrowsAsync<StoreException>(() => changed.ApplyAsync(database.Owner, Facts.Noon));
        Assert.Contains(files[1].Name, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("changed after it was applied", refusal.Message, StringComparison.Ordinal);

        var older = new Migrations(files.RemoveAt(files.Length - 1));
        refusal = await Assert.ThrowsAsync<StoreException>(() => older.MissingAsync(database.Owner));
        Assert.Contains("newer gradients", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_file_that_fails_leaves_nothing_of_itself_and_keeps_those_before_it()
    {
        await using var database = await server.EmptyAsync();
        var files = new Migrations([
            new Migration("1.sql", "create table one (x int)"),
            new Migration("2.sql", "create table two (x int); create table two (x int)")]);
        var refusal = await Assert.ThrowsAsync<StoreException>(() => files.ApplyAsync(database.Owner, Facts.Noon));
        Assert.Contains("2.sql", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["2.sql"], await files.MissingAsync(database.Owner));
        Assert.Equal(true, await TestDatabase.AskAsync(database.Owner, "select to_regclass('two') is null"));
    }

    /// <summary>Somebody's database that is no ledger's is left as it was.</summary>
    [Fact]
    public async Task where_the_first_file_fails_nothing_at_all_is_left()
    {
        await using var database = await server.EmptyAsync();
        await TestDatabase.AskAsync(database.Owner, "create table mt_events (x int)");
        await Assert.ThrowsAsync<StoreException>(() => Migrations.Embedded.ApplyAsync(database.Owner, Facts.Noon));
        Assert.Equal(1L, await TestDatabase.AskAsync(
            database.Owner, "select count(*) from pg_tables where schemaname = 'public'"));
    }

    [Fact]
    public async Task only_a_database_of_utf8_is_taken()
    {
        await using var database = await server.EmptyAsync("encoding 'LATIN1' locale 'C' template template0");
        var refusal = await Assert.ThrowsAsync<StoreException>(
            () => Migrations.Embedded.ApplyAsync(database.Owner, Facts.Noon));
        Assert.Contains("LATIN1", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("encoding 'UTF8'", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(Migrations.Embedded.Files.Length, (await Migrations.Embedded.MissingAsync(database.Owner)).Length);
    }

    [Fact]
    public async Task whoever_does_not_own_it_is_told_so()
    {
        await using var ledger = await server.LedgerAsync();
        var refusal = await Assert.ThrowsAsync<StoreException>(
            () => Migrations.Embedded.ApplyAsync(ledger.Writer, Facts.Noon));
        Assert.Contains("Connect as its owner", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_store_on_an_empty_database_says_what_to_run()
    {
        await using var database = await server.EmptyAsync();
        await using var store = new EventStore(database.Writer);
        var refusal = await Assert.ThrowsAsync<StoreException>(() => store.AppendAsync(Facts.Run("a", 1, 1), "k"));
        Assert.Contains("gradients db migrate", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_tables_are_those_of_marten()
    {
        await using var ledger = await server.LedgerAsync();
        const string columns = """
            select string_agg(
                a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
                    || case when a.attnotnull then ' not null' else '' end,
                ', ' order by a.attnum) from pg_attribute a where a.attrelid = '{0}'::regclass and a.attnum > 0
            """;
        Assert.Equal(
            "id character varying not null, type character varying, version bigint, "
            + "timestamp timestamp with time zone not null, created timestamp with time zone not null, "
            + "tenant_id character varying, is_archived boolean",
            await ledger.AskAsync(columns.Replace("{0}", "mt_streams", StringComparison.Ordinal)));
        Assert.Equal(
            "seq_id bigint not null, id uuid not null, stream_id character varying, version bigint not null, "
            + "data jsonb not null, bdata bytea, type character varying(500) not null, "
            + "timestamp timestamp with time zone not null, "
            + "tenant_id character varying, mt_dotnet_type character varying, correlation_id character varying, "
            + "causation_id character varying, headers jsonb, is_archived boolean",
            await ledger.AskAsync(columns.Replace("{0}", "mt_events", StringComparison.Ordinal)));
        Assert.Equal(
            "name character varying not null, last_seq_id bigint, last_updated timestamp with time zone",
            await ledger.AskAsync(columns.Replace("{0}", "mt_event_progression", StringComparison.Ordinal)));
        Assert.Equal(
            "mt_events.seq_id", await ledger.AskAsync(
                "select d.refobjid::regclass || '.' || a.attname "
                + "from pg_depend d join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid "
                + "where d.objid = 'mt_events_sequence'::regclass and d.deptype = 'a'"));
    }
}
