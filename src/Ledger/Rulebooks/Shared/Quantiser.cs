using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.Shared;

/// <summary>Rule 4.13: a float64 weight vector becomes the 16-bit row that the chain stores.</summary>
public static class Quantiser
{
    public const double LargestWeight = 65_535.0;

    /// <summary>Lengths differ, a negative uid or weight, or a product that is not a number.</summary>
    public const string ValueError = "ValueError";

    /// <summary>The largest weight is so small that scaling by it overflows.</summary>
    public const string OverflowError = "OverflowError";

    /// <summary>The whole node vector: the index is the uid.</summary>
    public static Quantised Quantise(ReadOnlySpan<double> weights)
    {
        var uids = weights.Length <= 256 ? stackalloc int[weights.Length] : new int[weights.Length];
        for (var uid = 0; uid < uids.Length; uid++) uids[uid] = uid;
        return Quantise(uids, weights);
    }

    public static Quantised Quantise(ReadOnlySpan<int> uids, ReadOnlySpan<double> weights)
    {
        if (uids.Length != weights.Length || AnyNegative(uids) || AnyNegative(weights))
            return new Quantised.Failed(ValueError);
        if (AllZero(weights))
            return new Quantised.Row([], []);

        var factor = LargestWeight / Largest(weights);
        var sentUids = ImmutableArray.CreateBuilder<int>();
        var sentWeights = ImmutableArray.CreateBuilder<ushort>();
        for (var i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] > 0.0)) continue;
            var scaled = weights[i] * factor;
            if (double.IsNaN(scaled)) return new Quantised.Failed(ValueError);
            if (double.IsInfinity(scaled)) return new Quantised.Failed(OverflowError);
            sentUids.Add(uids[i]);
            sentWeights.Add((ushort)Math.Round(scaled, MidpointRounding.ToEven));   // a 0 is sent all the same
        }
        return new Quantised.Row(sentUids.DrainToImmutable(), sentWeights.DrainToImmutable());
    }

    static bool AnyNegative(ReadOnlySpan<int> uids)
    {
        foreach (var uid in uids)
            if (uid < 0) return true;
        return false;
    }

    static bool AnyNegative(ReadOnlySpan<double> weights)
    {
        foreach (var weight in weights)
            if (weight < 0.0) return true;
        return false;
    }

    static bool AllZero(ReadOnlySpan<double> weights)
    {
        foreach (var weight in weights)
            if (weight != 0.0) return false;
        return true;
    }

    /// <summary>Left to right with a plain comparison: a NaN in front stays, one behind is passed over.</summary>
    static double Largest(ReadOnlySpan<double> weights)
    {
        var largest = weights[0];
        foreach (var weight in weights)
            if (weight > largest) largest = weight;
        return largest;
    }
}
