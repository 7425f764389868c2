using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.R2025_12;

/// <summary>Rule 4.2: who won one task by quality score.</summary>
public static class TaskWinner
{
    /// <summary>
    /// The first row with the highest score above zero, hence the one ranked first; null when there is none.
    /// </summary>
    public static Hotkey? Of(ImmutableArray<TaskRow> rows, ImmutableArray<TaskScore?> scores)
    {
        Hotkey? winner = null;
        var best = 0.0;
        for (var i = 0; i < rows.Length; i++)
        {
            if (scores[i] is not { } score || !(score.Score > best)) continue;
            best = score.Score;
            winner = rows[i].Hotkey;
        }
        return winner;
    }

    /// <summary>Ranks and names the winner in one go.</summary>
    public static Hotkey? Of(TaskType type, ImmutableArray<TaskRow> rows) => Of(rows, TaskRanking.Rank(type, rows));
}
