using System.Collections.Immutable;
using Gradients.Ledger.Arithmetic;
using Gradients.Ledger.Rulebooks.R2025_09;
using Gradients.Ledger.Rulebooks.Shared;
using PerformanceDifference = Gradients.Ledger.Rulebooks.R2025_12.PerformanceDifference;
using RoundOutcome = Gradients.Ledger.Rulebooks.R2025_12.RoundOutcome;
using TaskPerformance = Gradients.Ledger.Rulebooks.R2025_12.TaskPerformance;

namespace Gradients.Ledger.Tournaments;

/// <summary>Tournaments under rulebook 2025.09: its pure functions, asked by the tournament.</summary>
internal sealed class Book2025_09 : TournamentBook
{
    const int FinalTasks = 3;
    const string Obfuscated = "obfuscated_code";
    const string TasksOfARound = "2025.09 4.3 to 4.5: one task a group or pair, three in the boss round";

    public override string Id => Constants2025_09.RulebookId;

    public override Hotkey Placeholder => Constants2025_09.Placeholder;

    public override int MinimumEntrants => Constants2025_09.MinimumEntrants;

    public override bool Plays(TournamentType type) => type is TournamentType.Text or TournamentType.Image;

    public override long? FeeRao(TournamentType type) => 0;

    public override double Margin(int streak) => Streak.Margin(streak);

    internal override bool ReadsStakes => true;

    /// <summary>
    /// Rule 4.7. Entries stand in the order in which they were settled, which breaks ties. A repository that hides what
    /// it does takes its place in the cut and is thrown out after it. Imports without any stake are taken as they are.
    /// </summary>
    internal override ImmutableArray<Hotkey> Field(Tournament.Open open) =>
        open.Entries.All(entry => entry.Staked is null)
            ? base.Field(open)
            : ImmutableArray.CreateRange(
                StakeEntry.Of(
                [
                    .. open.Entries.Where(Counts).Select(entry => new StakedNode(
                        entry.Hotkey, entry.Staked?.Stake ?? 0.0, entry.Staked?.CompletedTournaments ?? 0,
                        Answers: true, entry.Status == EntryStatus.Refused)),
                ]).Selected,
                selected => selected.Hotkey);

    static bool Counts(Entry entry) => entry.Status == EntryStatus.Accepted
        || (entry.Status == EntryStatus.Refused && entry.Reason == Obfuscated && entry.Staked is not null);

    internal override NextDraw Next(Tournament.Running running)
    {
        var next = running.Past.IsEmpty
            ? RoundFlow.Shape([.. running.Participants.Select(p => p.Hotkey).Where(h => h != Placeholder)], false)
            : RoundFlow.Next(running.Past[^1].Winners, running.Gone);
        if (next.Entrants.IsEmpty)
            return new(RoundOutcome.NobodyToDraw, next.Kind, [], []);
        ImmutableArray<int> sizes = next.Kind == RoundKind.Group
            ? [next.Entrants.Length]
            : [.. Enumerable.Repeat(2, next.Entrants.Length / 2)];
        return new(RoundOutcome.Drawn, next.Kind, next.Entrants, sizes);
    }

    internal override Refusal? ForbidTask(Terms terms, Round round, TaskPosed fact)
    {
        var isImage = fact.Type == TaskType.ImageTask;
        if (isImage != (terms.Type == TournamentType.Image) || fact.Type == TaskType.EnvironmentTask)
            return PoseTask.TypeDiffers(fact.Type);
        if (terms.IsImported)
            return null;
        var active = round.Tasks.Count(task => !task.IsReplaced && task.Posed.Slot == fact.Slot);
        return active < (round.IsBossRound ? FinalTasks : 1)
            ? null
            : new("too_many_tasks", TasksOfARound,
                $"Slot {fact.Slot} of round {round.Number} has no room for another {fact.Type}.");
    }

    internal override Refusal? ForbidEvidence(Tournament.Running running, PosedTask task, TaskEvidence fact) =>
        fact switch
        {
            SyntheticLossMeasured e => ForbidSynthetic(task, e),
            TaskCopied when running.Round!.IsBossRound && task.Dossier?.PoolTask is null => null,
            TaskCopied => new("not_to_compare", "2025.09 4.8: tasks of the final are compared with the pool",
                $"Task '{task.Id}' is not of the final, or its copy is known already."),
            _ => base.ForbidEvidence(running, task, fact),
        };

    static Refusal? ForbidSynthetic(PosedTask task, SyntheticLossMeasured e) =>
        task.Find(e.Hotkey) is not { } entrant ? Refusals.NotInTask(e.Hotkey, task.Id)
        : entrant.Row.Loss is null
            ? new("synthetic_without_loss", "2025.09 4.1: ranked by test and synthetic loss",
                $"{e.Hotkey} has no loss on '{task.Id}' yet.")
        : SyntheticOf(task, e.Hotkey) is not null ? MeasureLoss.IsMeasured(e.Hotkey, task.Id)
        : null;

    static double? SyntheticOf(PosedTask task, Hotkey hotkey)
    {
        foreach (var loss in task.Dossier?.Synthetic ?? [])
            if (loss.Hotkey == hotkey)
                return loss.Amount;
        return null;
    }

    /// <summary>The scored rows of a task, in row order.</summary>
    internal static RoundTask Task(PosedTask task) => new(task.Posed.Type,
    [
        .. task.Entrants.Where(entrant => entrant.Row.Loss is not null).Select(entrant => entrant.Row).Select(row =>
            new StoredRow(
                row.Hotkey,
                new(row.Loss!.Value, Synthetic(task, row.Hotkey, row.Loss.Value), row.IsFinetune, row.Reason),
                row.Training)),
    ]);

    static double Synthetic(PosedTask task, Hotkey hotkey, double loss) =>
        SyntheticOf(task, hotkey) ?? (task.Posed.Type == TaskType.ImageTask ? loss : TwoLossRanking.NotEvaluated);

    internal override ImmutableArray<TournamentEvent> Decide(Tournament.Running running, PosedTask task) =>
        [Conclude(running, task)];

    internal override TaskDecided Conclude(Tournament.Running running, PosedTask task)
    {
        var rows = Task(task);
        var decided = ImmutableArray.CreateBuilder<DecidedRow>(rows.Rows.Length);
        // Where the reference gives up with an assertion nothing is scored, and nobody wins.
        if (TaskResults.Rank(rows.Type, rows.Rows) is { } scores)
            for (var i = 0; i < scores.Length; i++)
                decided.Add(new(scores[i].AdjustedLoss, rows.Rows[i].Hotkey, scores[i].Reason, scores[i].Score));
        var boss = running.Round!.IsBossRound ? Judge(running.Terms, task).Winner : null;
        var winner = decided.FirstOrDefault(row => row.Score == Constants2025_09.FirstPlaceScore)?.Hotkey;
        return new(boss, decided.DrainToImmutable(), task.Id, winner);
    }

    BossTask Judge(Terms terms, PosedTask task) =>
        BossRound.Judge(Task(task), Margin(terms), hotkey => task.Find(hotkey)?.Row.Training);

    internal override Refusal? ForbidClose(Terms terms, Round round)
    {
        var counting = round.Tasks.Count(task => !task.IsReplaced);
        var due = round.IsBossRound ? FinalTasks : round.Assignments.Length;
        return counting == due || terms.IsImported
            ? null
            : new("tasks_missing", TasksOfARound, $"Round {round.Number} has {counting} of {due} tasks.");
    }

    internal override ImmutableArray<Hotkey> Winners(Terms terms, Round round)
    {
        var tasks = round.Tasks.Where(task => !task.IsReplaced).ToArray();
        if (round.IsBossRound)
            return [BossRound.Decide([.. tasks.Select(task => Judge(terms, task))])];
        ImmutableArray<RoundTask> rows = [.. tasks.Select(Task)];
        var winners = round.Kind == RoundKind.Group ? RoundWinners.OfGroup(rows) : RoundWinners.OfKnockout(rows);
        // Rule 4.6: whoever sold stake meanwhile is out, winner or not.
        return [.. winners.Where(hotkey => !round.StakeLost.Contains(hotkey)).Order()];
    }

    /// <summary>By how much the challenger was better; no rule of 2025.09 reads it, later rulebooks may.</summary>
    internal override PerformanceDifference Performance(Tournament.Decided decided)
    {
        var tasks = ImmutableArray.CreateBuilder<TaskPerformance>();
        var final = decided.Course.FinalTasks;
        for (var i = 0; i < final.Length; i++)
            if (Judge(decided.Course.Terms, final[i]) is { HasPerformance: true } judged)
                tasks.Add(new(i, judged.Boss, judged.Challenger, judged.Difference, judged.ChallengerWon));
        double[] differences = [.. tasks.Select(task => task.Difference).OfType<double>()];
        return new(tasks.ToImmutable(), Median.Of(differences));
    }

    internal override ImmutableArray<CopiedTask> Copies(Tournament.Decided decided) =>
    [
        .. decided.Course.FinalTasks.Where(task => task.Dossier?.PoolTask is not null).Select(task => new CopiedTask(
            task.Posed.Type,
            ImmutableArray.CreateRange(Task(task).Rows, row => new ComparedRow(
                row.Hotkey, row.Losses.Test, row.Losses.Synthetic)),
            task.Dossier!.PoolTask!)),
    ];
}
