using Gradients.Ledger.Hashing;

namespace Gradients.Api.Tests.Logs;

public sealed class when_attachments_are_published : IDisposable
{
    readonly LedgerHome _ledger = new();
    readonly string _verifier;
    readonly string _losses;
    readonly string _digest;

    public when_attachments_are_published()
    {
        _verifier = _ledger.Gradients("keys", "new", "example.com/ledger", Key).Ended(0).Lines[^1];
        _losses = _ledger.Write("losses", Enumerable.Range(0, 3_000_000).Select(i => (byte)(i * i >> 7)).ToArray());
        _digest = Hex.Sha256(File.ReadAllBytes(_losses));
    }

    string Key => _ledger.File("key");

    string Folder => _ledger.File("site");

    public void Dispose() => _ledger.Dispose();

    void Publish() => _ledger.Gradients("publish", Folder, "--key", Key).Ended(0);

    [Fact]
    public void they_come_back_from_the_ledger_a_folder_a_server_and_a_bundle()
    {
        var added = _ledger.Gradients("attachment", "add", _losses, "--json").Ended(0).Json[0];
        Assert.Equal(_digest, added.GetProperty("sha256").GetString());
        Assert.StartsWith(_digest, _ledger.Gradients("attachment", "add", _losses).Ended(0).Output,
            StringComparison.Ordinal);
        Assert.StartsWith(Hex.Sha256("from a pipe"u8), _ledger.Gradients("from a pipe"u8.ToArray(), "attachment", "add",
            "-").Ended(0).Output, StringComparison.Ordinal);
        Assert.Equal(2, _ledger.Gradients("attachment", "list").Ended(0).Lines.Length);

        Publish();
        var (bundle, bare) = (_ledger.File("x.ledger.gz"), _ledger.File("bare.ledger"));
        _ledger.Gradients("export", bundle, "--key", Key, "--attachments").Ended(0);
        _ledger.Gradients("export", bare, "--key", Key).Ended(0);
        using var server = new StaticServer(Folder);
        foreach (string[] from in new string[][] { [], ["--from", Folder], ["--from", server.Url], ["--from", bundle] })
        {
            var file = _ledger.File("back");
            _ledger.Gradients(["attachment", "get", $"sha256:{_digest}", file, .. from]).Ended(0);
            Assert.Equal(File.ReadAllBytes(_losses), File.ReadAllBytes(file));
            File.Delete(file);
        }
        Running.Gradients("log", "check", bundle, "--key", _verifier).Ended(0);
        _ledger.Gradients("attachment", "get", _digest, "-", "--from", bare).Ended(2);
        _ledger.Gradients("export", _ledger.File("x.ndjson"), "--attachments").Ended(2);
    }

    [Fact]
    public void a_folder_gets_those_that_come_later()
    {
        Publish();
        _ledger.Gradients("attachment", "add", _losses).Ended(0);
        Publish();
        Assert.Equal(File.ReadAllBytes(_losses), File.ReadAllBytes(Path.Combine(Folder, "attachments", _digest)));
    }

    [Fact]
    public void an_audit_checks_those_that_events_name()
    {
        var spring = File.ReadAllText(
            Path.Combine(Gradients.Testing.GoldenFolder.RepositoryRoot, "docs", "examples", "spring.ndjson"));
        var named = System.Text.RegularExpressions.Regex.Match(spring, "\"outputDigest\":\"(sha256:)?([0-9a-f]{64})\"");
        Assert.True(named.Success);
        _ledger.Gradients(
            "record", _ledger.Write("named.ndjson", spring.Replace(named.Groups[2].Value, _digest))).Ended(0);
        _ledger.Gradients("attachment", "add", _losses).Ended(0);
        Publish();
        _ledger.Gradients("export", _ledger.File("x.ledger"), "--key", Key, "--attachments").Ended(0);
        using var server = new StaticServer(Folder);
        foreach (var place in new[] { Folder, server.Url, _ledger.File("x.ledger") })
        {
            string[] audit = ["audit", place, "--key", _verifier, "--attachments"];
            Assert.Contains("1 attachments read", Running.Gradients(audit).Ended(0).Output, StringComparison.Ordinal);
            var log = Running.Gradients([.. audit, "--json"]).Ended(0).Json.GetProperty("log");
            Assert.Equal(1, log.GetProperty("attachments").GetInt64());
        }
        File.WriteAllText(Path.Combine(Folder, "attachments", _digest), "others");
        foreach (var place in new[] { Folder, server.Url })
        {
            var report = Running.Gradients("audit", place, "--key", _verifier, "--attachments", "--json").Ended(1).Json;
            Assert.Equal($"attachments/{_digest}", report.GetProperty("unproved").GetProperty("path").GetString());
            Running.Gradients("audit", place, "--key", _verifier).Ended(0);
        }
    }

    [Theory]
    [InlineData("altered")]
    [InlineData("cut")]
    [InlineData("longer")]
    public void what_was_changed_is_not_given_out(string how)
    {
        _ledger.Gradients("attachment", "add", _losses).Ended(0);
        Publish();
        var file = Path.Combine(Folder, "attachments", _digest);
        var bytes = File.ReadAllBytes(file);
        File.WriteAllBytes(file, how switch
        {
            "altered" => [.. bytes[..77], (byte)(bytes[77] ^ 1), .. bytes[78..]],
            "cut" => bytes[..^1],
            _ => [.. bytes, 0],
        });
        foreach (var to in new[] { "-", _ledger.File("back") })
        {
            var ran = Running.Gradients("attachment", "get", _digest, to, "--from", Folder).Ended(1);
            Assert.Contains($"attachments/{_digest}", ran.Errors, StringComparison.Ordinal);
            Assert.Empty(ran.Output);
            Assert.False(File.Exists(_ledger.File("back")));
        }
    }

    [Fact]
    public void what_is_not_there_or_no_digest_exits_2()
    {
        _ledger.Gradients("attachment", "get", _digest, "-").Ended(2);
        _ledger.Gradients("attachment", "get", "abc", "-").Ended(2);
        _ledger.Gradients("attachment", "get", $"../{_digest}", "-").Ended(2);
        _ledger.Gradients("attachment", "add", _ledger.File("nothing")).Ended(2);
    }
}
