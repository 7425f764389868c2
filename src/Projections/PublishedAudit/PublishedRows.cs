using System.Collections.Immutable;
using Gradients.Ledger;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Projections.PublishedAudit;

/// <summary>A published task in the shape the rulebook reads.</summary>
static class PublishedRows
{
    const string NonFinetuned = "Non-finetuned submission";
    const string First = "Ranked 1st ";
    const string InvalidLoss = "Invalid test loss";

    /// <summary>Rule 4.2 over the published quality scores; the stated winner plays no part.</summary>
    public static Hotkey? Winner(PublishedTask task) => TaskWinner.Of(Rows(task), Scores(task));

    public static ImmutableArray<TaskScore?> Scores(PublishedTask task) => ImmutableArray.CreateRange(
        task.Scores, s => s.Quality is { } quality ? new TaskScore(quality, s.Reason, s.Loss) : null);

    /// <summary>
    /// The rows before ranking, as far as the file tells: the reason says what the row was, and a missing loss was
    /// infinite where the row was ranked (the good infinity for the first, the bad one else), NaN where it was not.
    /// </summary>
    public static ImmutableArray<TaskRow> Rows(PublishedTask task)
    {
        var best = IsGrpo(task) is true ? double.PositiveInfinity : double.NegativeInfinity;
        return ImmutableArray.CreateRange(task.Scores, score => Row(score, best));
    }

    /// <summary>
    /// Whether bigger was better. Only a ranked row tells by what it was ranked: null where there is none.
    /// </summary>
    public static bool? IsGrpo(PublishedTask task)
    {
        foreach (var score in task.Scores)
            if (IsRanked(score)) return score.Reason!.Contains("GRPO", StringComparison.Ordinal);
        return null;
    }

    static TaskRow Row(PublishedScore score, double best)
    {
        if (score.Quality is null) return new TaskRow(score.Hotkey);
        var ranked = IsRanked(score);
        var isFirst = ranked && score.Reason!.StartsWith(First, StringComparison.Ordinal);
        var loss = score.Loss ?? (isFirst ? best : ranked ? -best : double.NaN);
        var preset = ranked || score.Reason is NonFinetuned or InvalidLoss ? null : score.Reason;
        // A preset reason hides whether it was a fine-tune; the penalty tells.
        var finetuned = ranked || score.Reason == InvalidLoss || (preset is not null && score.Quality == 0.0);
        return new TaskRow(score.Hotkey, null, loss, finetuned, preset);
    }

    static bool IsRanked(PublishedScore score) =>
        score.Reason is { } reason
        && (reason.StartsWith("Ranked ", StringComparison.Ordinal)
            || reason.StartsWith("Bottom 25% ", StringComparison.Ordinal));
}
