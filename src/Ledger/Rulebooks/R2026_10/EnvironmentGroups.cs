using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>
/// Rule 4.8: who goes on from the groups of an environment round. The placeholder plays in one of them.
/// </summary>
public static class EnvironmentGroups
{
    static Hotkey Boss => Constants2026_10.Placeholder;

    /// <summary>
    /// Everybody with the best score of the group, unless the boss reached it: then nobody goes on from there. Of a
    /// final round: the members of its first group, and the boss.
    /// </summary>
    public static ImmutableArray<Hotkey> Advance(ImmutableArray<GroupTask> groups, bool isFinal)
    {
        var advancing = ImmutableArray.CreateBuilder<Hotkey>();
        if (isFinal)
        {
            if (!groups.IsEmpty) AddNew(advancing, groups[0].Members);
            AddNew(advancing, [Boss]);
            return advancing.ToImmutable();
        }
        foreach (var group in groups) AddNew(advancing, OfGroup(group));
        return advancing.ToImmutable();
    }

    static ImmutableArray<Hotkey> OfGroup(GroupTask group)
    {
        if (group.Members.IsEmpty) return [];
        var ordered = GroupRound.Ordered(group.Rows, biggerIsBetter: true);
        var challengers = ordered.Where(row => !Constants2026_10.IsPlaceholder(row.Hotkey)).ToArray();
        if (challengers.Length == 0) return [];
        var best = challengers[0].Loss;
        if (ordered.FirstOrDefault(row => Constants2026_10.IsPlaceholder(row.Hotkey)) is { } boss && boss.Loss >= best)
            return [];
        return [.. challengers.TakeWhile(row => row.Loss == best).Select(row => row.Hotkey)];
    }

    static void AddNew(ImmutableArray<Hotkey>.Builder advancing, ImmutableArray<Hotkey> hotkeys)
    {
        foreach (var hotkey in hotkeys)
            if (!advancing.Contains(hotkey)) advancing.Add(hotkey);
    }
}
