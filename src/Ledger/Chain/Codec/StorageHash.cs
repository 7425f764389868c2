using System.Buffers.Binary;
using System.Text;
using Gradients.Ledger.Hashing;

namespace Gradients.Ledger.Chain;

/// <summary>How a part of a storage key is hashed; numbered as in the metadata.</summary>
public enum StorageHasher
{
    Blake2x128,
    Blake2x256,
    Blake2x128Concat,
    Twox128,
    Twox256,
    Twox64Concat,
    Identity,
}

/// <summary>The hashes of which storage keys are made. "Concat" keeps the hashed bytes behind their hash.</summary>
public static class StorageHash
{
    /// <summary>So many xxHash64 with the seeds 0, 1, …, little-endian.</summary>
    public static byte[] Twox(ReadOnlySpan<byte> data, int bits)
    {
        var hash = new byte[bits / 8];
        for (var i = 0; i < bits / 64; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(hash.AsSpan(i * 8), XxHash64.Hash(data, (ulong)i));
        return hash;
    }

    public static byte[] Twox128(string name) => Twox(Encoding.UTF8.GetBytes(name), 128);

    public static byte[] Blake2(ReadOnlySpan<byte> data, int bits)
    {
        var hash = new byte[bits / 8];
        Blake2b.Hash(data, hash);
        return hash;
    }

    /// <param name="key">One part of a key, SCALE-encoded.</param>
    public static byte[] Hash(StorageHasher hasher, ReadOnlySpan<byte> key) => hasher switch
    {
        StorageHasher.Blake2x128 => Blake2(key, 128),
        StorageHasher.Blake2x256 => Blake2(key, 256),
        StorageHasher.Blake2x128Concat => [.. Blake2(key, 128), .. key],
        StorageHasher.Twox128 => Twox(key, 128),
        StorageHasher.Twox256 => Twox(key, 256),
        StorageHasher.Twox64Concat => [.. Twox(key, 64), .. key],
        StorageHasher.Identity => key.ToArray(),
        _ => throw new System.Diagnostics.UnreachableException($"No hash for {hasher}."),
    };
}
