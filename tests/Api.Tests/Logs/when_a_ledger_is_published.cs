using System.Diagnostics;
using Gradients.Ledger.Log;
using Gradients.Testing;

namespace Gradients.Api.Tests.Logs;

public sealed class when_a_ledger_is_published : IDisposable
{
    const string Origin = "example.com/ledger";

    readonly LedgerHome _ledger = new();
    readonly string _verifier;

    public when_a_ledger_is_published() =>
        _verifier = _ledger.Gradients("keys", "new", Origin, Key).Ended(0).Lines[^1];

    string Key => _ledger.File("key");

    string Folder => _ledger.File("site");

    public void Dispose() => _ledger.Dispose();

    static void Record(LedgerHome home, string example) => home.Gradients(
        "record", Path.Combine(GoldenFolder.RepositoryRoot, "docs", "examples", example)).Ended(0);

    long Publish(string folder) =>
        _ledger.Gradients("publish", folder, "--key", Key, "--json").Ended(0).Json.GetProperty("size").GetInt64();

    static long SizeOf(string folder) =>
        Checkpoint.Parse(Note.Parse(File.ReadAllBytes(Path.Combine(folder, "checkpoint"))).Text).Size;

    [Fact]
    public void a_folder_is_continued_and_equals_one_published_at_once()
    {
        Assert.Equal(0, Publish(Folder));
        Record(_ledger, "spring.ndjson");
        var first = Publish(Folder);
        Assert.Equal(_ledger.Head(), first);
        var signed = File.ReadAllBytes(Path.Combine(Folder, "checkpoint"));
        Assert.Equal(first, Publish(Folder));
        Assert.Equal(signed, File.ReadAllBytes(Path.Combine(Folder, "checkpoint")));

        Record(_ledger, "imported.ndjson");
        Assert.Equal(_ledger.Head(), Publish(Folder));
        Publish(_ledger.File("second"));

        Assert.Equal(
            File.ReadAllBytes(Path.Combine(Folder, "checkpoint")),
            File.ReadAllBytes(Path.Combine(_ledger.File("second"), "checkpoint")));
        Running.Gradients("log", "check", Folder, "--key", _verifier).Ended(0);
        Running.Gradients("audit", Folder, "--key", _verifier).Ended(0);
    }

    [Fact]
    public void what_a_killed_export_left_goes_with_a_later_one()
    {
        Record(_ledger, "spring.ndjson");
        var forgotten = Directory.CreateTempSubdirectory("gradients-log-");
        File.WriteAllText(Path.Combine(forgotten.FullName, "checkpoint"), "");
        forgotten.LastWriteTimeUtc = DateTime.UtcNow.AddDays(-2);
        var atWork = Directory.CreateTempSubdirectory("gradients-log-");

        _ledger.Gradients("export", _ledger.File("x.ledger"), "--key", Key).Ended(0);

        Assert.False(Directory.Exists(forgotten.FullName));
        Assert.True(Directory.Exists(atWork.FullName));
        atWork.Delete();
    }

    [Fact]
    public async Task a_follower_publishes_what_is_recorded_and_may_be_killed()
    {
        _ledger.Gradients("db", "start").Ended(0);
        using (var follower = Follow())
        {
            Record(_ledger, "spring.ndjson");
            var head = _ledger.Head();
            var waited = Stopwatch.StartNew();
            while (!File.Exists(Path.Combine(Folder, "checkpoint")) || SizeOf(Folder) < head)
            {
                Assert.True(waited.Elapsed < TimeSpan.FromSeconds(60), "the follower published nothing");
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
            Assert.Contains("another process", _ledger.Gradients("publish", Folder, "--key", Key).Ended(2).Errors);
            follower.Kill();
            await follower.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        Record(_ledger, "imported.ndjson");
        Assert.Equal(_ledger.Head(), Publish(Folder));
        Running.Gradients("audit", Folder, "--key", _verifier).Ended(0);
    }

    Process Follow()
    {
        var start = new ProcessStartInfo("dotnet",
            [Path.Combine(Running.BuiltFolder, "gradients.dll"), "publish", Folder, "--key", Key, "--follow"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["GRADIENTS_HOME"] = _ledger.Home;
        start.Environment.Remove("GRADIENTS_DATABASE");
        return Process.Start(start)!;
    }

    [Fact]
    public void a_database_that_was_rolled_back_is_not_published()
    {
        Record(_ledger, "spring.ndjson");
        var size = Publish(Folder);
        using var restored = new LedgerHome();

        var ran = restored.Gradients("publish", Folder, "--key", Key).Ended(1);
        Assert.Contains($"published position 1 of {size}", ran.Errors);

        // Without the folder it is the key's own memory that knows.
        PublishedSeason.CopyOf(Path.Combine(_ledger.Home, "log"), Path.Combine(restored.Home, "log"));
        ran = restored.Gradients("publish", restored.File("new"), "--key", Key).Ended(1);
        Assert.Contains("rolled back", ran.Errors);
        ran = restored.Gradients("export", restored.File("x.ledger"), "--key", Key).Ended(1);
        Assert.Contains("rolled back", ran.Errors);
        Assert.Equal(size, SizeOf(Folder));
    }

    [Fact]
    public void a_second_history_is_not_signed_though_it_is_longer()
    {
        Record(_ledger, "spring.ndjson");
        Publish(Folder);
        using var other = new LedgerHome();
        Record(other, "spring.ndjson"); // At another time, which every entry says.
        Record(other, "imported.ndjson");
        PublishedSeason.CopyOf(Path.Combine(_ledger.Home, "log"), Path.Combine(other.Home, "log"));

        var ran = other.Gradients("publish", other.File("new"), "--key", Key).Ended(1);

        Assert.Contains("two histories", ran.Errors);
    }

    [Fact]
    public void a_witness_does_not_cosign_two_histories_of_one_key()
    {
        Record(_ledger, "spring.ndjson");
        Publish(Folder);
        using var other = new LedgerHome();
        Record(other, "spring.ndjson"); // At another time, which every entry says.
        Record(other, "imported.ndjson");
        other.Gradients("publish", other.File("site"), "--key", Key).Ended(0); // A home that remembers nothing.
        var witness = _ledger.Gradients("keys", "new", "w.example", _ledger.File("w"), "--witness").Ended(0).Lines[^1];
        string[] cosign =
        [
            "witness", "--key", _ledger.File("w"), "--state", _ledger.File("seen"), "--log-key", _verifier,
        ];

        using var server = new StaticServer(Folder);
        var note = Note.Parse(System.Text.Encoding.UTF8.GetBytes(
            Running.Gradients([.. cosign, "--log", server.Url]).Ended(0).Output));
        var refused = Running.Gradients([.. cosign, "--log", other.File("site")]).Ended(1);

        var policy = new SignaturePolicy(VerifierKey.Parse(_verifier), [VerifierKey.Parse(witness)], 1);
        Assert.Null(policy.Refuses(note, Checkpoint.Parse(note.Text)));
        Assert.Contains("two histories", refused.Errors);
        Assert.Empty(refused.Output);
        var again = Running.Gradients([.. cosign, "--log", Folder, "--json"]).Ended(0).Json;
        Assert.Equal(witness, again.GetProperty("witness").GetString());
        Assert.Contains(Origin, again.GetProperty("checkpoint").GetString(), StringComparison.Ordinal);
        Running.Gradients("witness", "--key", Key, "--state", _ledger.File("s"), "--log-key", _verifier,
            "--log", Folder).Ended(2);
    }

    [Fact]
    public void a_key_of_another_log_or_of_a_witness_does_not_continue_a_folder()
    {
        Publish(Folder);
        _ledger.Gradients("keys", "new", "example.com/other", _ledger.File("other")).Ended(0);
        _ledger.Gradients("keys", "new", "w.example", _ledger.File("w"), "--witness").Ended(0);

        Assert.Contains("origin", _ledger.Gradients("publish", Folder, "--key", _ledger.File("other")).Ended(1).Errors);
        _ledger.Gradients("publish", Folder, "--key", _ledger.File("w")).Ended(2);
        _ledger.Gradients("publish", Folder, "--key", Key, "--every", "0").Ended(2);
        _ledger.Gradients("publish", Folder, "--key", Key, "--seconds", "0").Ended(2);
        _ledger.Gradients("publish", Folder, "--key", Key, "--seconds", "NaN").Ended(2);
    }
}
