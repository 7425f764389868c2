using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.Shared;

/// <summary>A row of a task from the time when two losses were measured.</summary>
/// <param name="Test">On the held-out set; NaN: evaluated and failed.</param>
/// <param name="Synthetic">On synthetic data; 1000.0 where only the best four were evaluated on it.</param>
/// <param name="IsFinetune">Whether the evaluator called the model a fine-tune of the task's base.</param>
/// <param name="Reason">A score reason that stood before ranking, if any.</param>
public readonly record struct TwoLossRow(double Test, double Synthetic, bool IsFinetune, string? Reason);

/// <summary>Ranking within one task by test and synthetic loss, as the rulebooks until autumn 2025 had it.</summary>
public sealed record TwoLossRanking(LossRanking Ranking)
{
    public const double NotEvaluated = 1000.0;

    const string Outside = "Outside of top-4 test doesn't get scored.";
    const double UsableBelow = 999.0, UsableRatio = 1.5, UsableShare = 0.4, TestShare = 0.7;

    static readonly RankWords Grpo = RankWords.By("GRPO score (bigger is better)");
    static readonly RankWords Dpo = RankWords.By("DPO loss (max test, synth + train)");
    static readonly RankWords Instruct = RankWords.By("INSTRUCT loss (max test, synth + train)");
    static readonly RankWords Weighted = RankWords.By("weighted_loss");
    static readonly RankWords TestOnly = RankWords.By("test_loss_only");

    /// <returns>
    /// Parallel to the rows; the adjusted loss is the metric that was ranked. Null where the reference gives up with an
    /// assertion and scores nothing: a valid row has a synthetic loss that is no number but counts.
    /// </returns>
    public ImmutableArray<TaskScore>? Rank(TaskType type, ImmutableArray<TwoLossRow> rows)
    {
        var valid = Enumerable.Range(0, rows.Length).Where(i => WhyInvalid(rows[i]) is null).ToArray();
        var scores = new TaskScore?[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            if (WhyInvalid(rows[i]) is { } reason) scores[i] = Invalid(rows[i], reason, anyValid: valid.Length > 0);

        var takesLarger = type is not (TaskType.GrpoTask or TaskType.ImageTask);
        var isWeighted = !takesLarger && SyntheticIsUsable(rows, valid);
        var metrics = Array.ConvertAll(valid, i => Metric(rows[i], takesLarger, isWeighted));
        if ((takesLarger || isWeighted) && Array.Exists(valid, i => double.IsNaN(rows[i].Synthetic))) return null;
        Ranking.RankValid(valid, metrics, Words(type, isWeighted), type == TaskType.GrpoTask, scores);
        return [.. scores.Select(score => score!)];
    }

    static string? WhyInvalid(TwoLossRow row) =>
        !string.IsNullOrEmpty(row.Reason) ? row.Reason
        : !row.IsFinetune ? LossRanking.NonFinetuned
        : double.IsNaN(row.Test) ? LossRanking.InvalidLoss
        : row.Synthetic == NotEvaluated ? Outside
        : null;

    /// <summary>Rows outside the best four, and preset reasons on a fine-tune with a proper loss, keep 0.0.</summary>
    TaskScore Invalid(TwoLossRow row, string reason, bool anyValid) =>
        new(anyValid && (!row.IsFinetune || double.IsNaN(row.Test)) ? Ranking.Penalty : 0.0, reason, null);

    /// <summary>GRPO and image: whether enough synthetic losses are not far above their test losses.</summary>
    static bool SyntheticIsUsable(ImmutableArray<TwoLossRow> rows, int[] valid)
    {
        var (measured, close) = (0, 0);
        foreach (var i in valid)
        {
            var (test, synthetic) = (rows[i].Test, rows[i].Synthetic);
            if (double.IsNaN(synthetic) || !(synthetic < UsableBelow)) continue;
            measured++;
            if (test > 0.0 && synthetic / test <= UsableRatio) close++;
        }
        return measured > 0 && (double)close / measured >= UsableShare;
    }

    static double Metric(TwoLossRow row, bool takesLarger, bool isWeighted) =>
        takesLarger ? row.Test >= row.Synthetic ? row.Test : row.Synthetic
        : isWeighted ? TestShare * row.Test + (1.0 - TestShare) * row.Synthetic
        : row.Test;

    static RankWords Words(TaskType type, bool isWeighted) => type switch
    {
        TaskType.GrpoTask => Grpo,
        TaskType.DpoTask => Dpo,
        TaskType.InstructTextTask => Instruct,
        TaskType.ImageTask when !isWeighted => TestOnly,
        _ => Weighted,
    };
}
