using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.Shared;

namespace Gradients.Ledger.Rulebooks.R2025_12;

/// <summary>
/// Rule 4.1: what quality score each row of one task gets. Never-scored rows take no part.
/// Surprise 19: the punished share counts valid rows only, and a middle row scores 0.0 like a row of a task nobody won.
/// </summary>
public static class TaskRanking
{
    static readonly LossRanking Ranking = new(
        Constants2025_12.FirstPlaceScore, Constants2025_12.PenaltyScore,
        Constants2025_12.BottomPenaltyAbove, Constants2025_12.BottomPenaltyShare);

    static readonly RankWords ByLoss = RankWords.By("test_loss");
    static readonly RankWords ByScore = RankWords.By("GRPO score (bigger is better)");

    /// <returns>Parallel to the rows; null where a row was never scored.</returns>
    public static ImmutableArray<TaskScore?> Rank(TaskType type, ImmutableArray<TaskRow> rows) =>
        type == TaskType.GrpoTask
            ? Ranking.Rank(rows, ByScore, biggerIsBetter: true)
            : Ranking.Rank(rows, ByLoss, biggerIsBetter: false);
}
