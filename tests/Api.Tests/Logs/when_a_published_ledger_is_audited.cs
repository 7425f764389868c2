namespace Gradients.Api.Tests.Logs;

public sealed class when_a_published_ledger_is_audited(PublishedSeason season)
{
    Ran Audit(string place, params string[] more) =>
        Running.Gradients(["audit", place, "--key", season.VerifierKey, .. more]);

    [Fact]
    public void folder_web_server_and_bundles_say_what_the_export_says()
    {
        var (bundle, zipped) = (season.File("season.ledger"), season.File("season.ledger.gz"));
        season.Gradients("export", bundle, "--key", season.Key).Ended(0);
        season.Gradients("export", zipped, "--key", season.Key).Ended(0);
        var export = Running.Gradients("audit", season.Export, "--json").Ended(0).Json;
        using var server = new StaticServer(season.Folder);

        foreach (var place in new[] { season.Folder, server.Url, bundle, zipped })
        {
            var report = Audit(place, "--json").Ended(0).Json;
            Assert.Equal("equal", report.GetProperty("verdict").GetString());
            foreach (var count in new[] { "events", "conclusions", "weights" })
                Assert.Equal(export.GetProperty(count).GetInt64(), report.GetProperty(count).GetInt64());
            Assert.True(report.GetProperty("log").GetProperty("signatures_checked").GetBoolean());
        }
        Assert.Contains($"signed by {PublishedSeason.Origin}", Audit(server.Url).Ended(0).Output);
    }

    [Fact]
    public void all_who_read_it_get_the_same_state_hash()
    {
        var state = Running.Gradients("audit", season.Export, "--state-hash", "--json").Ended(0).Json
            .GetProperty("state_hash").GetString();
        var remembered = season.File("state-hash-remembered");

        foreach (var more in new[] { [], new[] { "--state", remembered }, ["--state", remembered] })
            Assert.Contains($"  state hash {state}\n", Audit(season.Folder, ["--state-hash", .. more]).Ended(0).Output);
        Assert.DoesNotContain("state hash", Audit(season.Folder).Ended(0).Output);
    }

    [Fact]
    public void a_key_is_needed_or_the_verdict_says_what_is_missing()
    {
        Assert.Contains("--key", Running.Gradients("audit", season.Folder).Ended(2).Errors);
        var ran = Running.Gradients("audit", season.Folder, "--no-signature").Ended(0);
        Assert.Contains("No signature was checked", ran.Output);
        Assert.Contains("no checkpoint vouches", Audit(season.Export).Ended(2).Errors);
    }

    [Fact]
    public void another_key_or_a_missing_witness_is_not_accepted()
    {
        var other = season.Gradients("keys", "new", PublishedSeason.Origin, season.File("audit-other-key")).Ended(0).Lines[^1];
        var ran = Running.Gradients("audit", season.Folder, "--key", other).Ended(1);
        Assert.Contains("NOT PROVED: checkpoint: it has no signature", ran.Output);

        var witness = season.Gradients("keys", "new", "w.example", season.File("audit-witness"), "--witness").Ended(0).Lines[^1];
        ran = Audit(season.Folder, "--witness", witness).Ended(1);
        Assert.Contains("0 of 1 known witnesses", ran.Output);

        var copy = season.Copy();
        season.Gradients("witness", "--log", copy, "--key", season.File("audit-witness"), "--state", season.File("audit-seen"),
            "--log-key", season.VerifierKey, "--out", Path.Combine(copy, "cosigned")).Ended(0);
        ran = Audit(copy, "--witness", witness, "--quorum", "1", "--checkpoint", "cosigned").Ended(0);
        Assert.Contains("at least 1 of 1 witnesses", ran.Output);
    }

    [Theory]
    [InlineData("tile/entries/000", 7)]
    [InlineData("tile/0/000", 9)]
    public void one_altered_byte_names_the_event_that_no_longer_proves(string file, int position)
    {
        var copy = season.Copy();
        var path = Path.Combine(copy, file);
        var bytes = File.ReadAllBytes(path);
        var entries = season.Entries.Take(position - 1).Sum(e => 2 + System.Text.Encoding.UTF8.GetByteCount(e));
        bytes[file.Contains("entries", StringComparison.Ordinal) ? entries + 30 : 32 * (position - 1)] ^= 1;
        File.WriteAllBytes(path, bytes);
        using var server = new StaticServer(copy);

        var report = Audit(server.Url, "--json").Ended(1).Json;

        Assert.Equal("not_proved", report.GetProperty("verdict").GetString());
        Assert.Equal(position, report.GetProperty("unproved").GetProperty("position").GetInt64());
        Assert.Contains($"NOT PROVED from position {position} on", Audit(copy).Ended(1).Output);
    }

    [Fact]
    public void a_wrong_conclusion_diverges_however_well_it_is_signed()
    {
        var wrong = (string[])season.Entries.Clone();
        var at = Array.FindIndex(wrong, e => e.Contains("\"type\":\"weights_derived\"", StringComparison.Ordinal));
        var digit = wrong[at].IndexOf("\"weights\":[", StringComparison.Ordinal) + "\"weights\":[".Length;
        wrong[at] = $"{wrong[at][..digit]}{(wrong[at][digit] == '9' ? '8' : '9')}{wrong[at][(digit + 1)..]}";

        var report = Audit(season.Signed(wrong), "--json").Ended(1).Json;

        Assert.Equal("diverged", report.GetProperty("verdict").GetString());
        Assert.Equal(at + 1, report.GetProperty("divergence").GetProperty("position").GetInt64());
    }

    [Fact]
    public void an_entry_that_is_not_canonical_is_unreadable_at_its_position()
    {
        string[] entries = [.. season.Entries[..5], "{}"];

        var report = Audit(season.Signed(entries), "--json").Ended(2).Json;

        Assert.Equal(6, report.GetProperty("unreadable").GetProperty("line").GetInt64());
    }

    [Fact]
    public void the_next_audit_has_to_continue_the_last()
    {
        var state = season.File("audited");
        var half = season.Entries.Length / 2;
        Audit(season.Signed(season.Entries[..half]), "--state", state).Ended(0);
        var report = Audit(season.Folder, "--state", state, "--json").Ended(0).Json;
        Assert.Equal(half, report.GetProperty("log").GetProperty("size_before").GetInt64());

        Assert.Equal(season.Entries.Length - half, report.GetProperty("folded").GetInt64());

        var rolledBack = Audit(season.Signed(season.Entries[..half]), "--state", state).Ended(1);
        Assert.Contains("rolled back", rolledBack.Output);

        var split = (string[])season.Entries.Clone();
        split[0] = split[0].Replace("\"at\":\"2", "\"at\":\"1", StringComparison.Ordinal);
        Assert.NotEqual(season.Entries[0], split[0]);
        var two = Audit(season.Signed(split), "--state", state).Ended(1);
        Assert.Contains("two histories", two.Output);
        Audit(season.Folder, "--state", state).Ended(0);
    }

    [Fact]
    public void only_what_is_new_is_folded_from_wherever_it_is_read()
    {
        season.Gradients("export", season.File("again.ledger"), "--key", season.Key).Ended(0);
        using var server = new StaticServer(season.Folder);
        var (seed, half) = (season.Signed(season.Entries[..300]), season.Entries.Length - 300);
        var whole = Audit(season.Folder, "--json").Ended(0).Json;
        foreach (var place in new[] { season.Folder, server.Url, season.File("again.ledger") })
        {
            var state = season.File($"state-{Guid.NewGuid():N}");
            Audit(seed, "--state", state).Ended(0);
            var report = Audit(place, "--state", state, "--json").Ended(0).Json;
            Assert.Equal(half, report.GetProperty("folded").GetInt64());
            foreach (var count in new[] { "events", "tournaments", "conclusions", "draws_redone", "weights" })
                Assert.Equal(whole.GetProperty(count).GetInt64(), report.GetProperty(count).GetInt64());
            Assert.Equal(0, Audit(place, "--state", state, "--json").Ended(0).Json.GetProperty("folded").GetInt64());
        }
    }

    [Fact]
    public void a_change_after_the_last_audit_is_found_and_a_broken_memory_is_refused()
    {
        var state = season.File("remembered");
        Audit(season.Signed(season.Entries[..300]), "--state", state).Ended(0);
        var wrong = (string[])season.Entries.Clone();
        var at = Array.FindIndex(wrong, 300, e => e.Contains("\"type\":\"task_decided\"", StringComparison.Ordinal));
        wrong[at] = wrong[at].Replace("\"winner\":\"", "\"winner\":\"x", StringComparison.Ordinal);
        var report = Audit(season.Signed(wrong), "--state", state, "--json").Ended(1).Json;
        Assert.Equal(at + 1, report.GetProperty("divergence").GetProperty("position").GetInt64());

        var snapshot = File.ReadAllBytes(state + ".snapshot");
        File.WriteAllBytes(state + ".snapshot", snapshot[..^1]);
        Assert.Contains("damaged", Audit(season.Folder, "--state", state).Ended(2).Errors, StringComparison.Ordinal);
        File.Delete(state + ".snapshot");
        Assert.Contains("all were folded again", Audit(season.Folder, "--state", state).Ended(0).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void what_cannot_be_reached_or_is_no_log_exits_2()
    {
        Audit("http://127.0.0.1:1/").Ended(2);
        Audit(season.File("nothing.ledger")).Ended(2);
        Audit(season.Folder, "--state", season.Write("no-note", "nonsense")).Ended(2);
    }
}
