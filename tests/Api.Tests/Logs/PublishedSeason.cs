using System.Runtime.CompilerServices;
using Gradients.Ledger.Log;

[assembly: AssemblyFixture(typeof(Gradients.Api.Tests.Logs.PublishedSeason))]

namespace Gradients.Api.Tests.Logs;

/// <summary>One golden season, published to a folder and exported: shared by all tests, changed by none.</summary>
public sealed class PublishedSeason : LedgerHome
{
    public const string Origin = "example.com/season";

    public PublishedSeason()
    {
        Gradients("season", "import", Golden.Season).Ended(0);
        VerifierKey = Gradients("keys", "new", Origin, Key).Ended(0).Lines[^1];
        Gradients("publish", Folder, "--key", Key).Ended(0);
        Gradients("export", Export).Ended(0);
        Entries = System.IO.File.ReadAllLines(Export);
    }

    public string Key => File("key");

    public string VerifierKey { get; }

    public string Folder => File("site");

    public string Export => File("ledger.ndjson");

    public string[] Entries { get; }

    /// <summary>A path for a file of one test: tests that run at the same time name theirs alike.</summary>
    public string File(string name, [CallerMemberName] string test = "")
    {
        Directory.CreateDirectory(base.File(test));
        return Path.Combine(base.File(test), name);
    }

    /// <summary>A copy of the folder that a test may change.</summary>
    public string Copy() => CopyOf(Folder, File($"copy-{Guid.NewGuid():N}"));

    public static string CopyOf(string folder, string copy)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            System.IO.File.Copy(file, to);
        }
        return copy;
    }

    /// <summary>Another log of the same key, whose entries are whatever the test says.</summary>
    public string Signed(IEnumerable<string> entries)
    {
        var key = KeyFile.Read(Key);
        var folder = File($"signed-{Guid.NewGuid():N}");
        using var log = LogWriter.Open(folder, new SignaturePolicy(key.Verifier));
        foreach (var entry in entries)
            log.Append(System.Text.Encoding.UTF8.GetBytes(entry));
        log.Publish(Origin, c => new(c.ToString(), [key.Sign(c.ToString(), time: 0)]));
        return folder;
    }
}
