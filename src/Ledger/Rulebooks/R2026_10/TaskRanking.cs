using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.Shared;

namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>Rule 4.1: what quality score each row of one task gets.</summary>
public static class TaskRanking
{
    static readonly LossRanking Ranking = new(
        Constants2026_10.FirstPlaceScore, Constants2026_10.PenaltyScore,
        Constants2026_10.BottomPenaltyAbove, Constants2026_10.BottomPenaltyShare);

    static readonly RankWords ByLoss = RankWords.By("test_loss");
    static readonly RankWords ByGrpoScore = RankWords.By("GRPO score (bigger is better)");
    static readonly RankWords ByEnvironmentScore = RankWords.By("Environment score (bigger is better)");

    /// <returns>Parallel to the rows; null where a row was never scored.</returns>
    public static ImmutableArray<TaskScore?> Rank(TaskKind type, ImmutableArray<TaskRow> rows) =>
        Ranking.Rank(rows, Words(type), Measure.HigherIsBetter(type));

    static RankWords Words(TaskKind type) => type switch
    {
        TaskKind.GrpoTask => ByGrpoScore,
        TaskKind.EnvironmentTask => ByEnvironmentScore,
        _ => ByLoss,
    };
}
