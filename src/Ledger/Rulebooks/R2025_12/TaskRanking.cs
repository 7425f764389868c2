using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Gradients.Ledger.Arithmetic;

namespace Gradients.Ledger.Rulebooks.R2025_12;

/// <summary>Rule 4.1: what quality score each row of one task gets. Never-scored rows take no part.</summary>
public static class TaskRanking
{
    const string NonFinetuned = "Non-finetuned submission";
    const string InvalidLoss = "Invalid test loss";

    /// <returns>Parallel to the rows; null where a row was never scored.</returns>
    public static ImmutableArray<TaskScore?> Rank(TaskType type, ImmutableArray<TaskRow> rows)
    {
        var scores = new TaskScore?[rows.Length];
        var valid = rows.Length <= 128 ? stackalloc int[rows.Length] : new int[rows.Length];
        var count = 0;
        for (var i = 0; i < rows.Length; i++)
            if (rows[i].Loss is not null && IsValid(rows[i])) valid[count++] = i;

        for (var i = 0; i < rows.Length; i++)
            if (rows[i].Loss is not null && !IsValid(rows[i])) scores[i] = Invalid(rows[i], anyValid: count > 0);

        RankValid(type, rows, valid[..count], scores);
        return ImmutableCollectionsMarshal.AsImmutableArray(scores);
    }

    static bool IsValid(TaskRow row) =>
        string.IsNullOrEmpty(row.Reason) && row.IsFinetune && !double.IsNaN(row.Loss!.Value);

    static TaskScore Invalid(TaskRow row, bool anyValid)
    {
        var isNaN = double.IsNaN(row.Loss!.Value);
        var reason = !string.IsNullOrEmpty(row.Reason) ? row.Reason : row.IsFinetune ? InvalidLoss : NonFinetuned;
        // A preset reason on a fine-tune with a proper loss keeps 0.0; and so does everybody where nobody is valid.
        var penalised = anyValid && (!row.IsFinetune || isNaN);
        return new TaskScore(penalised ? Constants2025_12.PenaltyScore : 0.0, reason, null);
    }

    static void RankValid(
        TaskType type, ImmutableArray<TaskRow> rows, ReadOnlySpan<int> valid, Span<TaskScore?> scores)
    {
        var isScore = type == TaskType.GrpoTask;
        var words = isScore ? RankWords.Score : RankWords.Loss;
        var keys = valid.Length <= 128 ? stackalloc double[valid.Length] : new double[valid.Length];
        var order = valid.Length <= 128 ? stackalloc int[valid.Length] : new int[valid.Length];
        for (var i = 0; i < valid.Length; i++)
        {
            var loss = rows[valid[i]].Loss!.Value;
            keys[i] = isScore ? -loss : loss;
        }
        StableOrder.Ascending(keys, order);

        // Surprise 19: the share counts valid rows only, and a middle row scores 0.0 like a row of a task nobody won.
        var lastUnpunished = valid.Length - BottomCount(valid.Length);
        for (var place = 0; place < order.Length; place++)
        {
            var row = valid[order[place]];
            var loss = rows[row].Loss;
            scores[row] = place == 0 ? new TaskScore(Constants2025_12.FirstPlaceScore, words.First, loss)
                : place >= lastUnpunished ? new TaskScore(Constants2025_12.PenaltyScore, words.Bottom, loss)
                : new TaskScore(0.0, words.Middle, loss);
        }
    }

    static int BottomCount(int valid) =>
        valid <= Constants2025_12.BottomPenaltyAbove ? 0
            : Math.Max(1, (int)Math.Floor(valid * Constants2025_12.BottomPenaltyShare));

    sealed record RankWords(string First, string Middle, string Bottom)
    {
        public static readonly RankWords Loss = Of("test_loss");
        public static readonly RankWords Score = Of("GRPO score (bigger is better)");

        static RankWords Of(string by) =>
            new($"Ranked 1st by {by}", $"Ranked below top 1 by {by}", $"Bottom 25% ranked by {by}");
    }
}
