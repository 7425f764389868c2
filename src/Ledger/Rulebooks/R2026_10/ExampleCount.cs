namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>How many examples each side wins. A gap of exactly the dead zone, 0.01, decides nothing.</summary>
/// <param name="Wins">Gaps above the dead zone.</param>
/// <param name="Losses">Gaps below minus the dead zone.</param>
/// <param name="Examples">All of them.</param>
public readonly record struct ExampleCount(int Wins, int Losses, int Examples)
{
    public int Decided => Wins + Losses;

    public static ExampleCount Of(ReadOnlySpan<double> gaps)
    {
        var (wins, losses) = (0, 0);
        foreach (var gap in gaps)
        {
            if (gap > Constants2026_10.ExampleDeadZone) wins++;
            else if (gap < -Constants2026_10.ExampleDeadZone) losses++;
        }
        return new ExampleCount(wins, losses, gaps.Length);
    }

    /// <summary>Counts for <paramref name="first"/>: its loss is the smaller one where it wins.</summary>
    public static ExampleCount Between(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var gaps = new double[first.Length];
        var count = 0;
        for (var i = 0; i < first.Length; i++)
            if (double.IsFinite(first[i]) && double.IsFinite(second[i])) gaps[count++] = second[i] - first[i];
        return Of(gaps.AsSpan(0, count));
    }
}
