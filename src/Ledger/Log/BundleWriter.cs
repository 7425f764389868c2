using System.Formats.Tar;

namespace Gradients.Ledger.Log;

/// <summary>
/// Writes a log as one bundle that <see cref="BundleSource"/> reads. The same log gives the same bytes.
/// </summary>
public static class BundleWriter
{
    /// <param name="source">A log with random access: a folder or an http(s) prefix.</param>
    /// <param name="checkpoint">The log's checkpoint note; what is written is of its size.</param>
    /// <param name="attachments">
    /// Digests in hex of those to include; each is read from the log, which is a folder then, and verified.
    /// </param>
    /// <exception cref="BadLog">A file is missing or too short.</exception>
    public static void Write(LogSource source, Note checkpoint, Stream bundle, IEnumerable<string>? attachments = null)
    {
        // The first two blocks of zeros end the tar; leaving the stream open is the caller's business.
        using var tar = new TarWriter(bundle, TarEntryFormat.Ustar, leaveOpen: true);
        Add(tar, LogSource.Checkpoint, checkpoint.ToBytes());
        byte[] buffer = [];
        foreach (var path in TilePath.InOrder(Checkpoint.Parse(checkpoint.Text).Size))
            if (path.Level == TilePath.Entries)
                AddEntries(tar, source, path, ref buffer);
            else
                Add(tar, path.ToString(), TreeHash.BytesOf(source.ReadTile(path)).ToArray());
        foreach (var digest in (attachments ?? []).Distinct().Order(StringComparer.Ordinal))
            AddAttachment(tar, source, digest);
    }

    /// <summary>
    /// The bytes of just as many entries as belong to this tree, even out of a bundle that has grown.
    /// </summary>
    static int EntriesOf(LogSource source, TilePath path, ref byte[] buffer)
    {
        var length = source.ReadPart(ref path, ref buffer, LogSource.MaxBundle, out var width);
        var at = 0;
        for (var i = 0; i < width && at <= length - 2; i++)
            at += 2 + (buffer[at] << 8 | buffer[at + 1]);
        return at <= length ? at : throw new BadLog(path.ToString(), path.Position(), "it ends within an entry");
    }

    static void AddEntries(TarWriter tar, LogSource source, TilePath path, ref byte[] buffer)
    {
        var length = EntriesOf(source, path, ref buffer); // First: it may replace the buffer.
        Add(tar, path.ToString(), buffer, length);
    }

    static void AddAttachment(TarWriter tar, LogSource source, string digest)
    {
        var path = Attachment.PathOf(digest);
        using (var verified = source.OpenAttachment(digest) ?? throw new BadLog(path, null, "it is missing"))
            verified.CopyTo(Stream.Null);
        using var contents = source.OpenFile(path); // Once more: a tar says the length first, and takes it from a file.
        Add(tar, path, contents!);
    }

    static void Add(TarWriter tar, string path, byte[] bytes) => Add(tar, path, bytes, bytes.Length);

    static void Add(TarWriter tar, string path, byte[] bytes, int length)
    {
        using var data = new MemoryStream(bytes, 0, length);
        Add(tar, path, data);
    }

    static void Add(TarWriter tar, string path, Stream data) =>
        tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path)
        {
            DataStream = data,
            ModificationTime = DateTimeOffset.UnixEpoch, // No clock: the same log is the same file.
            Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
        });
}
