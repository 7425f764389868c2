using System.Numerics;

namespace Gradients.Ledger.Log;

/// <summary>
/// The stored hash of the whole subtree over leaves [index * 2^height, (index + 1) * 2^height).
/// </summary>
public delegate TreeHash NodeReader(int height, long index);

/// <summary>Hashes of any run of leaves that RFC 6962 names, put together from stored whole subtrees.</summary>
public static class Subtrees
{
    /// <summary>The largest power of two that is smaller than <paramref name="count"/>, which is at least 2.</summary>
    public static long Split(long count) => 1L << BitOperations.Log2((ulong)(count - 1));

    /// <summary>MTH(D[start:end]), where start is a multiple of every whole subtree in the run.</summary>
    public static TreeHash Root(long start, long end, NodeReader nodes)
    {
        var count = end - start;
        if (count == 0)
            return TreeHashing.Empty;
        if (BitOperations.IsPow2(count))
        {
            var height = BitOperations.Log2((ulong)count);
            return nodes(height, start >> height);
        }
        var middle = start + Split(count);
        return TreeHashing.Node(Root(start, middle, nodes), Root(middle, end, nodes));
    }
}
