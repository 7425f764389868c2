using Gradients.Api.Audits;
using Gradients.Api.Shell;
using Gradients.Ledger.Log;
using Gradients.Projections.Audits;

namespace Gradients.Faults.Tests.Machines;

/// <summary>
/// Every kind of file the program writes, cut off or with zeros in place of its end, as a loss of power may leave it:
/// found by whoever reads it, and no key signs another history because of it.
/// </summary>
public sealed class when_files_are_torn(SharedGround shared, ITestOutputHelper output) : IAsyncLifetime
{
    Ground _ground = null!;
    Scenario _publish = null!;
    int _tried;

    public async ValueTask InitializeAsync()
    {
        _ground = await shared.GroundAsync();
        _publish = (await shared.ScenariosAsync()).First(scenario => scenario.Name == "publish");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>What may be left: nothing, one byte, a half, all but one; and zeros instead of the rest.</summary>
    static IEnumerable<byte[]> Torn(byte[] whole)
    {
        foreach (var length in new[] { 0, 1, whole.Length / 2, whole.Length - 1 }.Distinct())
        {
            yield return whole[..length];
            if (whole.AsSpan(length).ContainsAnyExcept((byte)0))
                yield return [.. whole[..length], .. new byte[whole.Length - length]];
        }
    }

    [Fact]
    public async Task whoever_reads_them_finds_it()
    {
        var (ledger, folder) = await _publish.CopyAsync(_ground);
        var key = KeyFile.Read(Path.Combine(folder, "key"));
        var policy = new SignaturePolicy(key.Verifier);
        foreach (var path in Directory.GetFiles(Path.Combine(folder, "site"), "*", SearchOption.AllDirectories))
            if (!Path.GetFileName(path).StartsWith('.'))
                Try(path, () => LogChecked(Path.Combine(folder, "site"), policy));
        Try(Path.Combine(folder, "key"), () =>
        {
            // Without its last line feed the file still holds all of the key, and says so.
            if (KeyFile.Read(Path.Combine(folder, "key")).Verifier.ToString() != key.Verifier.ToString())
                throw new InvalidOperationException("another key was read");
        }, mayMissLast: true);

        foreach (var name in new[] { "all.ledger", "all.ledger.gz", "all.ndjson" })
        {
            var path = Path.Combine(folder, name);
            string[] signed = name.EndsWith("ndjson", StringComparison.Ordinal) ? [] : ["--key", folder + "/key"];
            (await Program.RunAsync(ledger, folder, ["export", path, .. signed])).Ended(0);
            Try(path, signed.Length > 0 ? () => BundleAudited(path, policy) : () => ExportAudited(path),
                mayMissLast: signed.Length > 0); // An archive ends with bytes that hold nothing.
        }
        output.WriteLine($"{_tried} torn files, all found");
    }

    [Fact]
    public async Task auditors_and_witnesses_find_it_in_what_they_remember()
    {
        var audit = (await shared.ScenariosAsync()).First(scenario => scenario.Name == "audit");
        var (ledger, folder) = await audit.CopyAsync(_ground);
        var (seen, witnessed) = (Path.Combine(folder, "audited"), Path.Combine(folder, "witnessed"));
        Try(seen, () => GoneOn(folder, seen));
        Try(seen + ".snapshot", () => GoneOn(folder, seen));
        foreach (var path in Directory.GetFiles(Path.Combine(folder, "site", "attachments")))
            Try(path, () => AttachmentRead(folder, Path.GetFileName(path)));
        Try(witnessed, () => _ = new CheckpointSigner(KeyFile.Read(Path.Combine(folder, "witness")), witnessed));

        foreach (var file in new[] { seen, seen + ".snapshot" })
        {
            var whole = await File.ReadAllBytesAsync(file);
            await File.WriteAllBytesAsync(file, whole[..(whole.Length / 2)]);
            var refused = (await Program.RunAsync(ledger, folder, audit.Command(folder))).Ended(2);
            Assert.Contains(file, refused.Errors, StringComparison.Ordinal);
            Assert.Equal(whole.Length / 2, new FileInfo(file).Length); // It is left to whoever keeps it.
            await File.WriteAllBytesAsync(file, whole);
        }
        (await Program.RunAsync(ledger, folder, audit.Command(folder))).Ended(0);
        await audit.Holds!(ledger, folder);
        output.WriteLine($"{_tried} torn files, all found");
    }

    static void AttachmentRead(string folder, string sha256)
    {
        using var source = LogSource.Open(Path.Combine(folder, "site"));
        using var contents = source.OpenAttachment(sha256)!;
        contents.CopyTo(Stream.Null);
    }

    [Fact]
    public void what_a_killed_program_left_is_in_nobodys_way()
    {
        var file = Path.Combine(_ground.Folder(), "export");
        File.WriteAllText($"{file}.{Environment.ProcessId}.partial", "half of something longer");
        Output.Write(file, to => to.Write("whole"u8));
        Assert.Equal("whole", File.ReadAllText(file));
    }

    static void GoneOn(string folder, string seen)
    {
        var kept = new AuditMemory(seen);
        using var source = LogSource.Open(Path.Combine(folder, "site"));
        var report = new LogAudit(new TiledLog(source, null), kept.Checkpoint, kept.Snapshot).Run();
        if (report.ExitCode(strict: false) != 0 || report.Remembered == 0)
            throw new FormatException("the audit says no");
    }

    void Try(string path, Action read, bool mayMissLast = false)
    {
        var whole = File.ReadAllBytes(path);
        read();
        foreach (var torn in Torn(whole))
        {
            _tried++;
            File.WriteAllBytes(path, torn);
            var found = Record.Exception(read);
            if (found is null && mayMissLast && torn.Length == whole.Length - 1)
                continue;
            Assert.True(
                found is UnreadableLog or FormatException or IOException or InvalidDataException or Trouble,
                $"{path} with {torn.Length} of {whole.Length} bytes: {found?.ToString() ?? "nobody found it"}");
        }
        File.WriteAllBytes(path, whole);
    }

    static void LogChecked(string site, SignaturePolicy policy)
    {
        using var source = LogSource.Open(site);
        new TiledLog(source, policy).Check();
    }

    static void BundleAudited(string path, SignaturePolicy policy)
    {
        using var source = LogSource.Open(path);
        if (LogAudit.Of(new TiledLog(source, policy)).ExitCode(strict: false) != 0)
            throw new FormatException("the audit says no");
    }

    static void ExportAudited(string path)
    {
        using var export = File.OpenRead(path);
        if (Audit.Of(export).ExitCode(strict: false) != 0)
            throw new FormatException("the audit says no");
    }

    [Fact]
    public async Task a_publisher_says_so_and_signs_nothing_else()
    {
        var (ledger, folder) = await _publish.CopyAsync(_ground);
        var site = Path.Combine(folder, "site");
        (await Program.RunAsync(ledger, folder, _publish.Command(folder))).Ended(0);
        var memory = Directory.GetFiles(Path.Combine(folder, "log"), "*.signed").Single();
        var key = KeyFile.Read(Path.Combine(folder, "key"));
        var root = (await Found.InAsync(ledger)).Root;
        foreach (var torn in Torn(await File.ReadAllBytesAsync(memory)))
            Assert.Throws<FormatException>(() => new CheckpointSigner(key, With(memory + ".torn", torn)));

        var (_, early) = await _publish.CopyAsync(_ground);
        foreach (var path in Directory.GetFiles(Path.Combine(early, "site"), "*", SearchOption.AllDirectories))
        {
            var whole = await File.ReadAllBytesAsync(path);
            if (Path.GetFileName(path).StartsWith('.'))
                continue;
            File.WriteAllBytes(path, whole[..(whole.Length / 2)]);
            var ran = await Program.RunAsync(ledger, early, _publish.Command(early));
            Assert.True(ran.Exit is 1 or 2, $"{path}: {ran.Exit} {ran.Output}{ran.Errors}");
            File.WriteAllBytes(path, whole);
        }
        (await Program.RunAsync(ledger, early, _publish.Command(early))).Ended(0);
        foreach (var made in new[] { site, Path.Combine(early, "site") })
        {
            using var source = LogSource.Open(made);
            Assert.Equal(root, new TiledLog(source, new SignaturePolicy(key.Verifier)).Checkpoint.Root);
        }
    }

    static string With(string path, byte[] bytes)
    {
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
