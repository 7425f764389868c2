using System.Collections.Immutable;
using Gradients.Ledger.Arithmetic;

namespace Gradients.Ledger.Rulebooks.Pool2025_06;

/// <summary>What one evaluation of a model gave.</summary>
public readonly record struct Evaluation(double Loss, bool IsFinetune);

/// <summary>One submitted repository of a text task.</summary>
/// <param name="Test">The evaluation on the held-out set; null where it failed.</param>
/// <param name="Synthetic">That on synthetic data; null where it failed. Read for the best four only.</param>
public sealed record Submitted(string Repository, Evaluation? Test, Evaluation? Synthetic);

/// <summary>What a submission ends with; null where an evaluation failed.</summary>
public readonly record struct EvaluatedPair(Evaluation Synthetic, Evaluation Test);

/// <summary>Rule 2.1: of a text task only the four best by test loss are evaluated on synthetic data.</summary>
public static class TopFour
{
    static readonly Evaluation Nothing = new(0.0, false);

    /// <summary>
    /// Indices of the four, best first. A loss that is no number comes last; ties keep the order.
    /// </summary>
    /// <param name="submissions">In the order in which the validator looked at them.</param>
    public static ImmutableArray<int> Chosen(
        TaskType type, string baseModel, ImmutableArray<Submitted> submissions)
    {
        var indices = Enumerable.Range(0, submissions.Length)
            .Where(i => submissions[i].Test is not null && !IsBase(submissions[i], baseModel)).ToArray();
        var keys = Array.ConvertAll(indices, i => Key(submissions[i].Test!.Value.Loss, type == TaskType.GrpoTask));
        var order = new int[keys.Length];
        StableOrder.Ascending(keys, order);
        return [.. order.Take(PoolRules.SyntheticEvaluations).Select(place => indices[place])];
    }

    /// <returns>Parallel to the submissions; null for an error.</returns>
    public static ImmutableArray<EvaluatedPair?> Results(
        TaskType type, string baseModel, ImmutableArray<Submitted> submissions)
    {
        var chosen = Chosen(type, baseModel, submissions);
        var results = ImmutableArray.CreateBuilder<EvaluatedPair?>(submissions.Length);
        for (var i = 0; i < submissions.Length; i++) results.Add(Result(submissions[i], baseModel, chosen.Contains(i)));
        return results.MoveToImmutable();
    }

    static EvaluatedPair? Result(Submitted submission, string baseModel, bool isChosen)
    {
        if (IsBase(submission, baseModel)) return new EvaluatedPair(Nothing, Nothing);
        if (submission.Test is not { } test) return null;
        if (!isChosen) return new EvaluatedPair(new Evaluation(Shared.TwoLossRanking.NotEvaluated, true), test);
        return submission.Synthetic is { } synthetic ? new EvaluatedPair(synthetic, test) : null;
    }

    static bool IsBase(Submitted submission, string baseModel) =>
        submission.Repository == baseModel || submission.Test is { IsFinetune: false };

    static double Key(double loss, bool biggerIsBetter) =>
        double.IsNaN(loss) ? double.PositiveInfinity : biggerIsBetter ? -loss : loss;
}
