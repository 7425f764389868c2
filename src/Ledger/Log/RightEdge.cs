using System.Numerics;

namespace Gradients.Ledger.Log;

/// <summary>
/// A growing RFC 6962 tree of which only the right edge is kept: the roots of its whole subtrees, one for each bit of
/// its size. An appended leaf costs one node hash on average, whatever the size; the root costs at most one a bit.
/// </summary>
public sealed class RightEdge
{
    readonly TreeHash[] _peaks = new TreeHash[63];
    readonly TreeHash[] _completed = new TreeHash[63];

    public RightEdge()
    {
    }

    /// <summary>The edge of a tree whose hashes are stored.</summary>
    public RightEdge(long size, NodeReader nodes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        Size = size;
        for (var height = 0; size >> height > 0; height++)
            if ((size >> height & 1) == 1)
                _peaks[height] = nodes(height, (size >> height) - 1);
    }

    /// <summary>The number of leaves.</summary>
    public long Size { get; private set; }

    /// <summary>The root of the tree as it stands.</summary>
    public TreeHash Root
    {
        get
        {
            if (Size == 0)
                return TreeHashing.Empty;
            var height = BitOperations.TrailingZeroCount(Size);
            var root = _peaks[height];
            for (height++; Size >> height > 0; height++)
                if ((Size >> height & 1) == 1)
                    root = TreeHashing.Node(_peaks[height], root);
            return root;
        }
    }

    /// <summary>
    /// Appends one leaf and returns the height of the largest subtree it completed; <see cref="Completed"/> has the
    /// roots of all it completed, from height 0.
    /// </summary>
    public int Append(in TreeHash leaf)
    {
        var hash = leaf;
        var height = 0;
        _completed[0] = hash;
        while ((Size >> height & 1) == 1)
        {
            hash = TreeHashing.Node(_peaks[height], hash);
            height++;
            _completed[height] = hash;
        }
        _peaks[height] = hash;
        Size++;
        return height;
    }

    /// <summary>The root of the subtree of this height that the last leaf completed.</summary>
    public TreeHash Completed(int height) => _completed[height];
}
