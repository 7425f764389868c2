using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>Rule 4.4, end: who takes the title of a text or image tournament.</summary>
public static class Title
{
    /// <summary>
    /// The challenger may lose one task of those expected, and must hold every lineage. An empty list keeps the boss.
    /// </summary>
    /// <param name="boss">The champion's placeholder.</param>
    /// <param name="taskWinners">Without the drawn tasks; null where nobody won.</param>
    /// <param name="lineages">All that the final registered.</param>
    /// <param name="expected">
    /// How many tasks there should have been, where draws were dropped; otherwise 0. With 3 of 6 left, all 3 count.
    /// </param>
    public static Hotkey Of(
        Hotkey boss, ImmutableArray<Hotkey?> taskWinners, ImmutableArray<Lineage> lineages, int expected)
    {
        Hotkey? opponent = null;
        var wins = 0;
        foreach (var winner in taskWinners)
        {
            if (winner is null || winner == boss) continue;
            opponent ??= winner;
            if (winner == opponent) wins++;
        }
        if (opponent is not { } challenger || wins < Required(taskWinners.Length, expected)) return boss;
        foreach (var lineage in lineages)
            if (!lineage.IsOpenTo(challenger)) return boss;
        return challenger;
    }

    static int Required(int decided, int expected)
    {
        var needed = Math.Max(decided, expected) - Constants2026_10.TasksTheChallengerMayLose;
        return Math.Min(Math.Max(1, needed), decided);
    }
}
