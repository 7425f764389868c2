using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Tournaments;

/// <summary>All games, scores or rewards of a task are in: make one score of each model.</summary>
public sealed record ScoreTask(string Task) : LedgerCommand, IPart<ScoreTask>
{
    public const string Alias = "score_task";

    public static ScoreTask Pass<P>(ref P p, ScoreTask? c) where P : IPass, allows ref struct =>
        new(p.Text("task"u8, c?.Task));

    public static Decision Decide(Tournament state, ScoreTask command)
    {
        var asked = new TaskScored([], [], command.Task);
        return RecordEvidence.Forbid(state, asked) is { } refusal
            ? new Decision.Refuse(refusal)
            : Decision.Of(Conclude((Tournament.Running)state, command.Task));
    }

    internal static TaskEvidence Conclude(Tournament.Running running, string task) =>
        running.Terms.Book.Score(running.Round!.Find(task)!);
}
