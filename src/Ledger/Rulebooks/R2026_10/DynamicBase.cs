using System.Collections.Immutable;
using Gradients.Ledger.Arithmetic;

namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>Rule 4.10: each type's base share of emission, from how many miners enter it lately.</summary>
public static class DynamicBase
{
    static readonly PerType<double> Anchors = new(
        Constants2026_10.TextAnchor, Constants2026_10.ImageAnchor, Constants2026_10.EnvironmentAnchor);

    /// <summary>
    /// The entrants of the newest four completed tournaments, newest first. The newest one that was not cancelled is
    /// left out, whatever its status, and so are those with fewer than three participants.
    /// </summary>
    public static ImmutableArray<int> EntrantCounts(IReadOnlyList<PastTournament> history)
    {
        var counts = ImmutableArray.CreateBuilder<int>(Constants2026_10.EntrantWindow);
        var newestSeen = false;
        for (var i = history.Count - 1; i >= 0 && counts.Count < Constants2026_10.EntrantWindow; i--)
        {
            var past = history[i];
            if (past.Status == PastStatus.Cancelled) continue;
            if (newestSeen && past.Status == PastStatus.Completed
                && past.Participants >= Constants2026_10.EntrantMinimum) counts.Add(past.Participants);
            newestSeen = true;
        }
        return counts.ToImmutable();
    }

    /// <summary>Their mean; null where nothing is known.</summary>
    public static double? MeanEntrants(ImmutableArray<int> counts)
    {
        if (counts.IsEmpty) return null;
        var sum = 0L;
        foreach (var count in counts) sum += count;
        return (double)sum / counts.Length;
    }

    /// <param name="entrants">Mean entrants of each type; null where unknown.</param>
    public static PerType<double> Of(PerType<double?> entrants)
    {
        var pool = Anchors.Text + Anchors.Image + Anchors.Environment;
        var known = new PerType<double?>(
            Pressure(entrants.Text, Anchors.Text, pool),
            Pressure(entrants.Image, Anchors.Image, pool),
            Pressure(entrants.Environment, Anchors.Environment, pool));
        var unknown = MeanOf(known.InOrder);

        // The emptier a type is, measured by its anchor, the more it pays.
        var text = Demand(Anchors.Text, known.Text ?? unknown);
        var image = Demand(Anchors.Image, known.Image ?? unknown);
        var environment = Demand(Anchors.Environment, known.Environment ?? unknown);
        var sum = 0.0 + text + image + environment;
        return new PerType<double>(text, image, environment).Select(demand => Limited(pool * demand / sum));
    }

    static double? Pressure(double? entrants, double anchor, double pool) =>
        entrants is > 0.0 ? entrants.Value / (anchor / pool) : null;

    static double MeanOf(ImmutableArray<double?> pressures)
    {
        var (sum, count) = (0.0, 0);
        foreach (var pressure in pressures)
        {
            if (pressure is not { } known) continue;
            sum += known;
            count++;
        }
        return count == 0 ? 1.0 : sum / count;
    }

    /// <summary>(1 / pressure)^1.25, the power rounded once: five quarters.</summary>
    static double Demand(double anchor, double pressure) =>
        anchor * ExactPower.Quarters(1.0 / pressure, (int)(4.0 * Constants2026_10.PressureExponent));

    static double Limited(double share) =>
        Math.Min(Constants2026_10.BaseCap, Math.Max(Constants2026_10.BaseFloor, share));
}
