using System.Formats.Tar;
using Gradients.Ledger.Log;

namespace Gradients.Ledger.Tests.Log;

public sealed class a_bundle : IDisposable
{
    readonly SmallLog _log = new SmallLog().Grow(261);

    byte[] Written(params string[] attachments)
    {
        using var source = new FolderSource(_log.Folder);
        using var bundle = new MemoryStream();
        BundleWriter.Write(source, _log.Open().Note, bundle, attachments);
        return bundle.ToArray();
    }

    BadLog? Find(byte[] bundle)
    {
        var file = Path.Combine(_log.Folder, "tried.ledger");
        File.WriteAllBytes(file, bundle);
        using var source = LogSource.Open(file);
        try
        {
            new TiledLog(source, SmallLog.Policy).Check();
            return null;
        }
        catch (BadLog bad)
        {
            return bad;
        }
    }

    [Fact]
    public void of_the_same_log_is_the_same_file()
    {
        Assert.Equal(Written(), Written());
        Assert.Null(Find(Written()));
    }

    [Fact]
    public void holds_the_files_of_the_log_and_no_others()
    {
        using var tar = new TarReader(new MemoryStream(Written()));
        var names = new List<string>();
        while (tar.GetNextEntry() is { } entry)
            names.Add(entry.Name);
        Assert.Equal(
            [
                "checkpoint", "tile/1/000.p/1", "tile/0/001.p/5", "tile/0/000", "tile/entries/000",
                "tile/entries/001.p/5",
            ],
            names);
    }

    [Fact]
    public void carries_attachments_under_their_digests_and_checks_them()
    {
        var losses = "losses of every example"u8.ToArray();
        var digest = Hashing.Hex.Sha256(losses);
        Directory.CreateDirectory(Path.Combine(_log.Folder, "attachments"));
        File.WriteAllBytes(Path.Combine(_log.Folder, "attachments", digest), losses);
        var bundle = Written(digest, digest);
        Assert.Null(Find(bundle));
        bundle[bundle.AsSpan().IndexOf(losses)] ^= 1;
        Assert.Equal("attachments/" + digest, Find(bundle)?.Path);
        Assert.Throws<BadLog>(() => Written(new string('0', 64)));
    }

    [Fact]
    public void cut_anywhere_before_the_end_of_its_last_file_is_found()
    {
        var whole = Written();
        var last = whole.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
        for (var length = 0; length < last; length += 37)
            Assert.NotNull(Find(whole[..length]));
    }

    [Fact]
    public void with_any_byte_of_its_files_changed_is_found()
    {
        var bundle = Written();
        for (var at = 0; at < bundle.Length; at += 512)
            foreach (var inside in new[] { 0, 3, 124, 156 })
            {
                // Headers are only a wrapping; of them what matters here is the name, the length and the kind.
                if (bundle[at + inside] == 0)
                    continue;
                bundle[at + inside] ^= 0x01;
                Assert.NotNull(Find(bundle));
                bundle[at + inside] ^= 0x01;
            }
    }

    [Fact]
    public void in_another_order_or_with_more_in_it_is_refused()
    {
        using var source = new FolderSource(_log.Folder);
        string[] alphabetical = [.. _log.Files().Keys.Where(k => k.StartsWith("tile") || k == "checkpoint")];
        Assert.Contains("missing", Find(Tar(alphabetical))?.Reason);
        string[] ordered =
            ["checkpoint", .. TilePath.InOrder(261).Select(t => t.ToString())];
        Assert.Null(Find(Tar(ordered)));
        Assert.Equal("checkpoint", Find(Tar([.. ordered, "checkpoint"]))?.Path);
    }

    byte[] Tar(string[] paths)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, leaveOpen: true))
            foreach (var path in paths)
                tar.WriteEntry(Path.Combine(_log.Folder, path), path);
        return bytes.ToArray();
    }

    public void Dispose() => _log.Dispose();
}
