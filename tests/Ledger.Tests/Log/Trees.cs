using Gradients.Ledger.Log;

namespace Gradients.Ledger.Tests.Log;

/// <summary>Small trees over entries that tell themselves apart.</summary>
static class Trees
{
    /// <summary>The eight entries of the reference tree that transparency log projects test with.</summary>
    public static readonly byte[][] Reference =
    [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
        Convert.FromHexString("5051525354555657"), Convert.FromHexString("606162636465666768696a6b6c6d6e6f"),
    ];

    public static byte[][] Entries(int count) =>
        [.. Enumerable.Range(1, count).Select(i => System.Text.Encoding.UTF8.GetBytes($"entry {i}"))];

    /// <summary>Whole subtrees hashed from the entries each time they are asked for.</summary>
    public static NodeReader Nodes(byte[][] entries) => (height, index) =>
        new TreeHash(NaiveTree.Root(entries.AsSpan((int)(index << height), 1 << height)));

    public static RightEdge Edge(IEnumerable<byte[]> entries)
    {
        var edge = new RightEdge();
        foreach (var entry in entries)
            edge.Append(TreeHashing.Leaf(entry));
        return edge;
    }

    public static TreeHash Hash(string hex) => new(Convert.FromHexString(hex));
}
