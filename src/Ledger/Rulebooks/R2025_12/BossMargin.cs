using Gradients.Ledger.Arithmetic;

namespace Gradients.Ledger.Rulebooks.R2025_12;

/// <summary>Rule 4.6: by which fraction a challenger must beat the champion, shrinking with each defence.</summary>
public static class BossMargin
{
    /// <summary>
    /// max(0.03, 0.10 * 0.8^(wins - 1)). Surprise 14: no win at all gives 0.125, more than the 0.10 of a fresh
    /// champion.
    /// </summary>
    /// <param name="wins">The champion's streak, from 0.</param>
    public static double After(int wins)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(wins);
        // The power falls with every win and is below the floor from the seventh on: no need for its thousandth digit.
        if (wins > 40) return Constants2025_12.MarginFloor;
        var margin = Constants2025_12.MarginBase * ExactPower.Whole(Constants2025_12.MarginDecay, wins - 1);
        return Math.Max(Constants2025_12.MarginFloor, margin);
    }
}
