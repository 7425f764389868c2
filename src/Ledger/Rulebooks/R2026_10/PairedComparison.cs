using Gradients.Ledger.Arithmetic;

namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>Rule 4.2: two models compared example by example.</summary>
/// <param name="Examples">Examples with a finite loss on both sides.</param>
/// <param name="Decided">Of these, the ones outside the dead zone.</param>
/// <param name="ChallengerWins">Decided for the challenger.</param>
/// <param name="BossWins">Decided for the boss.</param>
/// <param name="WinRate">The challenger's share of the decided ones; 0 where there are none.</param>
/// <param name="WinRateBound">Its lower bound; must reach 0.55.</param>
/// <param name="MeanGap">By how much the boss's loss is above the challenger's, on average over all examples.</param>
/// <param name="MeanGapBound">Its lower bound; must reach the required gap.</param>
/// <param name="RequiredGap">The larger of 0.01 and one hundredth of the boss's mean loss.</param>
/// <param name="Bar">The first bar that was missed, or that all were passed.</param>
public sealed record PairedComparison(
    int Examples, int Decided, int ChallengerWins, int BossWins, double WinRate, double WinRateBound,
    double MeanGap, double MeanGapBound, double RequiredGap, PairedBar Bar)
{
    public bool ChallengerWon => Bar == PairedBar.Won;

    public bool IsDraw => Bar == PairedBar.Draw;

    /// <param name="boss">One loss per example.</param>
    /// <param name="challenger">As many, of the same examples.</param>
    public static PairedComparison Of(ReadOnlySpan<double> boss, ReadOnlySpan<double> challenger)
    {
        var (gaps, usable) = Gaps(boss, challenger);
        // Surprise 9: without a usable example nobody won, and it is no draw either.
        if (gaps.Length == 0)
            return new PairedComparison(
                0, 0, 0, 0, 0.0, 0.0, 0.0, 0.0, Constants2026_10.RequiredGapFloor, PairedBar.Empty);

        var count = ExampleCount.Of(gaps);
        var required = Math.Max(
            Constants2026_10.RequiredGapFloor,
            Constants2026_10.RequiredGapShare * Math.Abs(PairwiseSum.Mean(usable)));
        var bounds = Bootstrap.LowerBounds(gaps);
        // Surprise 8: there is no least number of decided examples; a single one can win.
        var bar = count.Decided == 0 ? PairedBar.Draw
            : bounds.WinRate < Constants2026_10.WinRateBound ? PairedBar.WinRate
            : bounds.MeanGap < required ? PairedBar.MeanGap
            : PairedBar.Won;
        return new PairedComparison(
            gaps.Length, count.Decided, count.Wins, count.Losses,
            count.Decided > 0 ? (double)count.Wins / count.Decided : 0.0, bounds.WinRate,
            PairwiseSum.Mean(gaps), bounds.MeanGap, required, bar);
    }

    /// <summary>The gaps of the examples that both sides measured, and the boss's losses of the same.</summary>
    static (double[] Gaps, double[] Boss) Gaps(ReadOnlySpan<double> boss, ReadOnlySpan<double> challenger)
    {
        var gaps = new double[boss.Length];
        var usable = new double[boss.Length];
        var count = 0;
        for (var i = 0; i < boss.Length; i++)
        {
            if (!double.IsFinite(boss[i]) || !double.IsFinite(challenger[i])) continue;
            usable[count] = boss[i];
            gaps[count++] = boss[i] - challenger[i];
        }
        return (gaps[..count], usable[..count]);
    }
}

/// <summary>Where a paired comparison ended.</summary>
public enum PairedBar
{
    /// <summary>No example was decided.</summary>
    Draw,

    /// <summary>No example was usable.</summary>
    Empty,

    /// <summary>The bound of the win rate is too low.</summary>
    WinRate,

    /// <summary>The bound of the mean gap is too low.</summary>
    MeanGap,

    Won,
}
