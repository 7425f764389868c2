using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.R2025_12;

/// <summary>The winners of a whole round that is not the final: rules 4.4 and 4.5, and the set of 4.7.</summary>
public static class RoundWinners
{
    /// <summary>Group round: everybody who goes on from some group, each once, in ordinal order.</summary>
    public static ImmutableArray<Hotkey> OfGroups(ReadOnlySpan<ImmutableArray<TaskRow>> tasks)
    {
        var winners = new SortedSet<Hotkey>();
        foreach (var rows in tasks)
            foreach (var hotkey in GroupRound.Advance(rows)) winners.Add(hotkey);
        return [.. winners];
    }

    /// <summary>
    /// Knockout round: the winners of its tasks, each once, in ordinal order; a pair without winner sends nobody.
    /// </summary>
    public static ImmutableArray<Hotkey> OfKnockout(ReadOnlySpan<Hotkey?> taskWinners)
    {
        var winners = new SortedSet<Hotkey>();
        foreach (var winner in taskWinners)
            if (winner is { } hotkey) winners.Add(hotkey);
        return [.. winners];
    }
}
