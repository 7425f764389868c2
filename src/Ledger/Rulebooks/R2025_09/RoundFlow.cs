using System.Collections.Immutable;
using Gradients.Ledger.Tournaments;

namespace Gradients.Ledger.Rulebooks.R2025_09;

/// <summary>Somebody in the tournament.</summary>
/// <param name="RequiredStake">The stake at entry, which must be kept.</param>
/// <param name="Stake">The stake now; absent when no longer registered.</param>
public sealed record StakedEntrant(Hotkey Hotkey, bool IsEliminated, double RequiredStake, double? Stake);

/// <summary>The round that follows.</summary>
/// <param name="Entrants">In ordinal order; the draw shuffles them.</param>
public sealed record NextRound(bool IsFinal, RoundKind Kind, ImmutableArray<Hotkey> Entrants);

/// <summary>What a round that was not final ends with.</summary>
/// <param name="Eliminated">In ordinal order, those of this round.</param>
/// <param name="Next">Null: nobody won, the tournament is over and the placeholder is its winner.</param>
public sealed record RoundEnd(ImmutableArray<Hotkey> Eliminated, NextRound? Next);

/// <summary>Rule 4.6: from the winners of a round to the next one.</summary>
public static class RoundFlow
{
    static Hotkey Placeholder => Constants2025_09.Placeholder;

    public static RoundEnd Close(ImmutableArray<Hotkey> winners, ImmutableArray<StakedEntrant> participants)
    {
        var left = new SortedSet<Hotkey>(winners);
        var eliminated = new SortedSet<Hotkey>();
        foreach (var one in participants)
        {
            if (one.IsEliminated) continue;
            // A winner who sold stake is out; one whose node is gone is not looked at here.
            if (!left.Contains(one.Hotkey) || one.Stake < one.RequiredStake) eliminated.Add(one.Hotkey);
        }
        left.ExceptWith(eliminated);
        var gone = participants.Where(one => one.Stake is null).Select(one => one.Hotkey);
        return new RoundEnd([.. eliminated], left.Count == 0 ? null : Next(left, gone));
    }

    /// <param name="advanced">Who goes on, without those who sold stake.</param>
    /// <param name="gone">Whose node is no longer registered.</param>
    public static NextRound Next(IEnumerable<Hotkey> advanced, IEnumerable<Hotkey> gone)
    {
        var winners = new SortedSet<Hotkey>(advanced);
        var isFinal = winners.Count == 1 || (winners.Count == 2 && winners.Contains(Placeholder));
        if (winners.Count % 2 == 1)
        {
            if (!winners.Contains(Placeholder)) winners.Add(Placeholder);
            else if (winners.Count > 1) winners.Remove(Placeholder);
        }
        foreach (var hotkey in gone) winners.Remove(hotkey);
        return Shape(winners, isFinal);
    }

    /// <summary>Pairs up to 14, the placeholder evening them out; above that one group of everybody.</summary>
    public static NextRound Shape(SortedSet<Hotkey> drawn, bool isFinal)
    {
        var isKnockout = drawn.Count <= Constants2025_09.KnockoutMax;
        if (isKnockout && drawn.Count % 2 == 1 && !drawn.Remove(Placeholder)) drawn.Add(Placeholder);
        var kind = isFinal ? RoundKind.Boss : isKnockout ? RoundKind.Knockout : RoundKind.Group;
        return new NextRound(isFinal, kind, [.. drawn]);
    }
}
