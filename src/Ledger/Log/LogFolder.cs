namespace Gradients.Ledger.Log;

/// <summary>
/// Writes the files of a log so that a reader, or a restart after a crash, sees each whole or not at all: under another
/// name, flushed, then renamed. Files staged together are renamed together, in the order in which they were staged.
/// </summary>
public sealed class LogFolder
{
    /// <summary>
    /// Where files are written before they have their name: in the folder itself, so a rename is enough.
    /// </summary>
    public const string Incoming = ".incoming";

    readonly List<(string Temporary, string Final)> _staged = [];

    public LogFolder(string root)
    {
        Root = Path.GetFullPath(root);
        Directory.CreateDirectory(Path.Combine(Root, Incoming));
    }

    public string Root { get; }

    /// <summary>Writes a file under a temporary name.</summary>
    public void Stage(string path, ReadOnlySpan<byte> bytes)
    {
        var temporary = Path.Combine(Root, Incoming, Path.GetRandomFileName());
        using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0))
            file.Write(bytes);
        _staged.Add((temporary, Path.Combine(Root, path)));
        Step.At("files: one is written under another name");
    }

    /// <summary>The same for a file that comes bit by bit. One that breaks off is not staged.</summary>
    public async Task StageAsync(string path, Stream contents, CancellationToken cancel)
    {
        var temporary = Path.Combine(Root, Incoming, Path.GetRandomFileName());
        await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0))
            await contents.CopyToAsync(file, cancel);
        _staged.Add((temporary, Path.Combine(Root, path)));
        Step.At("files: one is written under another name");
    }

    /// <summary>Flushes all staged files, then gives them their names.</summary>
    public void Commit()
    {
        // Contents first: a rename that reached the disk before them would leave an empty file after a crash.
        Durable.Files(Path.Combine(Root, Incoming), [.. _staged.Select(file => file.Temporary)]);
        Step.At("files: flushed");
        var folders = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (temporary, final) in _staged)
        {
            var folder = Path.GetDirectoryName(final)!;
            Make(folder, folders);
            File.Move(temporary, final, overwrite: true);
            folders.Add(folder);
            Step.At("files: one has its name");
        }
        foreach (var folder in folders)
            Durable.Folder(folder);
        _staged.Clear();
    }

    /// <summary>Creates a folder; those whose contents changed by it are flushed later with the rest.</summary>
    static void Make(string folder, SortedSet<string> changed)
    {
        if (Directory.Exists(folder))
            return;
        var above = Path.GetDirectoryName(folder)!;
        Make(above, changed);
        Directory.CreateDirectory(folder);
        changed.Add(above);
    }

    /// <summary>Removes what a crash left under temporary names. Only the one publisher of a folder may.</summary>
    public void Sweep()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Root, Incoming)))
            File.Delete(file);
    }
}
