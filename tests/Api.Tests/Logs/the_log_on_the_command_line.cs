using System.Text;
using Gradients.Ledger.Log;
using Gradients.Testing;

namespace Gradients.Api.Tests.Logs;

public sealed class the_log_on_the_command_line : IDisposable
{
    const string TheirKey = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";

    static readonly string Theirs =
        Path.Combine(GoldenFolder.RepositoryRoot, "tests", "Golden", "log", "tessera-testdata");

    readonly string _folder = Directory.CreateTempSubdirectory("cli-log").FullName;

    string At(string name) => Path.Combine(_folder, name);

    [Fact]
    public void checks_the_log_that_others_made_at_any_of_its_sizes()
    {
        var (exit, lines, _) = Program.Run("log", "check", Theirs, "--key", TheirKey);
        Assert.Equal(0, exit);
        Assert.Contains("15 entries", lines[0]);
        Assert.Equal("Signed by example.com/log/testdata.", lines[^1]);
        (exit, lines, _) = Program.Run(
            "log", "check", Theirs, "--key", TheirKey, "--checkpoint", "checkpoint.7", "--json");
        Assert.Equal(0, exit);
        Assert.Contains("\"size\":7", lines[0]);
    }

    [Fact]
    public void names_the_position_of_an_altered_entry()
    {
        Copy(Theirs, At("log"));
        var bundle = At("log/tile/entries/000.p/15");
        var bytes = File.ReadAllBytes(bundle);
        bytes[bytes.AsSpan().IndexOf("seven"u8)] ^= 1;
        File.WriteAllBytes(bundle, bytes);
        var (exit, lines, _) = Program.Run("log", "check", At("log"), "--key", TheirKey);
        Assert.Equal(1, exit);
        Assert.Contains("tile/entries/000.p/15: position 7", lines[1]);
    }

    [Fact]
    public void says_what_a_check_without_signatures_leaves_open()
    {
        var (exit, lines, _) = Program.Run("log", "check", Theirs, "--no-signature");
        Assert.Equal(0, exit);
        Assert.StartsWith("No signature was checked", lines[^1], StringComparison.Ordinal);
        Assert.Equal(2, Program.Run("log", "check", Theirs).Exit);
        Assert.Equal(2, Program.Run("log", "check", Theirs, "--no-signature", "--key", TheirKey).Exit);
        Assert.Equal(2, Program.Run("log", "check", At("nothing"), "--key", TheirKey).Exit);
        Assert.Equal(2, Program.Run("log", "check", Theirs, "--key", "example.com/foo+1+2").Exit);
    }

    [Fact]
    public void makes_and_shows_keys_whose_verifier_key_is_the_last_line()
    {
        var (exit, made, _) = Program.Run("keys", "new", "example.com/ledger", At("key"));
        Assert.Equal(0, exit);
        var shown = Program.Run("keys", "show", At("key"));
        Assert.Equal(0, shown.Exit);
        Assert.Equal(made[^1], shown.Lines[^1]);
        Assert.Equal("example.com/ledger", VerifierKey.Parse(shown.Lines[^1]).Name);
        Assert.DoesNotContain("PRIVATE", string.Concat(made) + string.Concat(shown.Lines), StringComparison.Ordinal);

        Assert.Equal(2, Program.Run("keys", "new", "example.com/ledger", At("key")).Exit);
        Assert.Equal(2, Program.Run("keys", "new", "two words", At("other")).Exit);
        var witness = Program.Run("keys", "new", "w.example", At("w"), "--witness");
        Assert.Equal(SignatureType.Cosignature, VerifierKey.Parse(witness.Lines[^1]).Type);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(At("key"), (UnixFileMode)Convert.ToInt32("644", 8));
        shown = Program.Run("keys", "show", At("key"));
        Assert.Equal(2, shown.Exit);
        Assert.Contains("chmod 600", shown.Errors);
    }

    [Fact]
    public void verifies_the_proof_of_one_event_offline()
    {
        using var source = new FolderSource(Theirs);
        var log = new TiledLog(source, null);
        var proof = new TlogProof(6, InclusionProof.Make(6, 15, log.Nodes().Read), log.Note);
        File.WriteAllBytes(At("x.tlog-proof"), proof.ToBytes());
        File.WriteAllText(At("entry"), "seven");
        string[] command = ["verify", At("x.tlog-proof"), "--event", At("entry"), "--key", TheirKey];
        var (exit, lines, _) = Program.Run(command);
        Assert.Equal(0, exit);
        Assert.StartsWith("PROVED: this event is at position 7 of 15", lines[0], StringComparison.Ordinal);

        File.WriteAllText(At("entry"), "eleven");
        (exit, lines, _) = Program.Run(command);
        Assert.Equal(1, exit);
        Assert.StartsWith("NOT PROVED", lines[0], StringComparison.Ordinal);
        File.WriteAllText(At("x.tlog-proof"), "no proof", Encoding.UTF8);
        Assert.Equal(2, Program.Run(command).Exit);
    }

    static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
