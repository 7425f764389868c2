using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.Shared;

namespace Gradients.Ledger.Rulebooks.Pool2025_06;

/// <summary>Rule 2.3: what score each row of one task gets, from test and synthetic loss.</summary>
public static class TaskRanking
{
    /// <inheritdoc cref="TwoLossRanking.Rank"/>
    public static ImmutableArray<TaskScore>? Rank(TaskType type, ImmutableArray<TwoLossRow> rows) =>
        PoolRules.Ranking.Rank(type, rows);
}
