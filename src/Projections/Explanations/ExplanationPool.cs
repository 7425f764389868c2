using Gradients.Ledger;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Rulebooks.Pool2025_06;
using Gradients.Ledger.Rulebooks.Shared;
using Gradients.Ledger.Weights;

namespace Gradients.Projections.Explanations;

/// <summary>A weight of the pool: what each group, kind and period of the last week brings.</summary>
internal static class ExplanationPool
{
    public static void Add(List<ExplanationLine> lines, SettingPool setting, Hotkey hotkey, int uid)
    {
        lines.Add(new(setting.Pool.ReadAt, $"the pool was read at {Moment.Text(setting.Pool.Now!.Value)}: the seven days "
            + "before count (rule 2.5)"));
        if (setting.Unpaid is { } unpaid)
        {
            lines.Add(new(null, unpaid));
            return;
        }
        var total = 0.0;
        foreach (var (half, entry) in Of(setting.Windows, hotkey))
        {
            total += entry.Miner.Normalised * entry.Multiplier;
            lines.Add(new(null, Sentence(half, entry) + $", together {N(total)}"));
        }
        if (uid >= 0)
            Node(lines, setting, hotkey, uid);
    }

    /// <summary>The hotkey's scores in the order in which they are added.</summary>
    internal static IEnumerable<(PoolHalf Half, PeriodEntry Entry)> Of(PoolWindows windows, Hotkey hotkey)
    {
        foreach (var half in windows.Halves)
            foreach (var entry in half.Entries)
                if (entry.Miner.Miner == hotkey)
                    yield return (half, entry);
    }

    internal static string Sentence(PoolHalf half, PeriodEntry entry) =>
        $"{SettingPool.Groups[half.Group]}, {(half.IsOrganic ? "organic" : "synthetic")}, "
        + (half.Days == 1 ? "last day" : $"last {half.Days} days")
        + $": score {N(entry.Miner.Score)} = {N(entry.Miner.Sum)} (by work) x mean {N(entry.Miner.Mean)}"
        + $" over {half.Tasks} {(half.Tasks == 1 ? "task" : "tasks")}, {Curve(entry.Miner)} (rule 2.6)"
        + (entry.Multiplier == 0.0 && half.Multiplier != 0.0
            ? " x 0, because its organic results look suspicious beside its synthetic ones (rule 2.7)"
            : $" x {N(entry.Multiplier)} (rule 2.7)");

    /// <summary>From a score to the share it is normalised to.</summary>
    static string Curve(MinerScore miner) => miner.Curve is not { } curve
        ? $"which counts {N(miner.Normalised)}"
        : $"{N(curve.Relative)} of the best, by the curve {N(curve.Value)}"
            + (curve.Value == miner.Normalised ? "" : $", of everybody's {N(miner.Normalised)}");

    static void Node(List<ExplanationLine> lines, SettingPool setting, Hotkey hotkey, int uid)
    {
        var parked = setting.Rules.ParkedShare;
        if (parked != 0.0)
            lines.Add(new(null, hotkey == PoolRules.BurnHotkey
                ? $"burn node: set to {N(parked)}; what it had is replaced (rule 2.7)"
                : $"x {N(1.0 - parked)}, because {N(parked)} of everything is parked on the burn node, = "
                    + $"{N(setting.Weights[uid])} (rule 2.7)"));
        Sent(lines, setting, uid, "rule 2.8");
    }

    /// <summary>From the weight to its 16 bits.</summary>
    internal static void Sent(List<ExplanationLine> lines, VectorSetting setting, int uid, string rule)
    {
        if (setting.Quantised is Quantised.Row row && row.Uids.IndexOf(uid) is >= 0 and var place)
            lines.Add(new(null, $"16-bit: {N(setting.Weights[uid])} x (65535 / {N(setting.Weights.Max())}), rounded half to "
                + $"even = {row.Weights[place]} ({rule})"));
    }

    static string N(double value) => Es6Number.Text(value);
}
