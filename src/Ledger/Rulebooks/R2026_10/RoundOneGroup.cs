using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.Shared;

namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>How one miner fared over the tasks of round one.</summary>
/// <param name="Hotkey">The miner.</param>
/// <param name="WasAbsent">No result in some task that others have one in: behind everybody with all results.</param>
/// <param name="AverageRank">Over the tasks with results; where absent, one behind the last.</param>
/// <param name="LossSum">In task order; infinite where absent.</param>
public readonly record struct RoundOnePlace(Hotkey Hotkey, bool WasAbsent, double AverageRank, double LossSum);

/// <summary>Rule 4.6: round one of text and image, one group over several tasks; two go on.</summary>
public static class RoundOneGroup
{
    public static ImmutableArray<Hotkey> Advance(ImmutableArray<ImmutableArray<TaskRow>> tasks) =>
        [.. Places(tasks).Take(Constants2026_10.RoundOneAdvance).Select(place => place.Hotkey)];

    /// <summary>Everybody with a result in some task, best first.</summary>
    /// <param name="tasks">Their rows, in row order: it breaks ties of losses, which always rank ascending.</param>
    public static ImmutableArray<RoundOnePlace> Places(ImmutableArray<ImmutableArray<TaskRow>> tasks)
    {
        var ranked = tasks
            .Select(rows => GroupRound.Ordered(rows, biggerIsBetter: false))
            .Where(rows => !rows.IsEmpty)
            .ToArray();
        return
        [
            .. FirstAppearances.Of(ranked.SelectMany(rows => rows).Select(row => row.Hotkey))
                .Select(hotkey => PlaceOf(hotkey, ranked))
                // Surprise 13: absence in one task weighs more than every rank in the others.
                .OrderBy(place => place.WasAbsent)
                .ThenBy(place => place.AverageRank)
                .ThenBy(place => place.LossSum)
                .ThenBy(place => place.Hotkey),
        ];
    }

    static RoundOnePlace PlaceOf(Hotkey hotkey, ImmutableArray<TaskRow>[] ranked)
    {
        var ranks = 0;
        var losses = 0.0;
        var absent = false;
        foreach (var rows in ranked)
        {
            var place = 0;
            while (place < rows.Length && rows[place].Hotkey != hotkey) place++;
            ranks += place + 1;
            losses += place < rows.Length ? rows[place].Loss!.Value : double.PositiveInfinity;
            absent |= place == rows.Length;
        }
        return new RoundOnePlace(hotkey, absent, (double)ranks / ranked.Length, losses);
    }
}
