using Npgsql;

namespace Gradients.Store.Tests;

public sealed class when_someone_tampers(PrivateCluster server)
{
    [Fact]
    public async Task neither_the_writer_nor_an_analyst_may()
    {
        string[] statements =
        [
            "update mt_events set data = '{}'",
            "update mt_events set is_archived = true where seq_id = 1",
            "delete from mt_events",
            "delete from mt_events where false",
            "truncate mt_events",
            "delete from mt_streams",
            "truncate mt_streams cascade",
            "update mt_streams set id = 'other'",
            "update ledger_commands set last_position = 9",
            "delete from ledger_commands",
            "alter table mt_events disable trigger all",
            "drop trigger ledger_append_only on mt_events",
            "drop table mt_events",
        ];
        await using var ledger = await server.LedgerAsync();
        await ledger.Store.AppendAsync(Facts.Run("a", 1, 3), "k");
        foreach (var sql in statements)
        foreach (var role in new[] { ledger.Writer, ledger.Reader })
        {
            var refusal = await Assert.ThrowsAsync<PostgresException>(() => TestDatabase.AskAsync(role, sql));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
        }

        Assert.Equal(3, (await ledger.EventsAsync()).Count);
    }

    [Fact]
    public async Task even_who_was_granted_everything_is_told_why_not()
    {
        string[] statements =
        [
            "update mt_events set data = '{}'",
            "delete from mt_events",
            "truncate mt_events cascade",
            "delete from mt_streams",
            "set session_replication_role = replica; delete from mt_events",
        ];
        await using var ledger = await server.LedgerAsync();
        await ledger.Store.AppendAsync(Facts.Run("a", 1, 3), "k");
        var role = $"rogue_{Guid.NewGuid():N}"[..14];
        await ledger.AskAsync($"create role {role} superuser");
        foreach (var sql in statements)
        {
            var refusal = await Assert.ThrowsAsync<PostgresException>(() => ledger.AskAsync($"set role {role}; {sql}"));
            Assert.Contains("append-only", refusal.MessageText, StringComparison.Ordinal);
            Assert.Contains(role, refusal.MessageText, StringComparison.Ordinal);
            Assert.Equal("Record a correction as a new event.", refusal.Hint);
        }

        await ledger.AskAsync($"drop role {role}");
    }

    [Fact]
    public async Task an_analyst_reads_everything_and_writes_nothing()
    {
        await using var ledger = await server.LedgerAsync();
        await ledger.Store.AppendAsync(Facts.Run("a", 1, 3), "k");
        Assert.Equal(3L, await TestDatabase.AskAsync(
            ledger.Reader, "select count(*) from mt_events e join mt_streams s on e.stream_id = s.id"));
        foreach (var sql in new[]
                 {
                     "insert into mt_events select * from mt_events", "insert into ledger_commands values ('x', 1, 1)",
                     "select nextval('mt_events_sequence')", "create table ledger.mine (x int)",
                 })
        {
            var refusal = await Assert.ThrowsAsync<PostgresException>(() => TestDatabase.AskAsync(ledger.Reader, sql));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
        }
    }
}
