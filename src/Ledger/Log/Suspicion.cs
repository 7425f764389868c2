namespace Gradients.Ledger.Log;

/// <summary>
/// Tiles that do not fit what vouches for them. Which of their hashes is the wrong one shows only further down: it is
/// the one whose place the hash found below must take for all to fit.
/// </summary>
/// <param name="tiles">The tiles of which one or more are wrong.</param>
/// <param name="root">The root over all of them, given hashes for each.</param>
/// <param name="expected">What it should be.</param>
sealed class Suspicion(
    IReadOnlyDictionary<TilePath, TreeHash[]> tiles,
    Func<IReadOnlyDictionary<TilePath, TreeHash[]>, TreeHash> root,
    TreeHash expected)
{
    internal bool Explains(TilePath tile, int i, TreeHash found)
    {
        if (!tiles.TryGetValue(tile, out var hashes))
            return false;
        var mended = new Dictionary<TilePath, TreeHash[]>(tiles) { [tile] = [.. hashes] };
        mended[tile][i] = found;
        return root(mended) == expected;
    }
}
