using System.Collections.Immutable;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Rulebooks.R2025_12;

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
            : Decision.Of(Conclude((Tournament.Running)state, command.Task));

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

    internal static TaskDecided Conclude(Tournament.Running running, string task)
    {
        var round = running.Round!;
        var posed = round.Find(task)!;
        var rows = posed.Rows;
        var scores = TaskRanking.Rank(posed.Posed.Type, rows);
        var decided = ImmutableArray.CreateBuilder<DecidedRow>(rows.Length);
        for (var i = 0; i < rows.Length; i++)
            if (scores[i] is { } score)
                decided.Add(new(score.AdjustedLoss, rows[i].Hotkey, score.Reason, score.Score));
        Hotkey? boss = round.IsBossRound
            ? BossRound.Judge(CloseRound.Margin(running.Terms), posed.Posed.Type, rows)
            : null;
        return new(boss, decided.DrainToImmutable(), task, TaskWinner.Of(rows, scores));
    }

    internal static Tournament Evolve(Tournament state, in Recorded e, TaskDecided fact)
    {
        var position = e.Position;
        return TaskFacts.Change(
            state, e, fact.Task, task => task with { Verdict = fact, VerdictPosition = position });
    }
}
