using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>One task of an environment final: its environments and its rows, in row order.</summary>
public sealed record EnvironmentTask(ImmutableArray<string> Environments, ImmutableArray<TaskRow> Rows)
{
    internal double? ScoreOf(Hotkey hotkey)
    {
        foreach (var row in Rows)
            if (row.Hotkey == hotkey && Measure.IsResult(row)) return row.Loss;
        return null;
    }

    internal bool HasDecidingEnvironment => Environments.Contains(Constants2026_10.DecidingEnvironment);
}

/// <summary>Rule 4.8: the final of an environment tournament.</summary>
public static class EnvironmentBossRound
{
    static Hotkey Boss => Constants2026_10.Placeholder;

    /// <summary>First and second place; the boss alone where nobody challenged it.</summary>
    /// <param name="final">The tasks of the final in task order; default where there was no final round.</param>
    public static ImmutableArray<Hotkey> Places(ImmutableArray<EnvironmentTask> final)
    {
        if (final.IsDefaultOrEmpty || Contender(final) is not { } contender) return [Boss];
        return ContenderWins(final, contender) ? [contender, Boss] : [Boss, contender];
    }

    static Hotkey? Contender(ImmutableArray<EnvironmentTask> final)
    {
        foreach (var task in final)
            foreach (var row in task.Rows)
                if (!Constants2026_10.IsPlaceholder(row.Hotkey) && Measure.IsResult(row)) return row.Hotkey;
        return null;
    }

    /// <summary>
    /// Nothing lost, and the deciding environment among what was won or tied. Surprise 5: to tie everything is enough.
    /// </summary>
    static bool ContenderWins(ImmutableArray<EnvironmentTask> final, Hotkey contender)
    {
        var decided = false;
        foreach (var task in final)
        {
            if (task.ScoreOf(contender) is not { } score || score < (task.ScoreOf(Boss) ?? 0.0)) return false;
            decided |= task.HasDecidingEnvironment;
        }
        return decided;
    }

    /// <summary>
    /// The best of the round before the final who is neither the boss nor the contender; null where that round was no
    /// group round, the contender was in none of its groups, or two share the best score.
    /// </summary>
    /// <param name="groups">Of the round before the final; default where that round was not of groups.</param>
    public static Hotkey? ThirdPlace(ImmutableArray<GroupTask> groups, Hotkey contender)
    {
        if (groups.IsDefault || !groups.Any(group => group.Members.Contains(contender))) return null;
        TaskRow? best = null;
        var isTied = false;
        foreach (var row in groups.SelectMany(group => group.Rows))
        {
            if (!Measure.IsResult(row) || row.Hotkey == contender || row.Hotkey == Boss) continue;
            if (best is not null && row.Loss == best.Loss) isTied = true;
            if (best is not null && !(row.Loss > best.Loss)) continue;
            best = row;
            isTied = false;
        }
        return isTied ? null : best?.Hotkey;
    }
}
