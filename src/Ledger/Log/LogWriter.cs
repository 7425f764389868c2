using System.Buffers;

namespace Gradients.Ledger.Log;

/// <summary>
/// Brings a folder of tiles up to date, entry by entry. Full tiles are written as they fill; partial tiles and the
/// checkpoint on <see cref="Publish"/>, the checkpoint last, so that it never promises what is not there.
/// </summary>
public sealed class LogWriter : IDisposable
{
    /// <summary>Held open by the one process that publishes into a folder.</summary>
    const string Lock = ".publishing";

    /// <summary>Files staged before they are flushed and renamed together: up to some 130,000 entries.</summary>
    const int Batch = 1024;

    readonly LogFolder _folder;
    readonly FileStream _lock;
    readonly RightEdge _edge;
    readonly List<TreeHash>[] _levels = [.. Enumerable.Range(0, 7).Select(_ => new List<TreeHash>(TilePath.Full))];
    readonly ArrayBufferWriter<byte> _entries = new();
    readonly List<string> _superseded = [];
    int _staged;

    LogWriter(LogFolder folder, FileStream held, RightEdge edge) => (_folder, _lock, _edge) = (folder, held, edge);

    /// <summary>Entries taken so far, published or not.</summary>
    public long Size => _edge.Size;

    public TreeHash Root => _edge.Root;

    /// <summary>Goes on after the last published checkpoint; an empty folder begins a log.</summary>
    /// <exception cref="BadLog">
    /// The folder's tiles do not have the checkpoint's root, or it is not accepted.
    /// </exception>
    /// <exception cref="IOException">Another process publishes into the folder, or it cannot be written.</exception>
    public static LogWriter Open(string folder, SignaturePolicy? policy)
    {
        var writer = new LogFolder(folder);
        var held = Hold(folder);
        try
        {
            writer.Sweep();
            return File.Exists(Path.Combine(folder, LogSource.Checkpoint))
                ? Resume(writer, held, policy)
                : new LogWriter(writer, held, new RightEdge());
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    static FileStream Hold(string folder)
    {
        try
        {
            // The system lets go of it when the process ends, however it ends.
            return new FileStream(
                Path.Combine(folder, Lock), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new IOException($"{folder}: another process publishes into this folder ({e.Message})", e);
        }
    }

    static LogWriter Resume(LogFolder writer, FileStream held, SignaturePolicy? policy)
    {
        using var source = new FolderSource(writer.Root);
        var log = new TiledLog(source, policy);
        var size = log.Checkpoint.Size;
        var resumed = new LogWriter(writer, held, new RightEdge(size, log.Nodes().Read));
        if (resumed.Root != log.Checkpoint.Root)
            throw new BadLog(
                LogSource.Checkpoint, null, $"its root is {log.Checkpoint.Root}, the tiles give {resumed.Root}");
        foreach (var tile in TilePath.Edge(size))
        {
            var hashes = source.ReadTile(tile);
            resumed._levels[tile.Level].AddRange(hashes);
            if (tile.Level == 0)
                resumed.TakeEntries(source, tile, hashes);
        }
        return resumed;
    }

    void TakeEntries(LogSource source, TilePath tile, TreeHash[] leaves)
    {
        var bundle = new EntryBundle();
        if (bundle.Read(source, tile.Bundle, leaves) is var (i, _))
            throw new BadLog(tile.Bundle.ToString(), tile.Position(i), "the entry is another than its leaf");
        for (i = 0; i < bundle.Count; i++)
            EntryBundle.Append(_entries, bundle[i]);
    }

    /// <exception cref="ArgumentException">It is longer than an entry may be.</exception>
    public void Append(ReadOnlySpan<byte> entry)
    {
        EntryBundle.Append(_entries, entry);
        var height = _edge.Append(TreeHashing.Leaf(entry));
        for (var level = 0; level * 8 <= height; level++)
        {
            var hashes = _levels[level];
            hashes.Add(_edge.Completed(level * 8));
            if (hashes.Count == TilePath.Full)
                Fill(level, hashes);
        }
        if (_staged >= Batch)
            Commit();
    }

    void Fill(int level, List<TreeHash> hashes)
    {
        var tile = new TilePath(level, (Size >> (level + 1) * 8) - 1, TilePath.Full);
        Stage(tile, hashes);
        hashes.Clear();
        if (level == 0)
            _entries.ResetWrittenCount();
        _superseded.Add(tile + ".p");
        if (level == 0)
            _superseded.Add(tile.Bundle + ".p");
    }

    void Stage(TilePath tile, List<TreeHash> hashes)
    {
        if (tile.Level == 0)
            _folder.Stage(tile.Bundle.ToString(), _entries.WrittenSpan);
        _folder.Stage(
            tile.ToString(), TreeHash.BytesOf(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(hashes)));
        _staged += 2;
    }

    void Commit()
    {
        _folder.Commit();
        _staged = 0;
    }

    /// <summary>Writes what is not yet on disk, then the checkpoint that <paramref name="sign"/> makes of it.</summary>
    /// <param name="origin">The log's name.</param>
    public Note Publish(string origin, Func<Checkpoint, Note> sign)
    {
        foreach (var tile in TilePath.Edge(Size))
            Stage(tile, _levels[tile.Level]);
        Commit();
        var note = sign(new Checkpoint(origin, Size, Root));
        _folder.Stage(LogSource.Checkpoint, note.ToBytes());
        _folder.Commit();
        // A reader of the checkpoint before finds the same hashes at the start of the full tile.
        foreach (var partial in _superseded.Select(path => Path.Combine(_folder.Root, path)).Where(Directory.Exists))
            Directory.Delete(partial, recursive: true);
        _superseded.Clear();
        return note;
    }

    /// <summary>Lets another publisher in. What was appended since the last checkpoint is not published.</summary>
    public void Dispose() => _lock.Dispose();
}
