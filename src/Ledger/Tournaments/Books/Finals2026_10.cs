using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2026_10;
using Neutral = Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tournaments;

/// <summary>Pairs and finals of rulebook 2026.10, from the state of their tasks.</summary>
static class Finals2026_10
{
    static Hotkey Boss => Constants2026_10.Placeholder;

    /// <summary>Whether the running round's tasks are judged between the boss and an opponent.</summary>
    internal static bool IsJudged(Tournament.Running running) =>
        running.Round is { IsBossRound: true } && running.Terms.Type != TournamentType.Environment;

    /// <summary>Rules 4.2 to 4.4 for one task.</summary>
    internal static BossTaskJudged Judge(PosedTask task)
    {
        var decision = BossDecision.Of(Task(task));
        var compared = decision.Verdict?.Comparison is { } c
            ? new ComparedExamples(c.BossWins, c.ChallengerWins, c.Examples, c.MeanGap, c.MeanGapBound, c.RequiredGap,
                c.WinRate, c.WinRateBound)
            : null;
        var how = decision.Verdict is { } verdict ? (JudgedBy)verdict.How : JudgedBy.Missing;
        return new(compared, decision.Holder, how, task.Id);
    }

    static BossTask Task(PosedTask task)
    {
        var opponent = task.Entrants
            .Where(entrant => entrant.Row.Hotkey != Boss && Measure.IsResult(entrant.Row))
            .Select(entrant => (Hotkey?)entrant.Row.Hotkey).FirstOrDefault();
        return new(
            (TaskKind)task.Posed.Type, task.Rows, task.Dossier?.Nodes ?? task.Entrants.Length,
            task.Dossier?.ContinuedOn is not null, task.Dossier?.ContinuedOn, task.Dossier?.VectorOf(Boss),
            opponent is { } hotkey ? task.Dossier?.VectorOf(hotkey) : null);
    }

    /// <summary>The decision as recorded: found once, checked by the audit, and not drawn 10,000 times again.</summary>
    static BossDecision Decision(PosedTask task)
    {
        if (task.Dossier?.Judged is not { } judged)
            return BossDecision.Of(Task(task));
        return new(judged.Holder, judged.How == JudgedBy.Missing
            ? null
            : new TaskVerdict((VerdictPath)judged.How, judged.Holder != Boss, null));
    }

    internal static BossRoundOutcome Outcome(Terms terms, PosedTask[] tasks) => BossRound.Of(
        [.. tasks.Select(Task)], [.. tasks.Select(Decision)], terms.Type == TournamentType.Text);

    /// <summary>The ranking with the quality scores that a verdict writes, 3 and 0, where both sides had a result.</summary>
    internal static TaskDecided Verdict(PosedTask task, ImmutableArray<DecidedRow> ranked)
    {
        var judged = task.Dossier!.Judged!;
        if (judged.How != JudgedBy.Missing)
        {
            var opponent = task.Entrants
                .First(entrant => entrant.Row.Hotkey != Boss && Measure.IsResult(entrant.Row)).Row.Hotkey;
            ranked = Rescored(ranked, judged.Holder, judged.Holder == Boss ? opponent : Boss);
        }
        return new(judged.Holder, ranked, task.Id, Best(ranked));
    }

    internal static ImmutableArray<DecidedRow> Rescored(ImmutableArray<DecidedRow> rows, Hotkey winner, Hotkey loser) =>
        ImmutableArray.CreateRange(rows, row =>
            row.Hotkey == winner ? row with { Score = Constants2026_10.FirstPlaceScore }
            : row.Hotkey == loser ? row with { Score = 0.0 }
            : row);

    /// <summary>The first row with the highest score above zero.</summary>
    internal static Hotkey? Best(ImmutableArray<DecidedRow> rows)
    {
        DecidedRow? best = null;
        foreach (var row in rows)
            if (row.Score > (best?.Score ?? 0.0))
                best = row;
        return best?.Hotkey;
    }

    internal static Knockout KnockoutOf(PosedTask task, ImmutableArray<TaskScore?> scores) => Knockout.Of(
        (TaskKind)task.Posed.Type,
        [
            .. task.Entrants.Select((entrant, i) => new KnockoutRow(
                entrant.Row.Hotkey, scores[i]?.Score, entrant.Row.Loss,
                scores[i] is { } score && score.Score != Constants2026_10.PenaltyScore,
                task.Dossier?.VectorOf(entrant.Row.Hotkey))),
        ]);

    internal static ImmutableArray<EnvironmentTask> Environments(IEnumerable<PosedTask> tasks) =>
    [
        .. tasks.Select(task => new EnvironmentTask(
            task.Dossier is { } dossier ? [.. dossier.Environments.Select(environment => environment.Name)] : [],
            task.Rows)),
    ];

    internal static Neutral.PerformanceDifference Performance(Tournament.Decided decided)
    {
        var course = decided.Course;
        var found = course.Terms.Type == TournamentType.Environment
            ? PerformanceDifference.OfEnvironment(
                [.. Environments(course.FinalTasks).Select(task => (EnvironmentTask?)task)], decided.Winner)
            : PerformanceDifference.Of(
                [.. course.FinalTasks.Select(Task)], [.. course.FinalTasks.Select(Decision)]);
        return new(
            ImmutableArray.CreateRange(found.Tasks, task => new Neutral.TaskPerformance(
                task.Task, task.Boss, task.Challenger, task.Difference, task.ChallengerWon)),
            found.Median);
    }

    /// <summary>Rule 4.8: first, second, and the third where it is unshared; none where no final was played.</summary>
    internal static ImmutableArray<FinalPosition> EnvironmentPlaces(Tournament.Running course)
    {
        if (course.Past.IsEmpty || course.Past[^1].Kind != RoundKind.Boss)
            return [];
        var places = EnvironmentBossRound.Places(Environments(course.FinalTasks));
        if (places.Length < 2)
            return [];
        var contender = places[0] == Boss ? places[1] : places[0];
        var before = course.Past.Length > 1 ? course.Past[^2].Groups : default;
        var third = EnvironmentBossRound.ThirdPlace(before, contender);
        return third is { } hotkey && hotkey != places[0] && hotkey != places[1]
            ? [new(places[0], 1), new(places[1], 2), new(hotkey, 3)]
            : [new(places[0], 1), new(places[1], 2)];
    }
}
