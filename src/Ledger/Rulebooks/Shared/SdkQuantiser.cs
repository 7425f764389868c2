using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.Shared;

/// <summary>
/// The quantiser of the newer SDK: <c>round((w / max) * 65535)</c>, zeros left out. It divides first, so it differs by one
/// from <see cref="Quantiser"/> in some rows: 215 of the 79,800 simple fractions. No rulebook names it so far; an audit
/// uses it to say why a row is off by one.
/// </summary>
public static class SdkQuantiser
{
    /// <param name="uids">Parallel to the weights.</param>
    /// <param name="weights">Finite and not negative.</param>
    public static Quantised Quantise(ReadOnlySpan<int> uids, ReadOnlySpan<double> weights)
    {
        if (uids.Length != weights.Length)
            return new Quantised.Failed(Quantiser.ValueError);
        var largest = 0.0;
        foreach (var weight in weights)
        {
            if (!(weight >= 0.0) || double.IsInfinity(weight))
                return new Quantised.Failed(Quantiser.ValueError);
            if (weight > largest) largest = weight;
        }
        var sentUids = ImmutableArray.CreateBuilder<int>();
        var sentWeights = ImmutableArray.CreateBuilder<ushort>();
        for (var i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] > 0.0)) continue;
            var share = weights[i] / largest;
            var scaled = (ushort)Math.Round(share * Quantiser.LargestWeight, MidpointRounding.ToEven);
            if (scaled == 0) continue;
            sentUids.Add(uids[i]);
            sentWeights.Add(scaled);
        }
        return new Quantised.Row(sentUids.DrainToImmutable(), sentWeights.DrainToImmutable());
    }
}
