using Gradients.Ledger.Log;

namespace Gradients.Ledger.Tests.Log;

public sealed class the_merkle_tree
{
    static readonly string[] ReferenceRoots =
    [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    [Fact]
    public void is_empty_at_first()
    {
        var empty = Trees.Hash("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        Assert.Equal(empty, new RightEdge().Root);
        Assert.Equal(empty, TreeHashing.Empty);
    }

    [Fact]
    public void has_the_published_reference_roots()
    {
        var edge = new RightEdge();
        foreach (var (entry, root) in Trees.Reference.Zip(ReferenceRoots))
        {
            edge.Append(TreeHashing.Leaf(entry));
            Assert.Equal(Trees.Hash(root), edge.Root);
        }
    }

    [Fact]
    public void hashes_leaves_and_nodes_as_RFC_6962_gives_them()
    {
        Assert.Equal(
            Trees.Hash("395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"),
            TreeHashing.Leaf("L123456"u8));
        byte[] both = [.. "N123"u8, .. new byte[28], .. "N456"u8, .. new byte[28]];
        var node = TreeHashing.Node(new(both.AsSpan(0, 32)), new(both.AsSpan(32)));
        Assert.Equal(TreeHashing.Managed(0x01, both), node);
    }

    [Fact]
    public void is_hashed_the_same_with_and_without_openssl()
    {
        foreach (var length in new[] { 0, 1, 54, 55, 56, 63, 64, 65, 118, 119, 120, 1000, 65_535 })
        {
            var entry = new byte[length];
            entry.AsSpan().Fill((byte)length);
            Assert.Equal(TreeHashing.Managed(0x00, entry), TreeHashing.Leaf(entry));
        }
    }

    [Fact]
    public void agrees_with_the_definition_at_every_size()
    {
        var entries = Trees.Entries(300);
        var edge = new RightEdge();
        for (var size = 1; size <= entries.Length; size++)
        {
            edge.Append(TreeHashing.Leaf(entries[size - 1]));
            var expected = new TreeHash(NaiveTree.Root(entries.AsSpan(0, size)));
            Assert.Equal(expected, edge.Root);
            Assert.Equal(size, edge.Size);
        }
    }

    [Fact]
    public void goes_on_from_stored_hashes_as_if_it_had_never_stopped()
    {
        var entries = Trees.Entries(70);
        for (var stopped = 0; stopped <= entries.Length; stopped++)
        {
            var edge = new RightEdge(stopped, Trees.Nodes(entries));
            foreach (var entry in entries.AsSpan(stopped))
                edge.Append(TreeHashing.Leaf(entry));
            Assert.Equal(Trees.Edge(entries).Root, edge.Root);
        }
    }

    [Fact]
    public void names_the_subtrees_that_a_leaf_completes()
    {
        var entries = Trees.Entries(64);
        var edge = new RightEdge();
        for (var size = 1; size <= entries.Length; size++)
        {
            var height = edge.Append(TreeHashing.Leaf(entries[size - 1]));
            Assert.Equal(System.Numerics.BitOperations.TrailingZeroCount(size), height);
            for (var h = 0; h <= height; h++)
                Assert.Equal(Trees.Nodes(entries)(h, (size >> h) - 1), edge.Completed(h));
        }
    }
}
