namespace Gradients.Faults.Tests.Machines;

/// <summary>Something the program does that changes what is on disk, and what stands before it.</summary>
/// <param name="Ledger">The ledger it begins with; every run has a copy.</param>
/// <param name="Files">The folder of keys and files it begins with; every run has a copy.</param>
/// <param name="Command">The command, given the folder of the run.</param>
sealed record Scenario(string Name, string Ledger, string Files, Func<string, string[]> Command)
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
        return
        [
            new("append", early, files, folder => ["record", later, "--json"]),
            new("import", empty, files, folder => ["season", "import", facts]),
            new("publish", full, files, folder => ["publish", folder + "/site", "--key", folder + "/key"]),
            new("rebuild", full, files, folder => ["rebuild"]),
            new("bundle", full, files,
                folder => ["export", folder + "/all.ledger", "--key", folder + "/key"]),
            new("keys", early, files, folder => ["keys", "new", "example.com/another", folder + "/another"]),
        ];
    }
}
