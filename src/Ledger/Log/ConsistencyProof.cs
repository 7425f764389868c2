using System.Numerics;

namespace Gradients.Ledger.Log;

/// <summary>
/// That a larger tree begins with all the entries of a smaller one, in the same order (RFC 6962, section 2.1.2; checked
/// as in RFC 9162, section 2.1.4.2). Every tree is consistent with the empty one and with itself, by an empty proof.
/// </summary>
public static class ConsistencyProof
{
    /// <param name="from">The smaller size, in leaves.</param>
    /// <param name="to">The larger size, in leaves.</param>
    public static TreeHash[] Make(long from, long to, NodeReader nodes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        var path = new List<TreeHash>();
        if (from == 0 || from == to)
            return [];
        // Follows the smaller tree's right border down the larger one until they share a whole subtree.
        var (start, end, known) = (0L, to, true);
        while (from != end)
        {
            var middle = start + Subtrees.Split(end - start);
            if (from <= middle)
            {
                path.Add(Subtrees.Root(middle, end, nodes));
                end = middle;
            }
            else
            {
                path.Add(Subtrees.Root(start, middle, nodes));
                start = middle;
                known = false;
            }
        }
        if (!known)
            path.Add(Subtrees.Root(start, end, nodes));
        path.Reverse();
        return [.. path];
    }

    public static bool Verify(
        long from, in TreeHash fromRoot, long to, in TreeHash toRoot, ReadOnlySpan<TreeHash> path)
    {
        if (from < 0 || from > to)
            return false;
        if (from == to)
            return path.IsEmpty && fromRoot == toRoot;
        if (from == 0)
            return path.IsEmpty && fromRoot == TreeHashing.Empty;
        // A smaller tree that is one whole subtree is not in its own proof.
        var whole = BitOperations.IsPow2(from);
        if (path.IsEmpty)
            return false;
        var (node, last) = (from - 1, to - 1);
        for (; (node & 1) == 1; last >>= 1)
            node >>= 1;
        var first = whole ? fromRoot : path[0];
        var (small, large) = (first, first);
        foreach (var hash in whole ? path : path[1..])
        {
            if (last == 0)
                return false;
            if ((node & 1) == 1 || node == last)
            {
                small = TreeHashing.Node(hash, small);
                large = TreeHashing.Node(hash, large);
                for (; (node & 1) == 0 && node != 0; last >>= 1)
                    node >>= 1;
            }
            else
                large = TreeHashing.Node(large, hash);
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && small == fromRoot && large == toRoot;
    }
}
