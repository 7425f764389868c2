using System.IO.Compression;
using System.Text;
using Gradients.Ledger.Log;

namespace Gradients.Ledger.Tests.Log;

public sealed class a_log_of_ours
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(1000)]
    [InlineData(66_000)]
    public void gives_back_what_was_written_from_a_folder_and_from_bundles(int size)
    {
        using var small = new SmallLog().Grow(size);
        var expected = Trees.Entries(size).Select(Encoding.UTF8.GetString).ToList();
        var log = small.Open();
        Assert.Equal(size, log.Checkpoint.Size);
        Assert.Equal(Trees.Edge(Trees.Entries(size)).Root, log.Checkpoint.Root);
        Assert.Equal(expected, SmallLog.EntriesOf(log.Entries()));
        Assert.Equal(expected, SmallLog.EntriesOf(log.EntriesAhead()));

        foreach (var name in new[] { "one.ledger", "one.ledger.gz" })
        {
            var file = Path.Combine(small.Folder, name);
            Export(small, log.Note, file);
            using var bundle = LogSource.Open(file);
            Assert.Equal(expected, SmallLog.EntriesOf(new TiledLog(bundle, SmallLog.Policy).EntriesAhead()));
        }
    }

    static void Export(SmallLog log, Note checkpoint, string file)
    {
        using Stream stream = file.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(File.Create(file), CompressionLevel.Fastest)
            : File.Create(file);
        using var source = new FolderSource(log.Folder);
        BundleWriter.Write(source, checkpoint, stream);
    }

    [Fact]
    public void published_in_many_steps_has_the_files_of_one_published_at_once()
    {
        using var steps = new SmallLog();
        foreach (var size in new[] { 0, 1, 2, 100, 255, 256, 256, 300, 511, 513, 1030 })
        {
            steps.Grow(size).Open().Check();
            Assert.Equal(size, steps.Open().Checkpoint.Size);
        }
        using var once = new SmallLog().Grow(1030);
        var (a, b) = (steps.Files(), once.Files());
        foreach (var path in b.Keys)
            Assert.Equal(b[path], a[path]);
        // Older partial tiles may stay beside the last ones, but not beside full tiles.
        Assert.All(a.Keys.Except(b.Keys), path => Assert.DoesNotContain(path[..path.IndexOf(".p/")], a.Keys));
        Assert.Empty(Directory.GetFiles(Path.Combine(steps.Folder, LogFolder.Incoming)));
    }

    [Fact]
    public void goes_on_after_a_crash_before_the_checkpoint_was_renamed()
    {
        using var log = new SmallLog().Grow(300);
        using (var writer = LogWriter.Open(log.Folder, SmallLog.Policy))
        {
            foreach (var entry in Trees.Entries(700).AsSpan(300))
                writer.Append(entry);
            Assert.Throws<TimeoutException>(() => writer.Publish(SmallLog.Origin, _ => throw new TimeoutException()));
        }
        File.WriteAllText(Path.Combine(log.Folder, LogFolder.Incoming, "left"), "half a til");

        log.Open().Check();
        Assert.Equal(300, log.Open().Checkpoint.Size);
        log.Grow(700).Open().Check();
        Assert.Empty(Directory.GetFiles(Path.Combine(log.Folder, LogFolder.Incoming)));
    }

    [Fact]
    public void has_one_publisher_at_a_time()
    {
        using var log = new SmallLog();
        using (LogWriter.Open(log.Folder, SmallLog.Policy))
        {
            var refused = Assert.Throws<IOException>(() => LogWriter.Open(log.Folder, SmallLog.Policy));
            Assert.Contains("another process", refused.Message);
        }
        log.Grow(3).Open().Check();
    }

    [Fact]
    public void is_not_continued_when_its_tiles_are_not_the_checkpoints()
    {
        using var log = new SmallLog().Grow(300);
        var tile = Path.Combine(log.Folder, "tile/0/001.p/44");
        var bytes = File.ReadAllBytes(tile);
        bytes[5] ^= 1;
        File.WriteAllBytes(tile, bytes);
        Assert.Throws<BadLog>(() => LogWriter.Open(log.Folder, SmallLog.Policy));
    }

    [Fact]
    public void still_serves_a_reader_of_an_older_checkpoint()
    {
        using var log = new SmallLog().Grow(100);
        File.Copy(Path.Combine(log.Folder, "checkpoint"), Path.Combine(log.Folder, "older"));
        log.Grow(700);
        Assert.False(Directory.Exists(Path.Combine(log.Folder, "tile/entries/000.p")));
        var older = new TiledLog(new FolderSource(log.Folder), SmallLog.Policy, "older");
        Assert.Equal(100, SmallLog.EntriesOf(older.Entries()).Count);
    }

    [Fact]
    public void is_read_from_where_the_reader_stopped()
    {
        using var log = new SmallLog().Grow(1000);
        foreach (var from in new[] { 0, 1, 255, 256, 257, 511, 512, 768, 769, 999 })
        {
            var first = log.Open().Entries(from).First();
            Assert.InRange(from + 1, first.First, first.First + first.Count - 1);
            Assert.Equal(1000, log.Open().Entries(from).Select(b => b.First + b.Count - 1).Last());
        }
        Assert.Empty(log.Open().Entries(1000));
    }

    [Fact]
    public void may_be_left_in_the_middle_by_a_reader_with_a_second_thread()
    {
        using var log = new SmallLog().Grow(9000);
        Assert.Equal(257, log.Open().EntriesAhead(ahead: 2).Skip(1).First().First);
    }

    [Fact]
    public void holds_no_entry_that_is_too_long()
    {
        using var log = new SmallLog();
        using var writer = LogWriter.Open(log.Folder, SmallLog.Policy);
        writer.Append(new byte[65_535]);
        Assert.Throws<ArgumentException>(() => writer.Append(new byte[65_536]));
        writer.Publish(SmallLog.Origin, SmallLog.Sign);
        Assert.Equal(65_535, log.Open().Entries().Single()[0].Length);
    }
}
