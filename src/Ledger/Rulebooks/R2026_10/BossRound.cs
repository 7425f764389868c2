using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>What a text or image final comes to.</summary>
/// <param name="Winner">Null while the round is deferred.</param>
/// <param name="Unassigned">Tasks no node was assigned to; if there are any, nothing else is decided.</param>
/// <param name="Drawn">Drawn tasks.</param>
/// <param name="StandIns">For each drawn task the type of the task that takes its place.</param>
/// <param name="MayAddStandIns">
/// Whether the stand-ins are played, once; null without draws. If not, the drawn tasks are dropped.
/// </param>
/// <param name="Tasks">In task order; empty where a task is unassigned.</param>
public sealed record BossRoundOutcome(
    Hotkey? Winner,
    ImmutableArray<int> Unassigned,
    ImmutableArray<int> Drawn,
    ImmutableArray<TaskKind> StandIns,
    bool? MayAddStandIns,
    ImmutableArray<BossDecision> Tasks)
{
    public bool IsDeferred => Winner is null;
}

/// <summary>Rule 4.4: the final of a text or image tournament.</summary>
public static class BossRound
{
    /// <param name="tasks">By creation time, then task id.</param>
    /// <param name="isText">Draws of a text final with more than six tasks are dropped, not played again.</param>
    public static BossRoundOutcome Of(ImmutableArray<BossTask> tasks, bool isText) =>
        Of(tasks, ImmutableArray.CreateRange(tasks, BossDecision.Of), isText);

    /// <param name="decisions">Of each task, as <see cref="BossDecision.Of"/> gives them.</param>
    /// <inheritdoc cref="Of(ImmutableArray{BossTask}, bool)"/>
    public static BossRoundOutcome Of(
        ImmutableArray<BossTask> tasks, ImmutableArray<BossDecision> decisions, bool isText)
    {
        var unassigned = Where(tasks, task => task.Assigned == 0);
        if (!unassigned.IsEmpty) return new BossRoundOutcome(null, unassigned, [], [], null, []);

        var drawn = Where(decisions, decision => decision.IsDraw);
        var standIns = ImmutableArray.CreateRange(drawn, i => StandIn(tasks[i]));
        var alreadyExtended = isText && tasks.Length > Constants2026_10.FinalTasks;
        if (!drawn.IsEmpty && !alreadyExtended)
            return new BossRoundOutcome(null, [], drawn, standIns, true, decisions);

        var winners = ImmutableArray.CreateBuilder<Hotkey?>(tasks.Length);
        foreach (var decision in decisions)
            if (!decision.IsDraw) winners.Add(decision.Holder);
        var title = Title.Of(
            Constants2026_10.Placeholder, winners.DrainToImmutable(), Lineages(tasks, decisions),
            expected: isText && !drawn.IsEmpty ? Constants2026_10.FinalTasks : 0);
        return new BossRoundOutcome(title, [], drawn, standIns, drawn.IsEmpty ? null : false, decisions);
    }

    static TaskKind StandIn(BossTask drawn) => drawn.IsContinuous ? TaskKind.InstructTextTask : drawn.Type;

    /// <summary>Every lineage of the final, by first appearance, with what its last task came to.</summary>
    static ImmutableArray<Lineage> Lineages(ImmutableArray<BossTask> tasks, ImmutableArray<BossDecision> decisions)
    {
        var lineages = new List<Lineage>();
        for (var i = 0; i < tasks.Length; i++)
        {
            if (tasks[i].Lineage is not { } name) continue;
            var place = lineages.FindIndex(lineage => lineage.Name == name);
            var before = place < 0 ? new Lineage(name) : lineages[place];
            var after = decisions[i].IsDraw
                ? before with { IsDrawn = true }
                : before with { Winner = decisions[i].Holder };
            if (place < 0) lineages.Add(after);
            else lineages[place] = after;
        }
        return [.. lineages];
    }

    static ImmutableArray<int> Where<T>(ImmutableArray<T> items, Predicate<T> holds)
    {
        var indices = ImmutableArray.CreateBuilder<int>();
        for (var i = 0; i < items.Length; i++)
            if (holds(items[i])) indices.Add(i);
        return indices.ToImmutable();
    }
}
