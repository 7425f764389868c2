using System.Collections.Immutable;
using Gradients.Ledger.Tournaments;

namespace Gradients.Ledger.Rulebooks.R2025_12;

/// <summary>Rule 4.7: from the winners of a round to the shape of the next one.</summary>
public static class RoundFlow
{
    static Hotkey Placeholder => Constants2025_12.Placeholder;

    /// <summary>Round 1: all entrants without the placeholder, which parity may still add.</summary>
    public static NextRound First(IEnumerable<Hotkey> entrants)
    {
        // One by one: a set made of a list sorts it by code that is compiled at every start (decision 0055).
        SortedSet<Hotkey> drawn = [.. entrants];
        drawn.Remove(Placeholder);
        return Shape(drawn, isFinal: false, placeholderWon: false);
    }

    /// <param name="winners">Of the round just closed, which was not the final.</param>
    /// <param name="gone">
    /// Hotkeys whose node has left: not eliminated, but not drawn; the placeholder too, which parity may add again.
    /// </param>
    public static NextRound Next(ImmutableArray<Hotkey> winners, ImmutableArray<Hotkey> gone)
    {
        SortedSet<Hotkey> drawn = [.. winners];
        var placeholderWon = drawn.Contains(Placeholder);
        if (drawn.Count == 0)
            return new NextRound(RoundOutcome.NoWinners, RoundKind.Knockout, [], [], false, false);

        var isFinal = drawn.Count == 1 || (drawn.Count == 2 && placeholderWon);
        if (drawn.Count % 2 == 1)
        {
            if (!placeholderWon) drawn.Add(Placeholder);
            else if (drawn.Count > 1) drawn.Remove(Placeholder);
        }
        foreach (var hotkey in gone) drawn.Remove(hotkey);
        return Shape(drawn, isFinal, placeholderWon);
    }

    internal static NextRound Shape(SortedSet<Hotkey> drawn, bool isFinal, bool placeholderWon)
    {
        var isKnockout = drawn.Count <= Constants2025_12.KnockoutMax;
        if (isKnockout && drawn.Count % 2 == 1 && !drawn.Remove(Placeholder)) drawn.Add(Placeholder);

        var isIn = drawn.Contains(Placeholder);
        return new NextRound(
            drawn.Count == 0 ? RoundOutcome.NobodyToDraw : RoundOutcome.Drawn,
            isFinal ? RoundKind.Boss : isKnockout ? RoundKind.Knockout : RoundKind.Group,
            [.. drawn],
            isKnockout ? [] : GroupSizes(drawn.Count),
            PlaceholderAdded: isIn && !placeholderWon,
            PlaceholderRemoved: placeholderWon && !isIn);
    }

    /// <summary>
    /// Groups of about 32 and, unless there is but one, of at least 20; the first ones take the remainder.
    /// </summary>
    static ImmutableArray<int> GroupSizes(int entrants)
    {
        var groups = (entrants + Constants2025_12.GroupSize - 1) / Constants2025_12.GroupSize;
        if (entrants < groups * Constants2025_12.GroupMin) groups = Math.Max(1, groups - 1);

        var sizes = ImmutableArray.CreateBuilder<int>(groups);
        for (var group = 0; group < groups; group++)
            sizes.Add(entrants / groups + (group < entrants % groups ? 1 : 0));
        return sizes.MoveToImmutable();
    }
}
