using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.Shared;

namespace Gradients.Ledger.Rulebooks.R2025_09;

/// <summary>One entrant of one task, in row order, with what is known about it.</summary>
public sealed record StoredRow(Hotkey Hotkey, TwoLossRow Losses, TrainingStatus? Training = null);

/// <summary>A row as rounds see it.</summary>
/// <param name="Adjusted">The metric of ranking; absent for a row outside the best four.</param>
public readonly record struct RoundRow(Hotkey Hotkey, double? Adjusted, TrainingStatus? Training);

/// <summary>Rules 4.1 and 4.2: ranking, and the rows that rounds look at.</summary>
public static class TaskResults
{
    static readonly TwoLossRanking Ranking = new(new LossRanking(
        Constants2025_09.FirstPlaceScore, Constants2025_09.PenaltyScore,
        Constants2025_09.BottomPenaltyAbove, Constants2025_09.BottomPenaltyShare));

    /// <inheritdoc cref="TwoLossRanking.Rank"/>
    public static ImmutableArray<TaskScore>? Rank(TaskType type, ImmutableArray<StoredRow> rows) =>
        Ranking.Rank(type, [.. rows.Select(row => row.Losses)]);

    /// <summary>
    /// Rows with a finite test loss, ranked anew: all of them count as fine-tuned and without reason, and a synthetic
    /// loss that is not finite as not evaluated.
    /// </summary>
    public static ImmutableArray<RoundRow> ForRounds(TaskType type, ImmutableArray<StoredRow> rows)
    {
        var stored = rows.Where(row => double.IsFinite(row.Losses.Test)).ToArray();
        var scores = Ranking.Rank(type, [.. stored.Select(row => Sound(row.Losses))])!.Value;
        return [.. stored.Select((row, i) => new RoundRow(row.Hotkey, scores[i].AdjustedLoss, row.Training))];
    }

    static TwoLossRow Sound(TwoLossRow row) => new(
        row.Test, double.IsFinite(row.Synthetic) ? row.Synthetic : TwoLossRanking.NotEvaluated, true, null);
}
