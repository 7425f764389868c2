using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.R2025_12;

/// <summary>Rule 4.6: who wins one final task, and who wins the final.</summary>
public static class BossRound
{
    static Hotkey Boss => Constants2025_12.Placeholder;

    /// <summary>The winner of one task; the champion is the placeholder.</summary>
    /// <param name="margin">From <see cref="BossMargin"/>.</param>
    /// <param name="type">GRPO: the loss is a score, bigger is better.</param>
    /// <param name="rows">In row order; the first other hotkey with a finite loss is the opponent.</param>
    public static Hotkey Judge(double margin, TaskType type, ImmutableArray<TaskRow> rows)
    {
        var pair = FinalPair.Of(rows);
        // Surprise 3: an opponent without a valid loss is never looked up, so the boss wins whatever was trained.
        if (pair.Opponent is not { } opponent) return Boss;
        // Surprise 4: against a boss that failed, a fine loss still needs the training status "success".
        if (pair.Boss is not { } boss) return opponent.Training is TrainingStatus.Success ? opponent.Hotkey : Boss;

        var b = boss.Loss!.Value;
        var o = opponent.Loss!.Value;
        // Surprise 5: equality goes to the opponent. Surprise 6: a negative score times (1 + margin) is a lower bar.
        var kept = type == TaskType.GrpoTask ? b * (1.0 + margin) > o : b * (1.0 - margin) < o;
        return kept ? Boss : opponent.Hotkey;
    }

    /// <summary>
    /// The opponent takes the title with more than half of the tasks (4 of 6); otherwise the boss keeps it.
    /// </summary>
    public static Hotkey Decide(ImmutableArray<Hotkey> taskWinners)
    {
        Hotkey? opponent = null;
        var won = 0;
        foreach (var winner in taskWinners)
        {
            if (Constants2025_12.IsPlaceholder(winner)) continue;
            opponent ??= winner;
            if (winner == opponent) won++;
        }
        return opponent is { } challenger && won > taskWinners.Length / 2 ? challenger : Boss;
    }
}
