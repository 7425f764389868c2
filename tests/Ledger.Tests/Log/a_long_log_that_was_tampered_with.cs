using System.Text;
using Gradients.Ledger.Log;

namespace Gradients.Ledger.Tests.Log;

/// <summary>
/// A million entries and ten thousand random changes, one at a time. Each time the reader begins at the bundle that was
/// changed, as one does that has checked the rest before.
/// </summary>
public sealed class a_long_log_that_was_tampered_with
{
    const int Size = 1_000_000;
    const int Changes = 10_000;

    [Fact]
    public void shows_every_random_change_at_its_position()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        using var small = new SmallLog();
        Write(small.Folder);
        var files = small.Files();
        var tiles = files.Keys.Where(path => TilePath.TryParse(path, out _)).ToArray();
        for (var change = 0; change < Changes; change++)
        {
            var path = tiles[random.Next(tiles.Length)];
            Assert.True(TilePath.TryParse(path, out var tile));
            var whole = files[path];
            (files[path], var position) = tile.Level < 0
                ? AlterEntries(random, whole, tile.Position())
                : AlterTile(random, whole, tile);
            var bad = Find(files, position - 1);
            Assert.True(
                bad?.Position == position && bad.Path == path,
                $"seed {seed}, change {change}: expected {path} {position}, found {bad?.Message ?? "nothing"}");
            files[path] = whole;
        }
        Assert.Null(Find(files, Size - 1000));
    }

    static void Write(string folder)
    {
        using var writer = LogWriter.Open(folder, SmallLog.Policy);
        var entry = new byte[12];
        for (var position = 1; position <= Size; position++)
        {
            Assert.True(Encoding.UTF8.TryGetBytes($"event{position:0000000}", entry, out _));
            writer.Append(entry);
        }
        writer.Publish(SmallLog.Origin, SmallLog.Sign);
    }

    static BadLog? Find(IReadOnlyDictionary<string, byte[]> files, long from)
    {
        try
        {
            _ = new TiledLog(new MemorySource(files), null).Entries(from).First();
            return null;
        }
        catch (BadLog bad)
        {
            return bad;
        }
    }

    static (byte[], long) AlterTile(Random random, byte[] tile, TilePath path)
    {
        var altered = tile.ToArray();
        var at = random.Next(altered.Length);
        altered[at] ^= (byte)random.Next(1, 256);
        return (altered, path.Position(at / TreeHash.Length));
    }

    // Every entry here has 12 bytes behind the two of its length.
    static (byte[], long) AlterEntries(Random random, byte[] bundle, long first)
    {
        const int length = 14;
        var i = random.Next(bundle.Length / length - 1);
        var (before, rest) = (bundle[..(i * length)], bundle[(i * length)..]);
        var (entry, next) = (rest[..length], rest[length..]);
        byte[] flipped = [.. entry];
        flipped[random.Next(2, length)] ^= (byte)(1 << random.Next(8));
        byte[] altered = random.Next(5) switch
        {
            0 => [.. before, .. next],
            1 => [.. before, .. next[..length], .. entry, .. next[length..]],
            2 => [.. before, .. flipped, .. entry, .. next],
            3 => [.. before, .. entry[..random.Next(length)]],
            _ => [.. before, .. flipped, .. next],
        };
        return (altered, first + i);
    }
}
