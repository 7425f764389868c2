namespace Gradients.Ledger.Log;

/// <summary>
/// That an entry stands at an index of the tree with a given root: the hashes from the leaf's sibling up to a child of
/// the root (RFC 6962, section 2.1.1; checked as in RFC 9162, section 2.1.3.2).
/// </summary>
public static class InclusionProof
{
    /// <param name="index">Of the leaf, from 0.</param>
    /// <param name="size">Of the tree, in leaves; more than <paramref name="index"/>.</param>
    public static TreeHash[] Make(long index, long size, NodeReader nodes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<TreeHash>();
        var (start, end) = (0L, size);
        while (end - start > 1)
        {
            var middle = start + Subtrees.Split(end - start);
            if (index < middle)
            {
                path.Add(Subtrees.Root(middle, end, nodes));
                end = middle;
            }
            else
            {
                path.Add(Subtrees.Root(start, middle, nodes));
                start = middle;
            }
        }
        path.Reverse();
        return [.. path];
    }

    public static bool Verify(long index, long size, in TreeHash leaf, ReadOnlySpan<TreeHash> path, in TreeHash root)
    {
        if (index < 0 || index >= size)
            return false;
        var (node, last, hash) = (index, size - 1, leaf);
        foreach (var sibling in path)
        {
            if (last == 0)
                return false;
            if ((node & 1) == 1 || node == last)
            {
                hash = TreeHashing.Node(sibling, hash);
                // A last node without a right sibling moves up unchanged, to where it is one.
                for (; (node & 1) == 0 && node != 0; last >>= 1)
                    node >>= 1;
            }
            else
                hash = TreeHashing.Node(hash, sibling);
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hash == root;
    }
}
