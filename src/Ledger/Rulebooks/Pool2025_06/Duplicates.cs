using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.Shared;

namespace Gradients.Ledger.Rulebooks.Pool2025_06;

/// <summary>One row of a task with what is known of the submission behind it.</summary>
/// <param name="ModelHash">Digest of the model, where one is known.</param>
/// <param name="UploadedAt">When it was uploaded, in any unit that orders; absent when unknown.</param>
public sealed record Submission(TwoLossRow Row, bool HasSubmission, string? ModelHash, double? UploadedAt);

/// <summary>Rule 2.2: equal pairs of losses betray copies, and copies are dropped before ranking.</summary>
public static class Duplicates
{
    const string Duplicated = "Duplicated submission";

    /// <summary>Which submissions stay, parallel to the list.</summary>
    public static ImmutableArray<bool> Keep(PoolRules rules, ImmutableArray<Submission> submissions)
    {
        var keep = new bool[submissions.Length];
        keep.AsSpan().Fill(true);
        // Groups do not touch each other: their order is free. Zeros of both signs are one loss, as equality has it.
        var groups = Enumerable.Range(0, submissions.Length)
            .Where(i => Counts(submissions[i]))
            .GroupBy(i => (submissions[i].Row.Test, submissions[i].Row.Synthetic))
            .Select(group => group.ToArray());
        foreach (var group in groups)
        {
            if (group.Length < 2) continue;
            foreach (var i in group) keep[i] = false;
            foreach (var i in Kept(rules, submissions, group)) keep[i] = true;
        }
        return [.. keep];
    }

    /// <summary>The rows as they go into ranking: a dropped one has no losses and names its reason.</summary>
    public static ImmutableArray<TwoLossRow> Drop(
        ImmutableArray<Submission> submissions, ImmutableArray<bool> keep) =>
    [
        .. submissions.Select((submission, i) => keep[i] ? submission.Row : new TwoLossRow(
            double.NaN, double.NaN, false,
            string.IsNullOrEmpty(submission.Row.Reason) ? Duplicated : submission.Row.Reason)),
    ];

    /// <summary>What a dropped row scores before ranking starts anew: punished if a sound row is left.</summary>
    public static double DroppedScore(ImmutableArray<Submission> submissions, ImmutableArray<bool> keep)
    {
        for (var i = 0; i < keep.Length; i++)
            if (keep[i] && submissions[i].Row.IsFinetune && Counts(submissions[i].Row)) return PoolRules.PenaltyScore;
        return 0.0;
    }

    static bool Counts(Submission submission) => submission.HasSubmission && Counts(submission.Row);

    static bool Counts(TwoLossRow row) => !double.IsNaN(row.Test) && !double.IsNaN(row.Synthetic);

    static int[] Kept(PoolRules rules, ImmutableArray<Submission> submissions, int[] group)
    {
        var hashes = new HashSet<string>(StringComparer.Ordinal);
        var firsts = group.Where(i => submissions[i].ModelHash is { Length: > 0 } hash && hashes.Add(hash)).ToArray();
        if (rules.HashesDecide && firsts.Length > 0) return firsts;

        // The earliest known upload stays, the first of equal ones, and nobody where none is known.
        int? earliest = null;
        foreach (var i in group)
        {
            if (submissions[i].UploadedAt is not { } at) continue;
            if (earliest is not { } best || at < submissions[best].UploadedAt!.Value) earliest = i;
        }
        return earliest is { } first ? [first] : [];
    }
}
