using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Gradients.Ledger.Catalogues;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tournaments;

/// <summary>Tournaments under rulebook 2025.12: its pure functions, asked by the tournament.</summary>
internal sealed class Book2025_12 : TournamentBook
{
    public override string Id => Constants2025_12.RulebookId;

    public override Hotkey Placeholder => Constants2025_12.Placeholder;

    public override int MinimumEntrants => Constants2025_12.MinimumEntrants;

    public override bool Plays(TournamentType type) => type is TournamentType.Text or TournamentType.Image;

    public override long? FeeRao(TournamentType type) => Constants2025_12.FeeRao(type);

    public override double Margin(int streak) => BossMargin.After(streak);

    internal override NextDraw Next(Tournament.Running running)
    {
        var next = running.Past.IsEmpty
            ? RoundFlow.First(running.Participants.Select(participant => participant.Hotkey))
            : RoundFlow.Next(running.Past[^1].Winners, running.Gone);
        return new(
            next.Outcome, next.Kind, next.Entrants,
            next.Kind == RoundKind.Group ? next.GroupSizes : Pairs(next.Pairs));
    }

    static ImmutableArray<int> Pairs(int count)
    {
        var sizes = ImmutableArray.CreateBuilder<int>(count);
        for (var pair = 0; pair < count; pair++)
            sizes.Add(2);
        return sizes.MoveToImmutable();
    }

    internal override ImmutableArray<DueTask> Due(TournamentType type, RoundDrawn round) => round.Kind switch
    {
        RoundKind.Boss => ImmutableArray.CreateRange(RoundTasks.OfFinal(type), task => new DueTask(0, task)),
        RoundKind.Group => [.. round.Assignments.Select((_, slot) => new DueTask(slot, RoundTasks.OfGroup(type)))],
        _ => [.. round.Assignments.Select((_, slot) => new DueTask(
            slot, type == TournamentType.Image ? TaskType.ImageTask : null))],
    };

    internal override string Gpu(TaskType type, long parameters, string model, bool continues) =>
        GpuRequirement.Of(type, parameters, model, null);

    internal override Refusal? ForbidTask(Terms terms, Round round, TaskPosed fact)
    {
        if (!RoundTasks.Fits(terms.Type, fact.Type))
            return PoseTask.TypeDiffers(fact.Type);
        if (terms.IsImported)
            return null;
        // The reference poses no chat tasks, and groups have the one type of the tournament.
        if (fact.Type == TaskType.ChatTask
            || (round.Kind == RoundKind.Group && fact.Type != RoundTasks.OfGroup(terms.Type)))
            return PoseTask.TypeDiffers(fact.Type);
        var active = round.Tasks.Where(task => !task.IsReplaced).ToArray();
        var room = round.IsBossRound
            ? RoundTasks.OfFinal(terms.Type).Count(t => t == fact.Type) - active.Count(t => t.Posed.Type == fact.Type)
            : 1 - active.Count(t => t.Posed.Slot == fact.Slot);
        return room > 0 ? null : new("too_many_tasks", "2025.12 4.7: one task a group or pair, six in the boss round",
            $"Slot {fact.Slot} of round {round.Number} has no room for another {fact.Type}.");
    }

    internal override ImmutableArray<TournamentEvent> Decide(Tournament.Running running, PosedTask task) =>
        [Conclude(running, task)];

    internal override TaskDecided Conclude(Tournament.Running running, PosedTask task)
    {
        var rows = task.Rows;
        var scores = TaskRanking.Rank(task.Posed.Type, rows);
        Hotkey? boss = running.Round!.IsBossRound
            ? BossRound.Judge(Margin(running.Terms), task.Posed.Type, rows)
            : null;
        return new(boss, DecideTask.Rows(rows, scores), task.Id, TaskWinner.Of(rows, scores));
    }

    internal override Refusal? ForbidClose(Terms terms, Round round)
    {
        var counting = round.Tasks.Count(task => !task.IsReplaced);
        var due = round.IsBossRound ? Constants2025_12.FinalTasks : round.Assignments.Length;
        return counting == due || terms.IsImported
            ? null
            : new("tasks_missing", "2025.12 4.7: one task a group or pair, six in the boss round",
                $"Round {round.Number} has {counting} of {due} tasks.");
    }

    internal override ImmutableArray<Hotkey> Winners(Terms terms, Round round)
    {
        var counting = round.Tasks.Where(task => !task.IsReplaced).ToArray();
        return round.Kind switch
        {
            RoundKind.Group => RoundWinners.OfGroups(Array.ConvertAll(counting, task => task.Rows)),
            RoundKind.Knockout => RoundWinners.OfKnockout(
                Array.ConvertAll(counting, task => TaskWinner.Of(task.Posed.Type, task.Rows))),
            _ => [BossRound.Decide(ImmutableCollectionsMarshal.AsImmutableArray(
                Array.ConvertAll(counting, task => BossRound.Judge(Margin(terms), task.Posed.Type, task.Rows))))],
        };
    }

    internal override PerformanceDifference Performance(Tournament.Decided decided) =>
        PerformanceDifference.Of(
            ImmutableArray.CreateRange(
                decided.Course.FinalTasks, task => new FinalTask(task.Posed.Type, task.Rows)),
            Margin(decided.Course.Terms));
}
