using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.Shared;

namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>A place in a tournament's final positions, from 1.</summary>
public readonly record struct FinalPosition(Hotkey Hotkey, int Place);

/// <summary>What one type's latest completed tournament brings into the split.</summary>
/// <param name="Winner">As stored.</param>
/// <param name="Base">Stands in for the placeholder.</param>
/// <param name="Positions">In the order of the map that stores them: sums run in it. Empty in older data.</param>
/// <param name="FinalScores">
/// The hotkeys of each final task, in order of appearance; default where there was no final round.
/// </param>
public sealed record SplitInputs(
    Hotkey? Winner,
    Hotkey? Base,
    ImmutableArray<FinalPosition> Positions,
    ImmutableArray<ImmutableArray<Hotkey>> FinalScores);

/// <summary>Rule 4.12: how a type's pool is split: about 76, 19 and 5 of 100 for the first three places.</summary>
public static class RankSplit
{
    /// <returns>Shares by hotkey; their order matters to later sums.</returns>
    public static ImmutableArray<HotkeyAmount> Of(SplitInputs type) =>
        type.Positions.IsEmpty ? Legacy(type) : ByPositions(type);

    /// <summary>
    /// What a place is worth among <paramref name="entries"/> entries: 0.25^(place - 1) as a share of all paid ones.
    /// </summary>
    /// <param name="halfSteps">Twice (place - 1).</param>
    public static double ShareOf(int entries, int halfSteps)
    {
        if (entries <= 1) return 1.0;
        var paid = Math.Min(entries, Constants2026_10.PaidPlaces);
        if (halfSteps > 2 * (paid - 1)) return 0.0;
        const double decay = Constants2026_10.RankDecay;
        return DecliningShares.Of(decay, paid, halfSteps, DecliningShares.Sum(decay, paid));
    }

    /// <summary>
    /// Surprise 10: the divisor goes by the number of entries, so with places missing the rest is burnt. Two entries of
    /// one real hotkey are added.
    /// </summary>
    static ImmutableArray<HotkeyAmount> ByPositions(SplitInputs type)
    {
        var shares = new List<HotkeyAmount>();
        foreach (var (hotkey, place) in type.Positions)
        {
            if (place > Constants2026_10.PaidPlaces) continue;
            var real = RealWinner.Resolve(hotkey, type.Base);
            var share = ShareOf(type.Positions.Length, 2 * (place - 1));
            var known = shares.FindIndex(entry => entry.Hotkey == real);
            if (known < 0) shares.Add(new HotkeyAmount(real, share));
            else shares[known] = new HotkeyAmount(real, shares[known].Amount + share);
        }
        return [.. shares];
    }

    /// <summary>Without positions the final's entrants are paid in order of appearance, the champion first.</summary>
    static ImmutableArray<HotkeyAmount> Legacy(SplitInputs type)
    {
        var paid = new List<Hotkey>();
        if (RealWinner.Of(type.Winner, type.Base) is { } champion) paid.Add(champion);
        if (type.FinalScores.IsDefault) return [.. paid.Select(hotkey => new HotkeyAmount(hotkey, 1.0))];

        foreach (var task in type.FinalScores)
            foreach (var hotkey in task)
                if (RealWinner.Resolve(hotkey, type.Base) is var real && !paid.Contains(real)) paid.Add(real);
        // Surprise 10: the third and later ones stay in the map with nothing.
        return
        [
            .. paid.Select((hotkey, place) => new HotkeyAmount(hotkey, place switch
            {
                0 => paid.Count == 1 ? 1.0 : Constants2026_10.LegacyFirstShare,
                1 => Constants2026_10.LegacySecondShare,
                _ => 0.0,
            })),
        ];
    }
}
