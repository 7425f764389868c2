using Gradients.Ledger.Store;

namespace Gradients.Store.Tests;

public sealed class when_the_doctor_calls(PrivateCluster server)
{
    [Fact]
    public async Task a_sound_ledger_is_found_sound_by_owner_writer_and_analyst()
    {
        await using var ledger = await server.LedgerAsync();
        foreach (var source in new[] { ledger.Owner, ledger.Writer, ledger.Reader })
            await AssertSoundAsync(source);
        await ledger.Store.AppendAsync(Facts.Run("поток/\U0001F30A", 1, 5), "k");
        await ledger.Store.ImportAsync(Facts.Run("b", 1, 50).ToAsyncEnumerable(), "f", keepCommandKeys: true);
        foreach (var source in new[] { ledger.Owner, ledger.Writer, ledger.Reader })
            await AssertSoundAsync(source);
    }

    static async Task AssertSoundAsync(Npgsql.NpgsqlDataSource source)
    {
        foreach (var finding in await new StoreDoctor(source).ExamineAsync())
            Assert.True(finding.Health == Health.Ok, finding.ToString());
    }

    /// <summary>Check, harm, and what the finding must name. One after the other, on one database.</summary>
    static readonly (string Check, string Harm, string Named)[] Harms =
    [
        ("ids", "update mt_events set id = gen_random_uuid() where seq_id = 2", "at position 2"),
        ("schema versions", "update mt_events set headers = null where seq_id = 3", "at position 3"),
        ("archived", "update mt_events set is_archived = true where seq_id = 3", "at position 3"),
        ("stream rows", "insert into mt_streams (id, version) values ('empty', 0)", "empty"),
        ("high water skips", "insert into mt_high_water_skips values (5, 3)", "ends at 5"),
        ("commands", "insert into ledger_commands values ('late', 13, 14)", "late"),
        ("triggers", "drop trigger ledger_append_only on mt_streams", "on mt_streams"),
        ("triggers", "alter table mt_events disable trigger ledger_append_only", "on mt_events"),
        ("privileges", "grant update, delete on mt_events to gradients_writer", "gradients_writer may delete, update"),
        ("projections", "insert into ledger_projection_faults values ('Bracket', 5, 'no round', now())", "no round"),
        ("bookmarks", "insert into mt_event_progression values ('Bracket:All', 13)", "Bracket:All"),
        ("sequence ahead", "select nextval('mt_events_sequence')", "stands at 13"),
        ("stream versions", "update mt_events set version = 9 where seq_id = 9", "c: 3 events, versions 1 to 9"),
        ("stream versions", "update mt_streams set version = 9 where id = 'b'", "b: 3 events, versions 1 to 3"),
        ("order in streams", """
            drop index pk_mt_events_stream_and_version;
            update mt_events set version = 4 - version where stream_id = 'd' and version in (1, 3)
            """, "2 events"),
        ("positions", "delete from mt_events where seq_id = 4", "the first after 3"),
        ("sequence", "select setval('mt_events_sequence', 2)", "stands at 2"),
        ("durability", "alter database this set synchronous_commit = off", "synchronous_commit = off"),
        ("migrations", "update ledger_migrations set sha256 = 'x' where name like '0002%'", "0002"),
        ("migrations", "delete from ledger_migrations where name like '0005%' or name like '0002%'", "0005"),
    ];

    [Fact]
    public async Task what_is_wrong_is_found_and_named()
    {
        await using var ledger = await server.LedgerAsync();
        foreach (var stream in new[] { "a", "b", "c", "d" })
            await ledger.Store.AppendAsync(Facts.Run(stream, 1, 3), stream);
        var name = (string)(await ledger.AskAsync("select current_database()::text"))!;
        foreach (var (check, harm, named) in Harms)
        {
            await ledger.AskAsync(harm.Replace("database this", $"database {name}", StringComparison.Ordinal));
            ledger.Owner.Clear(); // A database's settings reach new connections only.
            var found = (await new StoreDoctor(ledger.Owner).ExamineAsync()).Single(f => f.Check == check);
            Assert.NotEqual(Health.Ok, found.Health);
            Assert.Contains(named, found.Sentence, StringComparison.Ordinal);
            Assert.NotEmpty(found.Remedy!);
        }
    }
}
