using System.Buffers.Binary;
using Gradients.Ledger.Hashing;

namespace Gradients.Ledger.Draws;

/// <summary>
/// An endless stream of numbers from a 32-byte seed: block i is SHA-256(seed ‖ i as 8 bytes, big-endian), read as four
/// 64-bit big-endian words in order (docs/draw.md).
/// </summary>
public sealed class SeedWords
{
    public const int SeedBytes = 32;

    readonly byte[] _input = new byte[SeedBytes + 8];
    readonly byte[] _block = new byte[32];
    ulong _blocks;
    int _used = 32;

    public SeedWords(ReadOnlySpan<byte> seed)
    {
        if (seed.Length != SeedBytes)
            throw new ArgumentException("A seed has 32 bytes.", nameof(seed));
        seed.CopyTo(_input);
    }

    public ulong Next()
    {
        if (_used == 32)
        {
            BinaryPrimitives.WriteUInt64BigEndian(_input.AsSpan(SeedBytes), _blocks++);
            Sha256Block.Hash(_input, _block);
            _used = 0;
        }
        var word = BinaryPrimitives.ReadUInt64BigEndian(_block.AsSpan(_used));
        _used += 8;
        return word;
    }

    /// <summary>A number below <paramref name="n"/>, every one equally likely: words of the last, partial run are thrown
    /// away.</summary>
    public int Below(int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        var size = (ulong)n;
        // 2^64 mod n words at the low end would make some numbers likelier; they are skipped.
        var skipped = unchecked(0 - size) % size;
        while (true)
        {
            var word = Next();
            if (word >= skipped)
                return (int)(word % size);
        }
    }
}
