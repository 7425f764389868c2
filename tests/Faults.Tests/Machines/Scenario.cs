using System.Security.Cryptography;
using Gradients.Api.Database;
using Gradients.Ledger.Log;
using Gradients.Ledger.Store;

namespace Gradients.Faults.Tests.Machines;

/// <summary>Something the program does that changes what is on disk, and what stands before it.</summary>
/// <param name="Ledger">The ledger it begins with; every run has a copy.</param>
/// <param name="Files">The folder of keys and files it begins with; every run has a copy.</param>
/// <param name="Command">The command, given the folder of the run.</param>
/// <param name="Holds">What else has to hold when it is done, of the run's ledger and folder; null: nothing.</param>
sealed record Scenario(
    string Name, string Ledger, string Files, Func<string, string[]> Command, Func<string, string, Task>? Holds = null)
{
    public async Task<(string Ledger, string Folder)> CopyAsync(Ground ground)
    {
        var folder = ground.Folder();
        foreach (var file in Directory.EnumerateFiles(Files, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(folder, Path.GetRelativePath(Files, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to); // Its mode goes along: a key stays its owner's alone.
        }
        return (await ground.LedgerAsync(Ledger), folder);
    }

    /// <summary>All that the program can be interrupted at.</summary>
    public static async Task<IReadOnlyList<Scenario>> AllAsync(Ground ground)
    {
        var files = ground.Folder();
        var (empty, early, full) = (await ground.LedgerAsync(), await ground.LedgerAsync(), await ground.LedgerAsync());
        var (before, later, facts) = (Season.Earlier(files), Season.Later(files), Season.Facts(files));
        var key = Path.Combine(files, "key");
        async Task Do(string ledger, params string[] command) =>
            (await Program.RunAsync(ledger, files, command)).Ended(0);

        await Do(early, "record", before);
        await Do(full, "record", before);
        await Do(early, "keys", "new", "example.com/faults", key);
        await Do(early, "publish", Path.Combine(files, "site"), "--key", key);
        await Do(full, "record", later);
        var losses = Path.Combine(files, "losses");
        await File.WriteAllBytesAsync(losses, Contents(5));
        await Do(full, "attachment", "add", losses);
        var model = Path.Combine(files, "model");
        await File.WriteAllBytesAsync(model, Contents(2_500_000)); // Three parts.
        return
        [
            new("append", early, files, folder => ["record", later, "--json"]),
            new("import", empty, files, folder => ["season", "import", facts]),
            new("publish", full, files, folder => ["publish", folder + "/site", "--key", folder + "/key"],
                (_, folder) => PublishedAsync(folder, Contents(5))),
            new("rebuild", full, files, folder => ["rebuild"]),
            new("bundle", full, files,
                folder => ["export", folder + "/all.ledger", "--key", folder + "/key"]),
            new("keys", early, files, folder => ["keys", "new", "example.com/another", folder + "/another"]),
            new("attachment", early, files, folder => ["attachment", "add", model],
                (ledger, _) => KeptAsync(ledger, Contents(2_500_000))),
            .. await Watching.AllAsync(ground, early, full),
        ];
    }

    static byte[] Contents(int bytes) => [.. Enumerable.Range(0, bytes).Select(i => (byte)(i % 251))];

    /// <summary>An attachment is in the ledger once, whole.</summary>
    static async Task KeptAsync(string ledger, byte[] contents)
    {
        await using var open = await OpenLedger.AsReaderAsync(ledger, default);
        var store = new AttachmentStore(open.Source);
        var kept = Assert.Single(await store.ListAsync());
        Assert.Equal(contents, await ReadAsync(store.Open(kept)));
    }

    /// <summary>It is in the published folder.</summary>
    static async Task PublishedAsync(string folder, byte[] contents)
    {
        using var source = LogSource.Open(Path.Combine(folder, "site"));
        var published = source.OpenAttachment(Convert.ToHexStringLower(SHA256.HashData(contents)));
        Assert.Equal(contents, await ReadAsync(Assert.IsType<VerifiedStream>(published)));
    }

    static async Task<byte[]> ReadAsync(VerifiedStream stream)
    {
        await using (stream)
        {
            var read = new MemoryStream();
            await stream.CopyToAsync(read);
            return read.ToArray();
        }
    }
}
