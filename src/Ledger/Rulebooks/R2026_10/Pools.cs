using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>What one type brings into the pools.</summary>
/// <param name="Base">Its base share (rule 4.10).</param>
/// <param name="Difference">Of its champion's win; null without a completed tournament.</param>
/// <param name="Pool">Its share of emission after boost, cap and scaling.</param>
/// <param name="BurnProportion">(0.5 - pool) / 0.5: negative where scaling took the pool above its cap.</param>
/// <param name="Entrants">Mean entrants that the base follows from; null where no tournament tells.</param>
public readonly record struct TypePool(
    double Base, double? Difference, double Pool, double BurnProportion, double? Entrants);

/// <summary>Rule 4.11: what each type's tournament weighs. The three shares add up to about one.</summary>
/// <param name="Types">The pools; a type's base weight is the same as its pool.</param>
/// <param name="Stored">Fresh differences that a weight setting stores, by tournament id.</param>
/// <param name="Factor">1 over the sum of the unscaled pools: what scales them to one.</param>
public sealed record Pools(
    PerType<TypePool> Types, ImmutableArray<(string Tournament, double Difference)> Stored, double Factor)
{
    /// <param name="histories">Of each type, oldest first, every status.</param>
    public static Pools Of(PerType<IReadOnlyList<PastTournament>> histories)
    {
        var entrants = histories.Select(h => DynamicBase.MeanEntrants(DynamicBase.EntrantCounts(h)));
        var bases = DynamicBase.Of(entrants);
        var stored = ImmutableArray.CreateBuilder<(string, double)>(3);
        var differences = histories.Select(history => Difference(history, stored));

        var text = Unscaled(bases.Text, differences.Text);
        var image = Unscaled(bases.Image, differences.Image);
        var environment = Unscaled(bases.Environment, differences.Environment);
        // Surprise 2: scaling to one makes a boost of one type a cut of the others, and lifts pools above their cap.
        var factor = 1.0 / (text + image + environment);
        return new Pools(
            new PerType<TypePool>(
                Scaled(bases.Text, differences.Text, text * factor, entrants.Text),
                Scaled(bases.Image, differences.Image, image * factor, entrants.Image),
                Scaled(bases.Environment, differences.Environment, environment * factor, entrants.Environment)),
            stored.DrainToImmutable(), factor);
    }

    /// <summary>Base share and boost, at most the cap.</summary>
    public static double Unscaled(double baseShare, double? difference) =>
        Math.Min(baseShare + Boost(difference), Constants2026_10.PoolCap);

    /// <summary>Twice what the difference is above one tenth.</summary>
    public static double Boost(double? difference) =>
        difference is not { } d || d <= Constants2026_10.BoostThreshold
            ? 0.0
            : (d - Constants2026_10.BoostThreshold) * Constants2026_10.BoostRate;

    static TypePool Scaled(double baseShare, double? difference, double pool, double? entrants) =>
        new(baseShare, difference, pool, (Constants2026_10.PoolCap - pool) / Constants2026_10.PoolCap, entrants);

    static double? Difference(
        IReadOnlyList<PastTournament> history, ImmutableArray<(string, double)>.Builder stored)
    {
        var completed = history.Where(past => past.Status == PastStatus.Completed).ToArray();
        if (completed.Length == 0) return null;
        var latest = completed[^1];
        if (!RealWinner.HasChanged(completed.Length > 1, latest.Winner)) return OfChampion(latest.Base, completed);
        // Surprise 4: written anew at every weight setting while the title last changed hands here.
        stored.Add((latest.Id, latest.FreshPerformance));
        return latest.FreshPerformance;
    }

    static double OfChampion(Hotkey? baseWinner, PastTournament[] completed)
    {
        if (RealWinner.Present(baseWinner) is not { } champion) return 0.0;
        for (var i = completed.Length - 1; i >= 0; i--)
            if (completed[i].Winner == champion) return completed[i].StoredPerformance ?? 0.0;
        return 0.0;
    }
}
