namespace Gradients.Ledger.Log;

/// <summary>Where the files of a tiled log are: a folder, an http(s) prefix, or one bundle.</summary>
public abstract class LogSource : IDisposable
{
    /// <summary>The name of the checkpoint among the files.</summary>
    public const string Checkpoint = "checkpoint";

    /// <summary>The most bytes an entry bundle can have: 256 entries of 65,535 and their lengths.</summary>
    public const int MaxBundle = TilePath.Full * (2 + Canonical.Envelope.MaxBytes);

    /// <summary>Whether files can be read only in the order of <see cref="TilePath.InOrder"/>, none left out.</summary>
    public virtual bool ReadsInOrder => false;

    /// <summary>
    /// Reads one file into <paramref name="buffer"/>, which is made larger where needed, and returns its length; -1:
    /// there is no such file.
    /// </summary>
    /// <exception cref="UnreadableLog">It could not be read.</exception>
    /// <exception cref="BadLog">It has more than <paramref name="limit"/> bytes.</exception>
    public abstract int Read(string path, ref byte[] buffer, int limit);

    /// <summary>One file to be read as it comes, whatever its length; null: there is no such file.</summary>
    /// <exception cref="UnreadableLog">It could not be read.</exception>
    public abstract Stream? OpenFile(string path);

    /// <summary>
    /// The contents of an attachment, compared with their digest before their end is reported; null: it is not there.
    /// </summary>
    public VerifiedStream? OpenAttachment(string sha256) =>
        OpenFile(Attachment.PathOf(sha256)) is { } contents ? new(contents, sha256) : null;

    /// <summary>Checks what comes after the last tile; only a bundle can have anything there.</summary>
    /// <exception cref="BadLog">Something that does not belong there.</exception>
    public virtual void CheckRest()
    {
    }

    /// <summary>
    /// Opens a folder, an <c>http://</c> or <c>https://</c> prefix, or a bundle, told by its contents.
    /// </summary>
    /// <exception cref="UnreadableLog">There is nothing of the kind.</exception>
    public static LogSource Open(string place)
    {
        if (place.StartsWith("http://", StringComparison.Ordinal)
            || place.StartsWith("https://", StringComparison.Ordinal))
            return new HttpSource(place);
        return Directory.Exists(place) ? new FolderSource(place) : new BundleSource(place);
    }

    /// <summary>The checkpoint's bytes.</summary>
    /// <exception cref="BadLog">There is none.</exception>
    public byte[] ReadCheckpoint(string path = Checkpoint)
    {
        byte[] buffer = [];
        var length = Read(path, ref buffer, Note.MaxBytes);
        return length >= 0 ? buffer[..length] : throw new BadLog(path, null, "it is missing");
    }

    /// <summary>The hashes of one tile. A partial one may since have become the beginning of the full one.</summary>
    /// <exception cref="BadLog">It is missing or has another length.</exception>
    public TreeHash[] ReadTile(TilePath tile)
    {
        byte[] buffer = [];
        var length = ReadPart(ref tile, ref buffer, TilePath.Full * TreeHash.Length, out var width);
        if (length != tile.Width * TreeHash.Length)
            throw new BadLog(
                tile.ToString(), tile.Position(), $"it has {length} bytes, not {tile.Width * TreeHash.Length}");
        return TreeHash.Many(buffer.AsSpan(0, width * TreeHash.Length));
    }

    /// <summary>Reads a tile or bundle; <paramref name="tile"/> becomes the file that was there.</summary>
    internal int ReadPart(ref TilePath tile, ref byte[] buffer, int limit, out int width)
    {
        width = tile.Width;
        var length = Read(tile.ToString(), ref buffer, limit);
        if (length >= 0)
            return length;
        var asked = tile;
        tile = tile.Whole;
        length = asked.IsPartial ? Read(tile.ToString(), ref buffer, limit) : -1;
        return length >= 0 ? length : throw new BadLog(asked.ToString(), asked.Position(), "it is missing");
    }

    /// <summary>Reads a stream to its end into a buffer that grows up to the limit.</summary>
    internal static int ReadAll(Stream stream, string path, ref byte[] buffer, int limit)
    {
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
                Array.Resize(ref buffer, Math.Max(buffer.Length * 2, 16 * 1024));
            var read = stream.Read(buffer, length, buffer.Length - length);
            if (read == 0)
                return length;
            length += read;
            if (length > limit)
                throw new BadLog(path, null, $"it has more than {limit} bytes");
        }
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
