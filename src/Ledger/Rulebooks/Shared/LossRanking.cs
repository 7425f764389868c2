using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Gradients.Ledger.Arithmetic;

namespace Gradients.Ledger.Rulebooks.Shared;

/// <summary>
/// Ranking within one task, the same in every rulebook: the best row earns, the last quarter of a large field and all
/// invalid rows are punished, everybody else gets nothing. Never-scored rows take no part.
/// </summary>
/// <param name="FirstPlace">Score of the best valid row.</param>
/// <param name="Penalty">Score of a punished row.</param>
/// <param name="BottomAbove">With more valid rows than this the last ones are punished for their rank.</param>
/// <param name="BottomShare">Which part of the valid rows that is, rounded down, but at least one.</param>
public sealed record LossRanking(double FirstPlace, double Penalty, int BottomAbove, double BottomShare)
{
    public const string NonFinetuned = "Non-finetuned submission";
    public const string InvalidLoss = "Invalid test loss";

    /// <returns>Parallel to the rows; null where a row was never scored.</returns>
    public ImmutableArray<TaskScore?> Rank(ImmutableArray<TaskRow> rows, RankWords words, bool biggerIsBetter)
    {
        var scores = new TaskScore?[rows.Length];
        var valid = rows.Length <= 128 ? stackalloc int[rows.Length] : new int[rows.Length];
        var losses = rows.Length <= 128 ? stackalloc double[rows.Length] : new double[rows.Length];
        var count = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].Loss is not { } loss || !IsValid(rows[i])) continue;
            losses[count] = loss;
            valid[count++] = i;
        }

        for (var i = 0; i < rows.Length; i++)
            if (rows[i].Loss is not null && !IsValid(rows[i])) scores[i] = Invalid(rows[i], anyValid: count > 0);

        RankValid(valid[..count], losses[..count], words, biggerIsBetter, scores);
        return ImmutableCollectionsMarshal.AsImmutableArray(scores);
    }

    static bool IsValid(TaskRow row) =>
        string.IsNullOrEmpty(row.Reason) && row.IsFinetune && !double.IsNaN(row.Loss!.Value);

    TaskScore Invalid(TaskRow row, bool anyValid)
    {
        var isNaN = double.IsNaN(row.Loss!.Value);
        var reason = !string.IsNullOrEmpty(row.Reason) ? row.Reason : row.IsFinetune ? InvalidLoss : NonFinetuned;
        // A preset reason on a fine-tune with a proper loss keeps 0.0; and so does everybody where nobody is valid.
        var penalised = anyValid && (!row.IsFinetune || isNaN);
        return new TaskScore(penalised ? Penalty : 0.0, reason, null);
    }

    /// <summary>Scores the valid rows by their values; equal values keep their order.</summary>
    /// <param name="valid">Indices into the scores.</param>
    /// <param name="values">Parallel to the indices, no NaN.</param>
    internal void RankValid(
        ReadOnlySpan<int> valid, ReadOnlySpan<double> values, RankWords words, bool biggerIsBetter,
        Span<TaskScore?> scores)
    {
        var keys = valid.Length <= 128 ? stackalloc double[valid.Length] : new double[valid.Length];
        var order = valid.Length <= 128 ? stackalloc int[valid.Length] : new int[valid.Length];
        for (var i = 0; i < valid.Length; i++) keys[i] = biggerIsBetter ? -values[i] : values[i];
        StableOrder.Ascending(keys, order);

        // The share counts valid rows only, and a middle row scores 0.0 like a row of a task nobody won.
        var lastUnpunished = valid.Length - BottomCount(valid.Length);
        for (var place = 0; place < order.Length; place++)
        {
            var loss = values[order[place]];
            scores[valid[order[place]]] = place == 0 ? new TaskScore(FirstPlace, words.First, loss)
                : place >= lastUnpunished ? new TaskScore(Penalty, words.Bottom, loss)
                : new TaskScore(0.0, words.Middle, loss);
        }
    }

    int BottomCount(int valid) =>
        valid <= BottomAbove ? 0 : Math.Max(1, (int)Math.Floor(valid * BottomShare));
}
