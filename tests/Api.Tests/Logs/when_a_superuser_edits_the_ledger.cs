using Gradients.Ledger.Store;
using Gradients.Testing;
using Npgsql;

namespace Gradients.Api.Tests.Logs;

/// <summary>
/// Whoever rules PostgreSQL switches the triggers off and makes the tables agree with each other again. Doctor holds
/// them against what was signed, and so does everybody who audited before.
/// </summary>
public sealed class when_a_superuser_edits_the_ledger : IDisposable
{
    readonly LedgerHome _ledger = new();
    readonly string _verifier;

    public when_a_superuser_edits_the_ledger()
    {
        _verifier = _ledger.Gradients("keys", "new", "example.com/ledger", Key).Ended(0).Lines[^1];
        Record("spring.ndjson");
        _ledger.Gradients("publish", Site, "--key", Key).Ended(0);
        Running.Gradients("audit", Site, "--key", _verifier, "--state", _ledger.File("audited")).Ended(0);
        Sql("create schema backup");
        foreach (var table in Tables)
            Sql($"create table backup.{table} as select * from {table}");
    }

    static readonly string[] Tables = ["mt_streams", "mt_events", "ledger_commands"];

    string Key => _ledger.File("key");

    string Site => _ledger.File("site");

    public void Dispose() => _ledger.Dispose();

    void Record(string example) => _ledger.Gradients(
        "record", Path.Combine(GoldenFolder.RepositoryRoot, "docs", "examples", example)).Ended(0);

    void Sql(string sql)
    {
        using var owner = NpgsqlDataSource.Create(new EmbeddedCluster(_ledger.Home).OwnerConnectionString);
        using var command = owner.CreateCommand(sql);
        command.ExecuteNonQuery();
    }

    // As if an older backup had been restored: nothing in the database contradicts it.
    const string RollBack = """
        delete from mt_events where seq_id > 150;
        delete from ledger_commands where last_position > 150;
        delete from mt_streams where id not in (select stream_id from mt_events);
        update mt_streams s set version = (select max(version) from mt_events where stream_id = s.id);
        delete from mt_event_progression;
        select setval('mt_events_sequence', 150)
        """;

    /// <summary>What is done, and how the published log tells where.</summary>
    static readonly (string What, string Sql, string Where)[] Edits =
    [
        ("one loss", """
            update mt_events set data = jsonb_set(data, '{loss}', '0.125')
            where seq_id = (select min(seq_id) from mt_events where type = 'loss_measured')
            """, "0.125"),
        ("a repository nobody reads", """
            update mt_events set data = jsonb_set(data, '{repository}', '"https://example.org/another"')
            where seq_id = (select max(seq_id) from mt_events where type = 'entry_submitted')
            """, "example.org/another"),
        ("a time", "update mt_events set timestamp = timestamp + interval '1 microsecond' where seq_id = 7",
            "Position 7 "),
        ("whose command it was", "update mt_events set causation_id = 'x' where seq_id = 8", "Position 8 "),
        ("an unknown type", "update mt_events set type = 'miracle' where seq_id = 9", "'miracle'"),
        ("nonsense", "update mt_events set data = '[]' where seq_id = 10", "Position 10 "),
        ("one removed", "delete from mt_events where seq_id = 11", "position 11 is missing"),
        ("neighbours swapped", """
            update mt_events set seq_id = 1000 where seq_id = 12;
            update mt_events set seq_id = 12 where seq_id = 13;
            update mt_events set seq_id = 13 where seq_id = 1000
            """, "Position 12 "),
        ("all moved down by one", """
            delete from mt_events where seq_id = 14;
            update mt_events set seq_id = -seq_id where seq_id > 14;
            update mt_events set seq_id = -seq_id - 1 where seq_id < 0
            """, "Position 14 "),
        ("rolled back", RollBack, "Position 151 "),
    ];

    [Fact]
    public void the_doctor_finds_every_edit_and_a_published_log_tells_where()
    {
        Assert.Equal(["ok", "ok"], Found(0).Select(f => f.Health));
        foreach (var (what, sql, where) in Edits)
        {
            Sql($"alter table mt_events disable trigger all; {sql}; alter table mt_events enable trigger all");
            var found = Found(1);
            Assert.True(found.All(f => f.Health == "fail"), what);
            Assert.Contains(where, found[1].Sentence, StringComparison.Ordinal);
            Restore();
        }
        Assert.Equal(["ok", "ok"], Found(0).Select(f => f.Health));
    }

    /// <summary>Every other command sends people to the doctor when an event cannot be read.</summary>
    [Fact]
    public void where_nothing_was_signed_the_replay_finds_what_cannot_be()
    {
        Directory.Delete(Path.Combine(_ledger.Home, "log"), recursive: true);
        Assert.Equal("ok", Replayed(0).Health);
        foreach (var (what, says) in ((string, string)[])[
            ("one loss", "task_decided: rows[0].adjustedLoss is recorded as"), ("an unknown type", "'miracle'"),
            ("nonsense", "field 'data': expected an object"), ("one removed", "position 11 is missing")])
        {
            Sql($"alter table mt_events disable trigger all; {Edits.Single(edit => edit.What == what).Sql}");
            var (health, sentence) = Replayed(1);
            Assert.Equal("fail", health);
            Assert.Contains(says, sentence, StringComparison.Ordinal);
            Restore();
        }
    }

    (string Health, string Sentence) Replayed(int exit)
    {
        var finding = _ledger.Gradients("doctor", "--json").Ended(exit).Json.EnumerateArray()
            .Single(f => f.GetProperty("check").GetString() == "replay");
        return (finding.GetProperty("health").GetString()!, finding.GetProperty("sentence").GetString()!);
    }

    /// <summary>Against what was signed, then against what was published.</summary>
    (string Health, string Sentence)[] Found(int exit)
    {
        var findings = _ledger.Gradients("doctor", "--log", Site, "--key", _verifier, "--json").Ended(exit).Json;
        return [.. findings.EnumerateArray()
            .Where(f => f.GetProperty("check").GetString() is "signed checkpoints" or "published log")
            .Select(f => (f.GetProperty("health").GetString()!, f.GetProperty("sentence").GetString()!))];
    }

    void Restore()
    {
        Sql("alter table mt_events disable trigger all; truncate mt_events, mt_streams, ledger_commands");
        foreach (var table in Tables)
            Sql($"insert into {table} select * from backup.{table}");
        Sql("""
            alter table mt_events enable trigger all; alter table mt_events enable always trigger ledger_append_only;
            delete from mt_event_progression; delete from ledger_projection_faults;
            select setval('mt_events_sequence', (select max(seq_id) from mt_events))
            """);
    }

    [Fact]
    public void another_history_is_found_though_the_machine_forgot_what_it_signed()
    {
        Sql(RollBack);
        Record("imported.ndjson");
        Directory.Delete(Path.Combine(_ledger.Home, "log"), recursive: true);
        Assert.Equal("ok", Found(1)[0].Health);
        Assert.Contains("Position 151 ", Found(1)[1].Sentence, StringComparison.Ordinal);

        _ledger.Gradients("publish", _ledger.File("other"), "--key", Key).Ended(0);
        var audited = Running.Gradients(
            "audit", _ledger.File("other"), "--key", _verifier, "--state", _ledger.File("audited")).Ended(1);
        Assert.Contains("NOT PROVED", audited.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void an_altered_attachment_is_named()
    {
        _ledger.Gradients("losses"u8.ToArray(), "attachment", "add", "-").Ended(0);
        Found(0);
        Sql("update ledger_attachment_parts set data = 'Losses'");
        var found = _ledger.Gradients("doctor").Ended(1);
        Assert.Contains("attachment contents", found.Output, StringComparison.Ordinal);
        _ledger.Gradients("publish", _ledger.File("other"), "--key", Key).Ended(1);
    }

    [Fact]
    public void keys_without_a_log_are_a_mistake() =>
        _ledger.Gradients("doctor", "--key", _verifier).Ended(2);
}
