using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.Shared;

namespace Gradients.Ledger.Rulebooks.Pool2025_06;

/// <summary>A group of task types that is weighed as one.</summary>
/// <param name="Types">In the order in which their tasks are added up: instruct before chat.</param>
public sealed record PoolGroup(double Weight, ImmutableArray<TaskType> Types)
{
    public static ImmutableArray<PoolGroup> Of(PoolRules rules) =>
    [
        new(rules.TextWeight, [TaskType.InstructTextTask, TaskType.ChatTask]),
        new(rules.DpoWeight, [TaskType.DpoTask]),
        new(rules.ImageWeight, [TaskType.ImageTask]),
        new(rules.GrpoWeight, [TaskType.GrpoTask]),
    ];
}

/// <summary>A group's week: how much of it is organic, and who is suspicious there.</summary>
/// <param name="OrganicProportion">Organic tasks as a share of all; 0.0 where there are none.</param>
public sealed record GroupWeek(
    double OrganicProportion, PeriodScores Organic, PeriodScores Synthetic, ImmutableArray<Hotkey> Suspicious);

/// <summary>The scores of one group, kind and period.</summary>
/// <param name="Group">Its place among the groups, from 0.</param>
/// <param name="Days">How old its tasks are at most.</param>
/// <param name="Multiplier">What its normalised scores are worth; 0.0 for a suspicious miner's organic ones.</param>
public sealed record PoolHalf(
    int Group, bool IsOrganic, int Days, int Tasks, double Multiplier, ImmutableArray<PeriodEntry> Entries);

/// <summary>One normalised score and what it is multiplied by.</summary>
public sealed record PeriodEntry(MinerScore Miner, double Multiplier);

/// <summary>Rule 2.7: the scores of one, three and seven days, by group and kind.</summary>
/// <param name="Error">The name of the reference's exception: then no weights are set at all.</param>
public sealed record PoolWindows(ImmutableArray<GroupWeek> Weeks, ImmutableArray<PoolHalf> Halves, string? Error)
{
    const double Day = 86_400.0;

    static readonly ImmutableArray<(double Seconds, double Weight)> Periods =
    [
        (Day, PoolRules.OneDayWeight), (3.0 * Day, PoolRules.ThreeDayWeight), (7.0 * Day, PoolRules.SevenDayWeight),
    ];

    /// <summary>All entries in order; without any there is nothing to set.</summary>
    public IEnumerable<PeriodEntry> Entries => Halves.SelectMany(half => half.Entries);

    /// <param name="counting">From <see cref="PoolTask.Counting"/>.</param>
    public static PoolWindows Of(PoolRules rules, ImmutableArray<PoolTask> counting)
    {
        var groups = PoolGroup.Of(rules);
        var weeks = ImmutableArray.CreateRange(groups, group => Week(rules, counting, group));
        foreach (var week in weeks)
            if ((week.Organic.Error ?? week.Synthetic.Error) is { } error) return new PoolWindows(weeks, [], error);

        var halves = ImmutableArray.CreateBuilder<PoolHalf>();
        foreach (var (seconds, weight) in Periods)
            for (var i = 0; i < groups.Length; i++)
                foreach (var isOrganic in (ReadOnlySpan<bool>)[true, false])
                {
                    var share = isOrganic ? weeks[i].OrganicProportion : 1.0 - weeks[i].OrganicProportion;
                    if (rules.SharesAddUp && !(share > 0.0)) continue;
                    var tasks = Select(counting, groups[i], isOrganic, seconds, typeByType: true);
                    var scores = PeriodScores.Of(rules, tasks);
                    if (scores.Error is { } error) return new PoolWindows(weeks, [], error);
                    var multiplier = weight * groups[i].Weight * share;
                    halves.Add(new(
                        i, isOrganic, (int)(seconds / Day), tasks.Length, multiplier,
                        EntriesOf(multiplier, scores, isOrganic ? weeks[i].Suspicious : [])));
                }
        return new PoolWindows(weeks, halves.ToImmutable(), null);
    }

    static ImmutableArray<PeriodEntry> EntriesOf(
        double multiplier, PeriodScores scores, ImmutableArray<Hotkey> suspicious) =>
    [
        .. scores.Miners.Select(miner => new PeriodEntry(miner, suspicious.Contains(miner.Miner) ? 0.0 : multiplier)),
    ];

    static GroupWeek Week(PoolRules rules, ImmutableArray<PoolTask> counting, PoolGroup group)
    {
        var organic = Select(counting, group, isOrganic: true, PoolTask.SevenDays, typeByType: false);
        var synthetic = Select(counting, group, isOrganic: false, PoolTask.SevenDays, typeByType: false);
        var all = organic.Length + synthetic.Length;
        var ofOrganic = PeriodScores.Of(rules, organic);
        var ofSynthetic = PeriodScores.Of(rules, synthetic);
        var suspicious = ofOrganic.Miners
            .Where(miner => IsSuspicious(rules, miner, synthetic, ofSynthetic)).Select(miner => miner.Miner);
        return new GroupWeek(
            all == 0 ? 0.0 : (double)organic.Length / all, ofOrganic, ofSynthetic, [.. suspicious]);
    }

    /// <summary>Surprise 4: whoever does clearly better, or only, where customers ask is not paid for it.</summary>
    static bool IsSuspicious(
        PoolRules rules, MinerScore organic, ImmutableArray<PoolTask> synthetic, PeriodScores ofSynthetic)
    {
        var results = synthetic.Sum(task => task.Scores.Count(result => result.Miner == organic.Miner));
        if (results < rules.RequiredSynthetic) return true;
        var same = ofSynthetic.Miners.FirstOrDefault(miner => miner.Miner == organic.Miner);
        return same is null || organic.Mean > same.Mean + PoolRules.SuspicionDeviations * same.Deviation;
    }

    /// <summary>Strictly younger than the period. In list order, or all tasks of one type before the next.</summary>
    static ImmutableArray<PoolTask> Select(
        ImmutableArray<PoolTask> counting, PoolGroup group, bool isOrganic, double seconds, bool typeByType)
    {
        var tasks = counting.Where(task =>
            task.IsOrganic == isOrganic && task.AgeSeconds < seconds && group.Types.Contains(task.Type));
        return typeByType ? [.. tasks.OrderBy(task => group.Types.IndexOf(task.Type))] : [.. tasks];
    }
}
