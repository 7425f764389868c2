using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Gradients.Ledger.Draws;

/// <summary>Who meets whom, from a public seed: anyone who knows the seed and the entrants redoes it (docs/draw.md).</summary>
public static class Draw
{
    /// <summary>
    /// Entrants in ordinal order, shuffled by Fisher-Yates from the last place down, then dealt in order: consecutive
    /// runs of the given sizes become groups or pairs.
    /// </summary>
    /// <exception cref="ArgumentException">The sizes do not add up to the number of entrants.</exception>
    public static ImmutableArray<ImmutableArray<Hotkey>> Deal(
        ReadOnlySpan<byte> seed, IEnumerable<Hotkey> entrants, ImmutableArray<int> sizes)
    {
        var order = Hotkey.Ordered(entrants);
        Shuffle(seed, order);
        var dealt = new ImmutableArray<Hotkey>[sizes.Length];
        var at = 0;
        for (var i = 0; i < sizes.Length; i++)
        {
            if (at + sizes[i] > order.Length)
                break;
            dealt[i] = [.. order.AsSpan(at, sizes[i])];
            at += sizes[i];
        }
        if (at != order.Length || (dealt.Length > 0 && dealt[^1].IsDefault))
            throw new ArgumentException("The sizes do not add up to the number of entrants.", nameof(sizes));
        return ImmutableCollectionsMarshal.AsImmutableArray(dealt);
    }

    public static void Shuffle<T>(ReadOnlySpan<byte> seed, Span<T> items)
    {
        var stream = new SeedWords(seed);
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = stream.Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
