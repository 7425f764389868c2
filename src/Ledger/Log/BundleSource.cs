using System.Formats.Tar;
using System.IO.Compression;

namespace Gradients.Ledger.Log;

/// <summary>
/// A whole log as one file: a tar, or a tar through gzip, of the checkpoint, the tiles and bundles in the order of
/// <see cref="TilePath.InOrder"/>, and <c>attachments/SHA-256</c>. That order is what lets it be checked while it
/// streams by; a bundle in another order is refused.
/// </summary>
public sealed class BundleSource : LogSource
{
    readonly Stream _stream;
    readonly TarReader _tar;
    TarEntry? _next;

    /// <exception cref="UnreadableLog">There is no such file.</exception>
    public BundleSource(string file)
    {
        try
        {
            _stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            var zipped = _stream.ReadByte() == 0x1f && _stream.ReadByte() == 0x8b;
            _stream.Position = 0;
            if (zipped)
                _stream = new GZipStream(_stream, CompressionMode.Decompress);
            _tar = new TarReader(_stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableLog($"{file}: {e.Message}", e);
        }
    }

    public override bool ReadsInOrder => true;

    /// <summary>Attachments that <see cref="CheckRest"/> found to be what their names say.</summary>
    public long Attachments { get; private set; }

    /// <summary>-1 also where the file is not the next one of the bundle, which then waits.</summary>
    public override int Read(string path, ref byte[] buffer, int limit)
    {
        _next ??= NextEntry(path);
        if (_next is null || !string.Equals(_next.Name, path, StringComparison.Ordinal))
            return -1;
        var entry = _next;
        _next = null;
        try
        {
            return entry.DataStream is { } data ? ReadAll(data, path, ref buffer, limit) : 0;
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw new BadLog(path, null, $"the bundle is damaged here: {e.Message}");
        }
    }

    public override void CheckRest()
    {
        var before = "";
        for (_next ??= NextEntry("the end"); _next is not null; _next = NextEntry(before))
        {
            var name = _next.Name;
            if (!Attachment.IsPath(name, out var sha256))
                throw new BadLog(name, null, "it does not belong here in the bundle");
            if (string.CompareOrdinal(before, name) >= 0)
                throw new BadLog(name, null, "it stands twice, or out of order");
            try
            {
                using var contents = new VerifiedStream(_next.DataStream ?? Stream.Null, sha256);
                contents.CopyTo(Stream.Null);
                Attachments++;
            }
            catch (Exception e) when (IsDamage(e))
            {
                throw new BadLog(name, null, $"the bundle is damaged here: {e.Message}");
            }
            before = name;
        }
    }

    /// <summary>Reads on to an attachment; what it passes on the way cannot be read again.</summary>
    public override Stream? OpenFile(string path)
    {
        _next ??= NextEntry(path);
        while (_next is not null && _next.Name != path)
            _next = NextEntry(path);
        var found = _next;
        _next = null;
        return found is null ? null : found.DataStream ?? Stream.Null;
    }

    TarEntry? NextEntry(string path)
    {
        try
        {
            var entry = _tar.GetNextEntry();
            return entry is null || entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile
                ? entry
                : throw new BadLog(entry.Name, null, "it is not a plain file");
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw new BadLog(path, null, $"the bundle is damaged before it: {e.Message}");
        }
    }

    static bool IsDamage(Exception e) =>
        e is InvalidDataException or EndOfStreamException or ArgumentException or NotSupportedException
        || (e is FormatException and not BadLog) || (e is IOException and not UnreadableLog);

    protected override void Dispose(bool disposing)
    {
        _tar.Dispose();
        _stream.Dispose();
        base.Dispose(disposing);
    }
}
