using System.Collections.Immutable;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Rulebooks;

namespace Gradients.Ledger.Tournaments;

/// <summary>All losses of a task are in: rank its rows, name its winner, and in the boss round who took it.</summary>
public sealed record DecideTask(string Task) : LedgerCommand, IPart<DecideTask>
{
    public const string Alias = "decide_task";

    public static DecideTask Pass<P>(ref P p, DecideTask? c) where P : IPass, allows ref struct =>
        new(p.Text("task"u8, c?.Task));

    public static Decision Decide(Tournament state, DecideTask command) =>
        Forbid(state, command.Task) is { } refusal
            ? new Decision.Refuse(refusal)
            : Decide((Tournament.Running)state, command.Task);

    /// <summary>What else must have been recorded before the verdict itself.</summary>
    internal static Refusal? ForbidVerdict(Tournament state, string task) =>
        Forbid(state, task) is { } refusal ? refusal
        : state is Tournament.Running running
            ? running.Terms.Book.ForbidVerdict(running, running.Round!.Find(task)!)
            : null;

    static Decision.Record Decide(Tournament.Running running, string task) =>
        new(ImmutableArray.CreateRange<TournamentEvent, LedgerEvent>(
            running.Terms.Book.Decide(running, running.Round!.Find(task)!), e => e));

    public static Refusal? Forbid(Tournament state, string task)
    {
        if (TaskFacts.Find(state, task, out var posed) is { } refusal)
            return refusal;
        if (!TaskFacts.IsImported(state) && posed.Entrants.Any(entrant => !entrant.IsSettled))
            return new("losses_missing", "ledger: a task is decided when every entrant is measured or has failed",
                $"Task '{task}' still waits for {posed.Entrants.First(e => !e.IsSettled).Row.Hotkey}.");
        return posed.MostTrainingsFailed && !posed.FailuresApproved
            ? new("failures_unapproved", "2025.12 surprise 17: a human approves where more than half failed",
                $"More than half of the trainings of '{task}' failed and nobody has approved it.")
            : null;
    }

    internal static TaskDecided Conclude(Tournament.Running running, string task) =>
        running.Terms.Book.Conclude(running, running.Round!.Find(task)!);

    /// <summary>The rows that were scored, in row order.</summary>
    internal static ImmutableArray<DecidedRow> Rows(ImmutableArray<TaskRow> rows, ImmutableArray<TaskScore?> scores)
    {
        var decided = ImmutableArray.CreateBuilder<DecidedRow>(rows.Length);
        for (var i = 0; i < rows.Length; i++)
            if (scores[i] is { } score)
                decided.Add(new(score.AdjustedLoss, rows[i].Hotkey, score.Reason, score.Score));
        return decided.DrainToImmutable();
    }

    internal static Tournament Evolve(Tournament state, in Recorded e, TaskDecided fact)
    {
        var position = e.Position;
        return TaskFacts.Change(
            state, e, fact.Task, task => task with { Verdict = fact, VerdictPosition = position });
    }
}
