using System.Numerics;
using System.Runtime.InteropServices;

namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>How many examples each side wins. A gap of exactly the dead zone, 0.01, decides nothing.</summary>
/// <param name="Wins">Gaps above the dead zone.</param>
/// <param name="Losses">Gaps below minus the dead zone.</param>
/// <param name="Examples">All of them.</param>
public readonly record struct ExampleCount(int Wins, int Losses, int Examples)
{
    static readonly Vector<double> DeadZone = new(Constants2026_10.ExampleDeadZone);

    public int Decided => Wins + Losses;

    public static ExampleCount Of(ReadOnlySpan<double> gaps)
    {
        // Counting is exact in any order, so it goes by vectors: a comparison that holds is minus one.
        var (wins, losses) = (Vector<long>.Zero, Vector<long>.Zero);
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(gaps);
        foreach (ref readonly var vector in vectors)
        {
            wins -= Vector.GreaterThan(vector, DeadZone);
            losses -= Vector.LessThan(vector, -DeadZone);
        }
        var (won, lost) = ((int)Vector.Sum(wins), (int)Vector.Sum(losses));
        foreach (var gap in gaps[(vectors.Length * Vector<double>.Count)..])
        {
            if (gap > Constants2026_10.ExampleDeadZone) won++;
            else if (gap < -Constants2026_10.ExampleDeadZone) lost++;
        }
        return new ExampleCount(won, lost, gaps.Length);
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
