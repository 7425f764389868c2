using System.Buffers;
using System.Security.Cryptography;
using Gradients.Ledger.Log;

namespace Gradients.Ledger.Tests.Log;

/// <summary>Where the processor has no such lanes, one by one is what these compare with itself.</summary>
public sealed class many_hashes_at_once
{
    static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    static void AssertLeaves(byte[][] entries)
    {
        var bundle = new ArrayBufferWriter<byte>();
        var ends = new List<int>();
        foreach (var entry in entries)
        {
            EntryBundle.Append(bundle, entry);
            ends.Add(bundle.WrittenCount);
        }
        var leaves = new TreeHash[entries.Length];
        LaneHasher.Own?.Leaves(bundle.WrittenSpan.ToArray(), ends.ToArray(), leaves);
        for (var i = 0; i < entries.Length && LaneHasher.Own is not null; i++)
            Assert.Equal(new TreeHash(SHA256.HashData([0, .. entries[i]])), leaves[i]);
    }

    [Fact]
    public void are_right_for_every_length_around_the_blocks()
    {
        var random = new Random(1);
        AssertLeaves([.. Enumerable.Range(0, 400).Select(length => Bytes(random, length))]);
        AssertLeaves([.. Enumerable.Range(0, 400).Reverse().Select(length => Bytes(random, length))]);
        AssertLeaves([.. Enumerable.Range(4090, 12).Select(length => Bytes(random, length)), Bytes(random, 65535), []]);
        AssertLeaves([]);
        AssertLeaves([[]]);
    }

    [Fact]
    public void are_right_for_random_lengths()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var round = 0; round < 50; round++)
            AssertLeaves([.. Enumerable.Range(0, random.Next(1, 257)).Select(_ => Bytes(random, random.Next(700)))]);
    }

    [Fact]
    public void of_nodes_give_the_root_of_every_size()
    {
        var random = new Random(2);
        TreeHash[] nodes = [.. Enumerable.Range(0, 300).Select(_ => new TreeHash(Bytes(random, 32)))];
        for (var count = 0; count <= nodes.Length; count++)
            Assert.Equal(OneByOne(nodes.AsSpan(0, count)), TreeHashing.Root(nodes.AsSpan(0, count)));
    }

    static TreeHash OneByOne(ReadOnlySpan<TreeHash> nodes)
    {
        if (nodes.Length < 2)
            return nodes.IsEmpty ? TreeHashing.Empty : nodes[0];
        var left = (int)Subtrees.Split(nodes.Length);
        var (first, second) = (OneByOne(nodes[..left]), OneByOne(nodes[left..]));
        return TreeHashing.Managed(0x01, [.. first.Bytes, .. second.Bytes]);
    }
}
