using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.R2025_12;

/// <summary>One row of a task with what is known of the submission behind it.</summary>
/// <param name="Row">The row as measured.</param>
/// <param name="HasSubmission">Whether anything was submitted at all.</param>
/// <param name="ModelHash">Digest of the model, where one is known.</param>
/// <param name="UploadedAt">When it was uploaded, in any unit that orders; absent when unknown.</param>
public sealed record Submission(TaskRow Row, bool HasSubmission, string? ModelHash, double? UploadedAt);

/// <summary>Rule 4.16: equal losses betray copies, and copies are dropped before ranking (4.1).</summary>
public static class Duplicates
{
    const string Duplicated = "Duplicated submission";

    /// <summary>
    /// The rows as they go into ranking: a dropped one has loss NaN, is no fine-tune and names its reason.
    /// </summary>
    public static ImmutableArray<TaskRow> Drop(ImmutableArray<Submission> submissions)
    {
        var keep = Keep(submissions);
        var rows = ImmutableArray.CreateBuilder<TaskRow>(submissions.Length);
        for (var i = 0; i < keep.Length; i++)
            rows.Add(keep[i] ? submissions[i].Row : Dropped(submissions[i].Row));
        return rows.MoveToImmutable();
    }

    /// <summary>Which submissions stay, parallel to the list.</summary>
    public static ImmutableArray<bool> Keep(ImmutableArray<Submission> submissions)
    {
        var keep = ImmutableArray.CreateBuilder<bool>(submissions.Length);
        // Zeros of both signs are one loss, as equality has it. Groups do not touch each other: their order is free.
        var groups = new Dictionary<double, List<int>>();
        for (var i = 0; i < submissions.Length; i++)
        {
            keep.Add(true);
            if (!submissions[i].HasSubmission) continue;
            if (submissions[i].Row.Loss is not { } loss || double.IsNaN(loss)) continue;
            if (!groups.TryGetValue(loss, out var group)) groups.Add(loss, group = []);
            group.Add(i);
        }
        foreach (var group in groups.Values)
            if (group.Count > 1) Judge(submissions, group, keep);
        return keep.MoveToImmutable();
    }

    static void Judge(ImmutableArray<Submission> submissions, List<int> group, ImmutableArray<bool>.Builder keep)
    {
        var hashes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var i in group)
            keep[i] = submissions[i].ModelHash is { Length: > 0 } hash && hashes.Add(hash);
        if (hashes.Count > 0) return;

        // In production no submission has a hash: the earliest known upload stays, and nobody where none is known.
        int? earliest = null;
        foreach (var i in group)
        {
            if (submissions[i].UploadedAt is not { } at) continue;
            if (earliest is not { } best || at < submissions[best].UploadedAt!.Value) earliest = i;
        }
        if (earliest is { } first) keep[first] = true;
    }

    static TaskRow Dropped(TaskRow row) => row with
    {
        Loss = double.NaN,
        IsFinetune = false,
        Reason = string.IsNullOrEmpty(row.Reason) ? Duplicated : row.Reason,
    };
}
