using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.R2025_09;

/// <summary>One task of a final: who won it, and by how much the challenger was better.</summary>
/// <param name="Winner">Null: skipped, both trained and neither has a loss.</param>
/// <param name="Boss">The placeholder's adjusted loss; absent when it has none.</param>
/// <param name="Challenger">The opponent's.</param>
/// <param name="Difference">By which fraction the challenger is better; absent when one side is.</param>
/// <param name="ChallengerWon">By the difference's own rule.</param>
public sealed record BossTask(
    Hotkey? Winner, double? Boss, double? Challenger, double? Difference, bool ChallengerWon)
{
    /// <summary>Tasks without any loss are left out of the performance difference.</summary>
    public bool HasPerformance => Boss is not null || Challenger is not null;
}

/// <summary>Rule 4.5: the final.</summary>
public static class BossRound
{
    static Hotkey Boss => Constants2025_09.Placeholder;

    /// <param name="margin">From <see cref="Streak.Margin"/>.</param>
    /// <param name="statusOf">How training ended; asked for hotkeys without a row too, and for the placeholder.</param>
    public static BossTask Judge(RoundTask task, double margin, Func<Hotkey, TrainingStatus?> statusOf)
    {
        RoundRow? bossRow = null, opponentRow = null;
        foreach (var row in TaskResults.ForRounds(task.Type, task.Rows))
            if (Constants2025_09.IsPlaceholder(row.Hotkey)) bossRow ??= row;
            else opponentRow ??= row;
        if (bossRow is null && opponentRow is null) return new BossTask(Boss, null, null, null, false);
        if (bossRow?.Adjusted is { } b && opponentRow?.Adjusted is { } o)
            return OfBoth(task.Type == TaskType.GrpoTask, margin, b, o, opponentRow.Value.Hotkey);

        var winner = ByTraining(
            statusOf(Boss) is TrainingStatus.Success, bossRow?.Adjusted, opponentRow?.Hotkey,
            opponentRow is { } found && statusOf(found.Hotkey) is TrainingStatus.Success, opponentRow?.Adjusted);
        return new BossTask(
            winner, bossRow?.Adjusted, opponentRow?.Adjusted, null, ChallengerWon: bossRow?.Adjusted is null);
    }

    /// <summary>The most frequent winner, of equally frequent ones the first in the list; nobody: the boss.</summary>
    public static Hotkey Decide(ImmutableArray<BossTask> tasks)
    {
        var winners = tasks.Where(task => task.Winner is not null).Select(task => task.Winner!.Value).ToArray();
        var best = Boss;
        var most = 0;
        foreach (var winner in winners)
        {
            var count = winners.Count(other => other == winner);
            if (count <= most) continue;
            (best, most) = (winner, count);
        }
        return best;
    }

    static BossTask OfBoth(bool biggerIsBetter, double margin, double b, double o, Hotkey opponent)
    {
        // Equality goes to the opponent. A negative score times (1 + margin) is a lower bar.
        var kept = biggerIsBetter ? b * (1.0 + margin) > o : b * (1.0 - margin) < o;
        var difference = biggerIsBetter ? b > 0.0 ? (o - b) / b : 0.0 : o > 0.0 ? (b - o) / o : 0.0;
        var won = biggerIsBetter ? o > b * (1.0 + margin) : o < b * (1.0 - margin);
        return new BossTask(kept ? Boss : opponent, b, o, difference, won);
    }

    /// <summary>
    /// A side without a loss: whoever alone trained, else the boss; of two that trained, who has a loss.
    /// </summary>
    static Hotkey? ByTraining(bool bossTrained, double? b, Hotkey? opponent, bool opponentTrained, double? o) =>
        (bossTrained, opponentTrained) switch
        {
            (false, true) => opponent,
            (_, false) => Boss,
            _ => b is not null ? Boss : o is not null ? opponent : null,
        };
}
