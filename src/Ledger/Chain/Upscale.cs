using System.Collections.Immutable;

namespace Gradients.Ledger.Chain;

/// <summary>
/// What the chain stores of the weights that were sent: scaled so that the largest is 65535, in whole numbers, by the
/// runtime's own steps. They do not round half up everywhere: 38550, 5, 15, 25 are stored as 65535, 8, 25, 42.
/// </summary>
public static class Upscale
{
    const ulong Largest = 65_535, Half = 1UL << 31;

    /// <param name="sent">As sent, in the order sent. Zeros are kept; all zeros are stored as they are.</param>
    public static ImmutableArray<ushort> Of(ReadOnlySpan<ushort> sent)
    {
        ulong max = 0;
        foreach (var weight in sent)
            max = Math.Max(max, weight);
        var stored = ImmutableArray.CreateBuilder<ushort>(sent.Length);
        foreach (var weight in sent)
            stored.Add(max == 0 ? (ushort)0 : (ushort)Scaled(weight, max));
        return stored.MoveToImmutable();
    }

    /// <summary>The runtime divides first where the largest exceeds 32768, and last where it does not.</summary>
    static ulong Scaled(ulong weight, ulong max) => max <= 32_768
        ? (((weight * Largest) << 32) / max + Half) >> 32
        : (weight * ((Largest << 32) / max) + Half) >> 32;
}
