using System.Collections.Immutable;
using Gradients.Ledger.Tournaments;

namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>Who is drawn for a round, in which shape.</summary>
/// <param name="IsFinal">One winner was left, or two with the placeholder.</param>
/// <param name="Kind">Groups or pairs; an environment final is one group.</param>
/// <param name="Entrants">In ordinal order; the draw shuffles them.</param>
/// <param name="GroupSizes">Largest first; empty for pairs.</param>
public sealed record NextRound(
    bool IsFinal, RoundKind Kind, ImmutableArray<Hotkey> Entrants, ImmutableArray<int> GroupSizes)
{
    public int Pairs => Kind == RoundKind.Group ? 0 : Entrants.Length / 2;
}

/// <summary>Rule 4.18: the shape of a round.</summary>
public static class RoundFlow
{
    static Hotkey Placeholder => Constants2026_10.Placeholder;

    /// <summary>Text and image: round one is one group of everybody.</summary>
    public static NextRound First(IEnumerable<Hotkey> entrants)
    {
        var drawn = new SortedSet<Hotkey>(entrants);
        return new NextRound(false, RoundKind.Group, [.. drawn], [drawn.Count]);
    }

    /// <summary>Text and image: the round after one that was not final.</summary>
    /// <param name="gone">Winners whose node has left; dropped last, so the number drawn may be odd again.</param>
    /// <returns>Null where nobody is left: there is no round.</returns>
    public static NextRound? Next(ImmutableArray<Hotkey> winners, ImmutableArray<Hotkey> gone)
    {
        var drawn = new SortedSet<Hotkey>(winners);
        var isFinal = IsFinal(drawn);
        if (drawn.Count % 2 == 1)
        {
            if (!drawn.Contains(Placeholder)) drawn.Add(Placeholder);
            else if (drawn.Count > 1) drawn.Remove(Placeholder);
        }
        drawn.ExceptWith(gone);
        return drawn.Count == 0 ? null : Shape(drawn, isFinal);
    }

    /// <summary>Text and image after round one: pairs up to eight, else groups.</summary>
    public static NextRound Shape(SortedSet<Hotkey> drawn, bool isFinal)
    {
        if (drawn.Count > Constants2026_10.KnockoutMax)
            return new NextRound(isFinal, RoundKind.Group, [.. drawn], GroupSizes(drawn.Count));
        if (drawn.Count % 2 == 1 && !drawn.Remove(Placeholder)) drawn.Add(Placeholder);
        return new NextRound(isFinal, isFinal ? RoundKind.Boss : RoundKind.Knockout, [.. drawn], []);
    }

    /// <summary>
    /// Environment: always groups. The placeholder joins the smallest of them at the draw, without being listed.
    /// </summary>
    /// <returns>Null where fewer than two are left: the reference refuses such a round.</returns>
    public static NextRound? NextEnvironment(ImmutableArray<Hotkey> winners, ImmutableArray<Hotkey> gone)
    {
        var drawn = new SortedSet<Hotkey>(winners);
        var isFinal = IsFinal(drawn);
        drawn.ExceptWith(gone);
        return ShapeEnvironment(drawn, number: 2, isFinal);
    }

    /// <param name="number">Of the round, from 1: small first rounds have smaller groups.</param>
    /// <inheritdoc cref="NextEnvironment"/>
    public static NextRound? ShapeEnvironment(SortedSet<Hotkey> drawn, int number, bool isFinal)
    {
        if (drawn.Count < Constants2026_10.EnvironmentGroupMin) return null;
        var largest = number == 1 && drawn.Count <= Constants2026_10.EnvironmentSmallFieldMax
            ? Constants2026_10.EnvironmentSmallFieldGroupMax
            : Constants2026_10.EnvironmentGroupMax;
        var players = drawn.Count + (isFinal || drawn.Contains(Placeholder) ? 0 : 1);
        var groups = (players + largest - 1) / largest;
        while (groups > 1 && drawn.Count / groups < Constants2026_10.EnvironmentGroupMin) groups--;
        return new NextRound(isFinal, RoundKind.Group, [.. drawn], Split(drawn.Count, groups));
    }

    /// <summary>The group that the placeholder joins: the smallest, the first of equals.</summary>
    public static int PlaceholderGroup(ImmutableArray<int> sizes) => sizes.IndexOf(sizes.Min());

    static bool IsFinal(SortedSet<Hotkey> winners) =>
        winners.Count == 1 || (winners.Count == 2 && winners.Contains(Placeholder));

    static ImmutableArray<int> GroupSizes(int entrants)
    {
        var groups = (entrants + Constants2026_10.GroupSize - 1) / Constants2026_10.GroupSize;
        if (entrants < groups * Constants2026_10.GroupMin) groups = Math.Max(1, groups - 1);
        return Split(entrants, groups);
    }

    /// <summary>As even as possible; the first groups take the remainder.</summary>
    static ImmutableArray<int> Split(int entrants, int groups) =>
        [.. Enumerable.Range(0, groups).Select(group => entrants / groups + (group < entrants % groups ? 1 : 0))];
}
