namespace Gradients.Ledger.Log;

/// <summary>
/// One pass over all files of a log in the order of <see cref="TilePath.InOrder"/>: each is compared with what was
/// checked before it, so the first bad thing has a place. Memory is one tile a level, whatever the log's size.
/// </summary>
/// <param name="from">Entries at the start that need no look: what stands wholly under them is not read.</param>
/// <param name="next">Gives the bundle to read into.</param>
sealed class LogWalk(LogSource source, Checkpoint checkpoint, long from, Func<EntryBundle> next)
{
    Suspicion? _suspicion;

    /// <summary>
    /// The bundles, each verified before it is handed out. All is checked only once the last was taken.
    /// </summary>
    internal IEnumerable<EntryBundle> Bundles()
    {
        var edge = TilePath.Edge(checkpoint.Size).ToDictionary(tile => tile, source.ReadTile);
        var root = RootOf(edge);
        if (root != checkpoint.Root)
            _suspicion = new(edge, RootOf, checkpoint.Root);
        foreach (var tile in TilePath.Edge(checkpoint.Size))
            foreach (var bundle in Below(tile, edge[tile]))
                yield return bundle;
        if (_suspicion is not null)
            throw new BadLog(
                LogSource.Checkpoint, null, $"its root is {checkpoint.Root}, tiles and entries agree on {root}");
        source.CheckRest();
    }

    /// <summary>
    /// The root over partial tiles: each level's rest is the last and smallest node of the level above.
    /// </summary>
    static TreeHash RootOf(IReadOnlyDictionary<TilePath, TreeHash[]> edge)
    {
        TreeHash? rest = null;
        foreach (var tile in edge.OrderBy(e => e.Key.Level))
            rest = TreeHashing.Root(rest is { } below ? [.. tile.Value, below] : tile.Value);
        return rest ?? TreeHashing.Empty;
    }

    IEnumerable<EntryBundle> Below(TilePath tile, TreeHash[] hashes)
    {
        if (tile.Level == 0)
        {
            if (Entries(tile, hashes) is { } bundle)
                yield return bundle;
            yield break;
        }
        for (var i = 0; i < tile.Width; i++)
        {
            var child = tile.Child(i);
            if (tile.Position(i + 1) <= from + 1)
                continue;
            var below = source.ReadTile(child);
            var began = Compare(tile, hashes, i, child, below);
            foreach (var bundle in Below(child, below))
                yield return bundle;
            if (began)
                throw new BadLog(
                    child.ToString(), child.Position(), $"{tile} has another root for it, its entries agree with it");
        }
    }

    EntryBundle? Entries(TilePath tile, TreeHash[] leaves)
    {
        if (tile.Position(tile.Width) <= from + 1)
            return null;
        var bundle = next();
        if (bundle.Read(source, tile.Bundle, leaves) is not var (i, leaf))
            return _suspicion is null ? bundle : null;
        Blame(tile, i, leaf);
        throw new BadLog(
            tile.Bundle.ToString(), tile.Position(i), $"the entry's hash is {leaf}, the tree has {leaves[i]}");
    }

    /// <summary>True: the tile below does not fit, and what is under it has to say where.</summary>
    bool Compare(TilePath tile, TreeHash[] hashes, int i, TilePath child, TreeHash[] below)
    {
        var found = TreeHashing.Root(below);
        if (found == hashes[i])
            return false;
        Blame(tile, i, found);
        if (_suspicion is not null)
            throw new BadLog(child.ToString(), child.Position(), $"its root is {found}, {tile} has {hashes[i]}");
        _suspicion = new(
            new Dictionary<TilePath, TreeHash[]> { [child] = below }, tiles => TreeHashing.Root(tiles[child]),
            hashes[i]);
        return true;
    }

    void Blame(TilePath tile, int i, TreeHash found)
    {
        if (_suspicion?.Explains(tile, i, found) == true)
            throw new BadLog(
                tile.ToString(), tile.Position(i), $"hash {i} is wrong: what stands under it gives {found}");
    }
}
