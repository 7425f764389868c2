using Gradients.Ledger.Log;

namespace Gradients.Ledger.Tests.Log;

public sealed class consistency_proofs
{
    [Fact]
    public void are_the_published_ones_for_the_reference_tree()
    {
        Check(1, 1, []);
        Check(
            1, 8,
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
        Check(
            6, 8,
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
        Check(
            2, 5,
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
    }

    static void Check(int from, int to, params string[] published)
    {
        var path = ConsistencyProof.Make(from, to, Trees.Nodes(Trees.Reference));
        Assert.Equal(published.Select(Trees.Hash), path);
    }

    [Fact]
    public void agree_with_the_definition_and_prove_nothing_else()
    {
        var entries = Trees.Entries(40);
        var nodes = Trees.Nodes(entries);
        var roots = Enumerable.Range(0, 41).Select(size => Trees.Edge(entries.Take(size)).Root).ToArray();
        for (var to = 1; to <= entries.Length; to++)
            for (var from = 1; from <= to; from++)
            {
                var path = ConsistencyProof.Make(from, to, nodes);
                Assert.Equal(NaiveTree.Proof(from, entries.AsSpan(0, to)).Select(h => new TreeHash(h)), path);
                Assert.True(ConsistencyProof.Verify(from, roots[from], to, roots[to], path));
                Assert.False(ConsistencyProof.Verify(from, roots[from - 1], to, roots[to], path));
                Assert.False(ConsistencyProof.Verify(from, roots[from], to, roots[to - 1], path));
                Assert.False(ConsistencyProof.Verify(from, roots[from], to, roots[to], [.. path, roots[to]]));
                Assert.False(ConsistencyProof.Verify(to + 1, roots[from], to, roots[to], path));
                for (var i = 0; i < path.Length; i++)
                    Assert.False(ConsistencyProof.Verify(
                        from, roots[from], to, roots[to], inclusion_proofs.Altered(path, i)));
            }
    }

    [Fact]
    public void begin_with_the_empty_tree()
    {
        var root = Trees.Edge(Trees.Reference).Root;
        Assert.Empty(ConsistencyProof.Make(0, 8, Trees.Nodes(Trees.Reference)));
        Assert.True(ConsistencyProof.Verify(0, TreeHashing.Empty, 8, root, []));
        Assert.False(ConsistencyProof.Verify(0, root, 8, root, []));
        Assert.True(ConsistencyProof.Verify(0, TreeHashing.Empty, 0, TreeHashing.Empty, []));
    }
}
