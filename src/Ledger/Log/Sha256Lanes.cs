using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Gradients.Ledger.Hashing;

namespace Gradients.Ledger.Log;

/// <summary>
/// The compression function of SHA-256 (FIPS 180-4, section 6.2.2) over sixteen blocks of sixteen inputs at once, one in
/// each lane of AVX-512. Integers alone: the digests are those of any other implementation.
/// </summary>
sealed class Sha256Lanes
{
    public const int Lanes = 16;
    public const int BlockBytes = 64;
    public const int Words = 8;

    static readonly uint[] K = [.. Sha256Block.K];

    static readonly uint[] Initial = [.. Sha256Block.Initial];

    /// <summary>Turns the four bytes of every word round: SHA-256 reads them big-endian.</summary>
    static readonly Vector512<byte> BigEndian = Vector512.Create(
        Vector256.Create(0x00010203u, 0x04050607u, 0x08090a0bu, 0x0c0d0e0fu,
            0x00010203u, 0x04050607u, 0x08090a0bu, 0x0c0d0e0fu),
        Vector256.Create(0x00010203u, 0x04050607u, 0x08090a0bu, 0x0c0d0e0fu,
            0x00010203u, 0x04050607u, 0x08090a0bu, 0x0c0d0e0fu)).AsByte();

    readonly uint[] _state = new uint[Words * Lanes]; // A word of every lane, then the next word.
    readonly Vector512<uint>[] _w = new Vector512<uint>[Lanes];
    readonly Vector512<uint>[] _t = new Vector512<uint>[Lanes];

    public static bool IsSupported => Avx512BW.IsSupported;

    /// <summary>A new input begins in this lane.</summary>
    public void Begin(int lane)
    {
        for (var word = 0; word < Words; word++)
            _state[(word * Lanes) + lane] = Initial[word];
    }

    /// <summary>The hash of what went through a lane.</summary>
    public void Take(int lane, Span<byte> digest)
    {
        for (var word = 0; word < Words; word++)
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(digest[(word * 4)..], _state[(word * Lanes) + lane]);
    }

    /// <summary>The next 64 bytes of a lane; each lane has to get some before each step.</summary>
    public void Load(int lane, ref byte block) =>
        _t[lane] = Avx512BW.Shuffle(Vector512.LoadUnsafe(ref block), BigEndian).AsUInt32();

    /// <summary>One block through every lane.</summary>
    public void Step()
    {
        Transpose();
        ref var w = ref _w[0];
        var (a, b, c, d) = (State(0), State(1), State(2), State(3));
        var (e, f, g, h) = (State(4), State(5), State(6), State(7));
        for (var i = 0; i < 64; i += 8)
        {
            if (i >= 16)
                Schedule(ref w, i & 8);
            ref var k = ref K[i];
            ref var v = ref Unsafe.Add(ref w, i & 8);
            Round(a, b, c, ref d, e, f, g, ref h, k, v);
            Round(h, a, b, ref c, d, e, f, ref g, Unsafe.Add(ref k, 1), Unsafe.Add(ref v, 1));
            Round(g, h, a, ref b, c, d, e, ref f, Unsafe.Add(ref k, 2), Unsafe.Add(ref v, 2));
            Round(f, g, h, ref a, b, c, d, ref e, Unsafe.Add(ref k, 3), Unsafe.Add(ref v, 3));
            Round(e, f, g, ref h, a, b, c, ref d, Unsafe.Add(ref k, 4), Unsafe.Add(ref v, 4));
            Round(d, e, f, ref g, h, a, b, ref c, Unsafe.Add(ref k, 5), Unsafe.Add(ref v, 5));
            Round(c, d, e, ref f, g, h, a, ref b, Unsafe.Add(ref k, 6), Unsafe.Add(ref v, 6));
            Round(b, c, d, ref e, f, g, h, ref a, Unsafe.Add(ref k, 7), Unsafe.Add(ref v, 7));
        }
        State(0) += a;
        State(1) += b;
        State(2) += c;
        State(3) += d;
        State(4) += e;
        State(5) += f;
        State(6) += g;
        State(7) += h;
    }

    ref Vector512<uint> State(int word) => ref Unsafe.As<uint, Vector512<uint>>(ref _state[word * Lanes]);

    // 0x96 is the exclusive or of three, 0xCA the choice by the first, 0xE8 the majority.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Round(
        Vector512<uint> a, Vector512<uint> b, Vector512<uint> c, ref Vector512<uint> d, Vector512<uint> e,
        Vector512<uint> f, Vector512<uint> g, ref Vector512<uint> h, uint k, Vector512<uint> w)
    {
        var one = Avx512F.TernaryLogic(
            Avx512F.RotateRight(e, 6), Avx512F.RotateRight(e, 11), Avx512F.RotateRight(e, 25), 0x96);
        h += w + Vector512.Create(k) + one + Avx512F.TernaryLogic(e, f, g, 0xCA);
        d += h;
        var zero = Avx512F.TernaryLogic(
            Avx512F.RotateRight(a, 2), Avx512F.RotateRight(a, 13), Avx512F.RotateRight(a, 22), 0x96);
        h += zero + Avx512F.TernaryLogic(a, b, c, 0xE8);
    }

    /// <summary>The next eight words of the message schedule, in a ring of sixteen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Schedule(ref Vector512<uint> w, int first)
    {
        for (var i = first; i < first + 8; i++)
        {
            var (x, y) = (Unsafe.Add(ref w, i + 1 & 15), Unsafe.Add(ref w, i + 14 & 15));
            var small0 = Avx512F.TernaryLogic(
                Avx512F.RotateRight(x, 7), Avx512F.RotateRight(x, 18), Avx512F.ShiftRightLogical(x, 3), 0x96);
            var small1 = Avx512F.TernaryLogic(
                Avx512F.RotateRight(y, 17), Avx512F.RotateRight(y, 19), Avx512F.ShiftRightLogical(y, 10), 0x96);
            Unsafe.Add(ref w, i) += small0 + Unsafe.Add(ref w, i + 9 & 15) + small1;
        }
    }

    /// <summary>From sixteen words of each lane to each word of sixteen lanes.</summary>
    void Transpose()
    {
        ref var t = ref _t[0];
        ref var w = ref _w[0];
        for (var i = 0; i < Lanes; i += 4)
        {
            ref var r = ref Unsafe.Add(ref t, i);
            var (r0, r1, r2, r3) = (r, Unsafe.Add(ref r, 1), Unsafe.Add(ref r, 2), Unsafe.Add(ref r, 3));
            var low = Avx512F.UnpackLow(r0, r1).AsUInt64();
            var high = Avx512F.UnpackHigh(r0, r1).AsUInt64();
            var low2 = Avx512F.UnpackLow(r2, r3).AsUInt64();
            var high2 = Avx512F.UnpackHigh(r2, r3).AsUInt64();
            r = Avx512F.UnpackLow(low, low2).AsUInt32();
            Unsafe.Add(ref r, 1) = Avx512F.UnpackHigh(low, low2).AsUInt32();
            Unsafe.Add(ref r, 2) = Avx512F.UnpackLow(high, high2).AsUInt32();
            Unsafe.Add(ref r, 3) = Avx512F.UnpackHigh(high, high2).AsUInt32();
        }
        for (var i = 0; i < 4; i++)
        {
            var (a, b) = (Unsafe.Add(ref t, i), Unsafe.Add(ref t, i + 4));
            var (c, d) = (Unsafe.Add(ref t, i + 8), Unsafe.Add(ref t, i + 12));
            var (even, odd) = (Avx512F.Shuffle4x128(a, b, 0x88), Avx512F.Shuffle4x128(a, b, 0xdd));
            var (even2, odd2) = (Avx512F.Shuffle4x128(c, d, 0x88), Avx512F.Shuffle4x128(c, d, 0xdd));
            Unsafe.Add(ref w, i) = Avx512F.Shuffle4x128(even, even2, 0x88);
            Unsafe.Add(ref w, i + 4) = Avx512F.Shuffle4x128(odd, odd2, 0x88);
            Unsafe.Add(ref w, i + 8) = Avx512F.Shuffle4x128(even, even2, 0xdd);
            Unsafe.Add(ref w, i + 12) = Avx512F.Shuffle4x128(odd, odd2, 0xdd);
        }
    }
}
