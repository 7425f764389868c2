using System.Runtime.CompilerServices;

namespace Gradients.Ledger.Arithmetic;

/// <summary>
/// The PCG64 generator (128-bit congruential, XSL-RR output) with NumPy's way of drawing 32-bit numbers and of bounding
/// them. It draws nothing random: from a state that a rulebook names it gives the same stream everywhere.
/// </summary>
public struct Pcg64
{
    // 0x2360ed051fc65da4_4385df649fccf645: the multiplier of the generator's definition.
    const ulong MultiplierHigh = 0x2360ed051fc65da4, MultiplierLow = 0x4385df649fccf645;

    ulong _high, _low;
    readonly ulong _incrementHigh, _incrementLow;
    uint _kept;
    bool _hasKept;

    public Pcg64(UInt128 state, UInt128 increment)
    {
        _high = (ulong)(state >> 64);
        _low = (ulong)state;
        _incrementHigh = (ulong)(increment >> 64);
        _incrementLow = (ulong)increment;
    }

    /// <summary>The next 64 bits: the state steps first and is read afterwards.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Next64()
    {
        var carryHigh = Math.BigMul(_low, MultiplierLow, out var low);
        var high = carryHigh + _high * MultiplierLow + _low * MultiplierHigh;
        low += _incrementLow;
        high += _incrementHigh + (low < _incrementLow ? 1UL : 0UL);
        _low = low;
        _high = high;
        return ulong.RotateRight(high ^ low, (int)(high >> 58));
    }

    /// <summary>The next 32 bits: the low half of 64 first; the high half stays for the next call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Next32()
    {
        if (_hasKept)
        {
            _hasKept = false;
            return _kept;
        }
        var bits = Next64();
        _kept = (uint)(bits >> 32);
        _hasKept = true;
        return (uint)bits;
    }

    /// <summary>An index below <paramref name="count"/>, each equally likely (Lemire's method).</summary>
    /// <param name="count">From 1 to 2^32; 1 draws nothing.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Below(ulong count)
    {
        if (count == 1) return 0;
        var product = Next32() * count;
        if ((uint)product < count) product = Redraw(product, count);
        return (uint)(product >> 32);
    }

    /// <summary>Draws as many indices as there is room for: the same ones as that many calls of Below.</summary>
    public void Fill(Span<uint> indices, ulong count) => Draw(new Indices(indices), indices.Length, count);

    /// <summary>Picks with replacement, as many as there is room for, by the same indices as Fill.</summary>
    public void Pick(ReadOnlySpan<double> from, Span<double> into) =>
        Draw(new Picks(from, into), into.Length, (ulong)from.Length);

    void Draw<T>(T drawn, int length, ulong count) where T : struct, IDrawn, allows ref struct
    {
        for (var done = 0; done < length;)
        {
            if (_hasKept || length - done < 2 || count == 1) drawn.Put(done++, Below(count));
            else done = DrawPairs(drawn, done, length, count);
        }
    }

    /// <summary>Two indices from each 64 bits, until fewer than two are wanted or one may have to be redrawn.</summary>
    int DrawPairs<T>(T drawn, int done, int length, ulong count) where T : struct, IDrawn, allows ref struct
    {
        // In locals the state stays in registers: a store and a load in each step would double the time.
        var (high, low, addHigh, addLow) = (_high, _low, _incrementHigh, _incrementLow);
        var doubtful = false;
        while (done + 1 < length)
        {
            var nextHigh = Math.BigMul(low, MultiplierLow, out var nextLow);
            nextHigh += high * MultiplierLow + low * MultiplierHigh;
            nextLow += addLow;
            nextHigh += addHigh + (nextLow < addLow ? 1UL : 0UL);
            var bits = ulong.RotateRight(nextHigh ^ nextLow, (int)(nextHigh >> 58));
            var first = (uint)bits * count;
            var second = (bits >> 32) * count;
            doubtful = (uint)first < count || (uint)second < count;
            if (doubtful) break;
            (high, low) = (nextHigh, nextLow);
            drawn.Put(done, (uint)(first >> 32));
            drawn.Put(done + 1, (uint)(second >> 32));
            done += 2;
        }
        (_high, _low) = (high, low);
        if (doubtful) drawn.Put(done++, Below(count));
        return done;
    }

    /// <summary>What becomes of a drawn index.</summary>
    interface IDrawn
    {
        void Put(int place, uint index);
    }

    readonly ref struct Indices(Span<uint> indices) : IDrawn
    {
        readonly Span<uint> _indices = indices;

        public void Put(int place, uint index) => _indices[place] = index;
    }

    readonly ref struct Picks(ReadOnlySpan<double> from, Span<double> into) : IDrawn
    {
        readonly ReadOnlySpan<double> _from = from;
        readonly Span<double> _into = into;

        public void Put(int place, uint index) => _into[place] = _from[(int)index];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    ulong Redraw(ulong product, ulong count)
    {
        var threshold = ((1UL << 32) - count) % count;
        while ((uint)product < threshold) product = Next32() * count;
        return product;
    }
}
