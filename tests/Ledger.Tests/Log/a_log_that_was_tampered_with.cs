using System.Text;
using Gradients.Ledger.Log;

namespace Gradients.Ledger.Tests.Log;

/// <summary>
/// Everything that can be done to a small log without its key is found, and where it was done is named.
/// </summary>
public sealed class a_log_that_was_tampered_with : IDisposable
{
    const string Partial = "tile/entries/000.p/20";

    // 20 entries stand in one partial tile; 261 in a full tile, a partial one, and one hash above.
    readonly SmallLog _small = new SmallLog().Grow(20);
    readonly SmallLog _larger = new SmallLog().Grow(261);

    // The signature is asked for only where it matters: the tree alone has to show everything else.
    static BadLog? Find(IReadOnlyDictionary<string, byte[]> files, SignaturePolicy? policy = null)
    {
        try
        {
            foreach (var _ in new TiledLog(new MemorySource(files), policy).Entries())
            {
            }
            return null;
        }
        catch (BadLog bad)
        {
            return bad;
        }
    }

    static BadLog Found(IReadOnlyDictionary<string, byte[]> files, string path, long? position, string what)
    {
        var bad = Find(files, path == LogSource.Checkpoint ? SmallLog.Policy : null);
        Assert.True(bad is not null, $"not found: {what}");
        Assert.True(
            bad.Position == position && bad.Path == path, $"{what}: expected {path} {position}, found {bad.Message}");
        return bad;
    }

    [Fact]
    public void was_sound_before()
    {
        Assert.Null(Find(_small.Files()));
        Assert.Null(Find(_larger.Files()));
    }

    [Fact]
    public void shows_every_bit_flip_of_every_entry_at_its_position()
    {
        (SmallLog, string)[] bundles =
            [(_small, Partial), (_larger, "tile/entries/000"), (_larger, "tile/entries/001.p/5")];
        foreach (var (log, bundle) in bundles)
        {
            var files = log.Files();
            var bytes = files[bundle];
            var (position, end) = (bundle.Contains("001") ? 257L : 1L, EndOfEntry(bytes, 0));
            for (var at = 0; at < bytes.Length; at++)
            {
                if (at == end)
                    (position, end) = (position + 1, EndOfEntry(bytes, at));
                for (var bit = 0; bit < 8; bit++)
                {
                    bytes[at] ^= (byte)(1 << bit);
                    Found(files, bundle, position, $"bit {bit} of byte {at} of {bundle}");
                    bytes[at] ^= (byte)(1 << bit);
                }
            }
        }
    }

    static int EndOfEntry(byte[] bytes, int at) => at + 2 + (bytes[at] << 8 | bytes[at + 1]);

    [Fact]
    public void shows_every_removal_duplication_swap_and_insertion_at_its_position()
    {
        var entries = Trees.Entries(20);
        for (var i = 0; i < 20; i++)
        {
            Entries(i + 1, $"removed {i}", [.. entries[..i], .. entries[(i + 1)..]]);
            Entries(i + 2, $"doubled {i}", [.. entries[..(i + 1)], .. entries[i..]]);
            Entries(i + 1, $"inserted before {i}", [.. entries[..i], "forged"u8.ToArray(), .. entries[i..]]);
            Entries(i + 1, $"replaced {i}", [.. entries[..i], "forged"u8.ToArray(), .. entries[(i + 1)..]]);
            if (i < 19)
                Entries(i + 1, $"swapped {i}", [.. entries[..i], entries[i + 1], entries[i], .. entries[(i + 2)..]]);
        }
        Entries(21, "appended", [.. entries, "forged"u8.ToArray()]);
    }

    void Entries(long position, string what, byte[][] entries)
    {
        var files = _small.Files();
        files[Partial] = SmallLog.Bundle(entries);
        Found(files, Partial, position, what);
    }

    [Fact]
    public void shows_every_truncation_at_its_position()
    {
        var whole = _small.Files()[Partial];
        var (position, end) = (1, EndOfEntry(whole, 0));
        for (var length = 0; length < whole.Length; length++)
        {
            if (length == end)
                (position, end) = (position + 1, EndOfEntry(whole, length));
            var files = _small.Files();
            files[Partial] = whole[..length];
            Found(files, Partial, position, $"cut at byte {length}");
        }
    }

    [Fact]
    public void shows_every_changed_byte_of_every_tile_at_its_hash()
    {
        foreach (var log in new[] { _small, _larger })
        {
            var files = log.Files();
            foreach (var path in files.Keys.Where(p => TilePath.TryParse(p, out var t) && t.Level >= 0))
            {
                Assert.True(TilePath.TryParse(path, out var tile));
                for (var at = 0; at < files[path].Length; at++)
                {
                    files[path][at] ^= 0x40;
                    Found(files, path, tile.Position(at / 32), $"byte {at} of {path}");
                    files[path][at] ^= 0x40;
                }
            }
        }
    }

    [Fact]
    public void shows_every_missing_and_every_cut_file()
    {
        foreach (var path in _larger.Files().Keys)
        {
            var files = _larger.Files();
            var whole = files[path];
            files[path] = whole[..^1];
            Assert.Equal(path, Find(files)?.Path);
            files[path] = [.. whole, 0];
            Assert.Equal(path, Find(files)?.Path);
            files.Remove(path);
            Assert.Equal(path, Find(files)?.Path);
        }
    }

    [Fact]
    public void shows_every_changed_bit_of_its_checkpoint()
    {
        var files = _small.Files();
        var bytes = files["checkpoint"];
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
            Found(files, "checkpoint", null, $"bit {bit} of the checkpoint");
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
        }
    }

    [Fact]
    public void is_refused_when_its_tiles_were_made_anew_around_the_change()
    {
        for (var i = 0; i < 20; i++)
        {
            var entries = Trees.Entries(20);
            entries[i] = "forged"u8.ToArray();
            using var forged = new SmallLog();
            using var writer = LogWriter.Open(forged.Folder, SmallLog.Policy);
            foreach (var entry in entries)
                writer.Append(entry);
            var genuine = Note.Parse(_small.Files()["checkpoint"]);
            writer.Publish(SmallLog.Origin, _ => genuine);
            Found(forged.Files(), "checkpoint", null, $"forged {i} with its tiles");
            var text = Checkpoint.Parse(genuine.Text) with { Root = writer.Root };
            var files = forged.Files();
            files["checkpoint"] = Encoding.UTF8.GetBytes(new Note(text.ToString(), genuine.Signatures).ToString());
            Found(files, "checkpoint", null, $"forged {i} with its tiles and its root");
        }
    }

    [Fact]
    public void cannot_be_passed_off_as_shorter_or_as_an_older_self()
    {
        using var older = new SmallLog().Grow(19);
        var files = _small.Files();
        files["checkpoint"] = older.Files()["checkpoint"];
        // An older checkpoint is genuine: what is beyond it is not its business, and 19.p was never published.
        Found(files, "tile/0/000.p/19", 1, "an older checkpoint without its tiles");
        files["checkpoint"] = Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(_small.Files()["checkpoint"]).Replace("\n20\n", "\n19\n"));
        Found(files, "checkpoint", null, "a smaller size");
    }

    public void Dispose()
    {
        _small.Dispose();
        _larger.Dispose();
    }
}
