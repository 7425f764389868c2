using Gradients.Ledger.Log;

namespace Gradients.Ledger.Tests.Log;

public sealed class inclusion_proofs
{
    [Fact]
    public void are_the_published_ones_for_the_reference_tree()
    {
        string[] first =
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ];
        string[] sixth =
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ];
        string[] third = ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"];
        string[] second =
        [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ];
        Check(0, 8, first);
        Check(5, 8, sixth);
        Check(2, 3, third);
        Check(1, 5, second);
        Check(0, 1, []);
    }

    static void Check(int index, int size, string[] published)
    {
        var path = InclusionProof.Make(index, size, Trees.Nodes(Trees.Reference));
        Assert.Equal(published.Select(Trees.Hash), path);
    }

    [Fact]
    public void agree_with_the_definition_and_prove_nothing_else()
    {
        var entries = Trees.Entries(40);
        var nodes = Trees.Nodes(entries);
        for (var size = 1; size <= entries.Length; size++)
        {
            var root = Trees.Edge(entries.Take(size)).Root;
            for (var index = 0; index < size; index++)
            {
                var path = InclusionProof.Make(index, size, nodes);
                Assert.Equal(NaiveTree.Path(index, entries.AsSpan(0, size)).Select(h => new TreeHash(h)), path);
                var leaf = TreeHashing.Leaf(entries[index]);
                Assert.True(InclusionProof.Verify(index, size, leaf, path, root));
                Assert.False(InclusionProof.Verify(index, size, leaf, [.. path, root], root));
                Assert.False(InclusionProof.Verify(index, size, TreeHashing.Leaf("other"u8), path, root));
                Assert.False(InclusionProof.Verify(index ^ 1, size, leaf, path, root) && size > 1);
                if (path.Length > 0)
                    Assert.False(InclusionProof.Verify(index, size, leaf, path.AsSpan(1), root));
                for (var i = 0; i < path.Length; i++)
                    Assert.False(InclusionProof.Verify(index, size, leaf, Altered(path, i), root));
            }
            Assert.False(InclusionProof.Verify(-1, size, root, [], root));
            Assert.False(InclusionProof.Verify(size, size, root, [], root));
        }
    }

    internal static TreeHash[] Altered(TreeHash[] path, int at)
    {
        var altered = path.ToArray();
        var bytes = path[at].Bytes.ToArray();
        bytes[at % 32] ^= 1;
        altered[at] = new TreeHash(bytes);
        return altered;
    }
}
