namespace Gradients.Ledger.Log;

/// <summary>
/// Whole subtrees of a log out of its tiles: at most 255 hashes away from a stored one. Tiles are kept once read, and
/// are as trustworthy as their source: check what is made of them against a checkpoint.
/// </summary>
public sealed class TileNodes(LogSource source, long size)
{
    readonly Dictionary<TilePath, TreeHash[]> _tiles = [];

    /// <exception cref="BadLog">A tile is missing or has another length.</exception>
    public TreeHash Read(int height, long index)
    {
        var first = index << height % 8;
        var path = TilePath.In(size, height / 8, first / TilePath.Full);
        if (!_tiles.TryGetValue(path, out var tile))
            _tiles.Add(path, tile = source.ReadTile(path));
        return TreeHashing.Root(tile.AsSpan((int)(first % TilePath.Full), 1 << height % 8));
    }
}
