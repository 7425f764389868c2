using System.Buffers.Binary;
using System.Numerics;

namespace Gradients.Ledger.Hashing;

/// <summary>
/// SHA-256 (FIPS 180-4, section 6.2) of inputs that fit one block, as seeds of draws and their counters do. The
/// framework's would load OpenSSL for it, which takes longer than a small audit does.
/// </summary>
public static class Sha256Block
{
    /// <summary>A block holds a mark and the number of bits besides the input.</summary>
    public const int MaxBytes = BlockBytes - 9;

    const int BlockBytes = 64;

    internal static ReadOnlySpan<uint> K =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    internal static ReadOnlySpan<uint> Initial =>
        [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    /// <param name="data">At most <see cref="MaxBytes"/> bytes.</param>
    /// <param name="digest">Receives 32 bytes.</param>
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> digest)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data.Length, MaxBytes);
        Span<byte> block = stackalloc byte[BlockBytes];
        block.Clear();
        data.CopyTo(block);
        block[data.Length] = 0x80;
        BinaryPrimitives.WriteUInt64BigEndian(block[^8..], (ulong)data.Length * 8);
        Span<uint> state = stackalloc uint[8];
        Compress(block, state);
        for (var i = 0; i < state.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(digest[(i * 4)..], state[i]);
    }

    static void Compress(ReadOnlySpan<byte> block, Span<uint> state)
    {
        Span<uint> w = stackalloc uint[64];
        for (var i = 0; i < 16; i++)
            w[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(i * 4)..]);
        for (var i = 16; i < w.Length; i++)
            w[i] = w[i - 16] + Mixed(w[i - 15], 7, 18, 3) + w[i - 7] + Mixed(w[i - 2], 17, 19, 10);
        var (a, b, c, d) = (Initial[0], Initial[1], Initial[2], Initial[3]);
        var (e, f, g, h) = (Initial[4], Initial[5], Initial[6], Initial[7]);
        for (var i = 0; i < w.Length; i++)
        {
            var first = h + Turned(e, 6, 11, 25) + ((e & f) ^ (~e & g)) + K[i] + w[i];
            var second = Turned(a, 2, 13, 22) + ((a & b) ^ (a & c) ^ (b & c));
            (h, g, f, e, d, c, b, a) = (g, f, e, d + first, c, b, a, first + second);
        }
        (state[0], state[1], state[2], state[3]) = (Initial[0] + a, Initial[1] + b, Initial[2] + c, Initial[3] + d);
        (state[4], state[5], state[6], state[7]) = (Initial[4] + e, Initial[5] + f, Initial[6] + g, Initial[7] + h);
    }

    static uint Turned(uint x, int one, int two, int three) =>
        BitOperations.RotateRight(x, one) ^ BitOperations.RotateRight(x, two) ^ BitOperations.RotateRight(x, three);

    static uint Mixed(uint x, int one, int two, int shifted) =>
        BitOperations.RotateRight(x, one) ^ BitOperations.RotateRight(x, two) ^ (x >> shifted);
}
