using Gradients.Ledger.Arithmetic;

namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>
/// Rules 3 and 4.2: how sure a paired comparison is. 10,000 resamples of the examples, drawn from one stream that
/// starts anew for every comparison, give lower bounds of the win rate and of the mean gap. Bit for bit those of the
/// reference; memory does not grow with the number of resamples times examples.
/// </summary>
public static class Bootstrap
{
    /// <summary>Where NumPy's PCG64 starts from seed 20260808 (rule 3.1); the seeding itself is not needed.</summary>
    static readonly UInt128 State = new(0x004eae1ecfcaceb0, 0xe2489190f8d640f0);
    static readonly UInt128 Increment = new(0x8850cc019334f5fb, 0x031c61a8b6653a73);

    /// <summary>1.0000000000000009 and not 1: the reference subtracts before it scales.</summary>
    const double LowerPercent = (1.0 - Constants2026_10.BootstrapConfidence) * 100.0;

    /// <summary>A stream at its start.</summary>
    public static Pcg64 Stream() => new(State, Increment);

    /// <param name="gaps">Boss's loss minus the challenger's of each usable example, in order; at least one.</param>
    public static BootstrapBounds LowerBounds(ReadOnlySpan<double> gaps)
    {
        var winRates = new double[Constants2026_10.BootstrapResamples];
        var meanGaps = new double[Constants2026_10.BootstrapResamples];
        Resample(gaps, winRates, meanGaps);
        return new BootstrapBounds(LowerBound(winRates), LowerBound(meanGaps));
    }

    /// <summary>The win rate and mean gap of each resample, in the order in which they are drawn.</summary>
    internal static void Resample(ReadOnlySpan<double> gaps, Span<double> winRates, Span<double> meanGaps)
    {
        var drawn = new double[gaps.Length];
        var stream = Stream();
        for (var resample = 0; resample < winRates.Length; resample++)
        {
            stream.Pick(gaps, drawn);
            var count = ExampleCount.Of(drawn);
            winRates[resample] = count.Decided > 0 ? (double)count.Wins / count.Decided : 0.0;
            meanGaps[resample] = PairwiseSum.Mean(drawn);
        }
    }

    static double LowerBound(double[] values)
    {
        Array.Sort(values);
        // Gaps beyond the range of doubles may give a mean that is no number: then the bound is none either.
        return double.IsNaN(values[0]) ? double.NaN : Percentile.Of(values, LowerPercent);
    }
}

/// <summary>Lower bounds at 99 % confidence, one-sided.</summary>
public readonly record struct BootstrapBounds(double WinRate, double MeanGap);
