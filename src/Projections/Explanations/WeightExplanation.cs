using System.Collections.Immutable;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Rulebooks.Shared;
using Gradients.Ledger.Weights;

namespace Gradients.Projections.Explanations;

/// <summary>One step behind a weight: a sentence with its numbers, and the event it rests on, if one.</summary>
public sealed record ExplanationLine(long? Position, string Sentence);

/// <summary>Why a hotkey gets its weight: facts and arithmetic in the order in which they are applied.</summary>
/// <param name="Uid">Its uid, or -1 when it holds none.</param>
/// <param name="Quantised">Its 16-bit weight, if one is sent.</param>
public sealed record WeightExplanation(
    Hotkey Hotkey, int Uid, double Weight, ushort? Quantised, ImmutableArray<ExplanationLine> Lines)
{
    public static WeightExplanation Of(VectorSetting setting, Hotkey hotkey)
    {
        var lines = new List<ExplanationLine>();
        var uid = setting.Metagraph.Metagraph.UidOf(hotkey);
        lines.Add(new(setting.Metagraph.Position, uid < 0 ? "holds no uid in the metagraph" : $"holds uid {uid}"));
        switch (setting)
        {
            case WeightSetting december:
                Add(lines, december, hotkey, uid);
                break;
            case SettingPool pool:
                ExplanationPool.Add(lines, pool, hotkey, uid);
                break;
            case Setting2025_09 september:
                Explanation2025_09.Add(lines, september, hotkey, uid);
                break;
            case Setting2026_10 october:
                Explanation2026_10.Add(lines, october, hotkey, uid);
                break;
            default:
                throw new System.Diagnostics.UnreachableException($"No explanation of {setting.GetType().Name}.");
        }
        if (lines.Count == 1)
            lines.Add(new(null, "nothing is paid: it has no part in what counts now, and plays in no running tournament"));
        var row = setting.Quantised as Quantised.Row;
        return new(hotkey, uid, uid < 0 ? 0.0 : setting.Weights[uid],
            uid >= 0 && row?.Uids.IndexOf(uid) is >= 0 and var place ? row!.Weights[place] : null, [.. lines]);
    }

    static void Add(List<ExplanationLine> lines, WeightSetting setting, Hotkey hotkey, int uid)
    {
        Type(lines, setting, setting.Text, TournamentType.Text, hotkey);
        Type(lines, setting, setting.Image, TournamentType.Image, hotkey);
        if (uid < 0)
            return;
        foreach (var term in NodeWeights.Terms(setting.Inputs, uid))
            lines.Add(new(null, Sentence(setting, term)));
        Sent(lines, setting, uid, setting.Vector.Weights[uid]);
    }

    /// <summary>Points task by task, then the rank's weight (rules 4.9 and 4.10).</summary>
    static void Type(
        List<ExplanationLine> lines, WeightSetting setting, TypeSetting? type, TournamentType kind, Hotkey hotkey)
    {
        if (type is null)
            return;
        var word = kind == TournamentType.Text ? "text" : "image";
        var summary = type.Finished.Summary;
        var shares = setting.Burn.Shares;
        var share = kind == TournamentType.Text ? shares.TextTournamentWeight : shares.ImageTournamentWeight;
        var difference = kind == TournamentType.Text ? shares.TextPerformanceDiff : shares.ImagePerformanceDiff;
        var winner = RealWinner.Of(summary.Winner, summary.Base);
        lines.Add(new(type.Finished.Position, $"{word}: {summary.Id} is the latest completed tournament"
            + (winner == hotkey ? "; this hotkey is its winner" : "")));
        if (winner == hotkey || Constants2025_12.IsPlaceholder(hotkey))
            lines.Add(new(null, $"{word}: share {N(share)} = base {N(Constants2025_12.BaseWeight(kind))} plus the bonus "
                + $"for a performance difference of {(difference is { } d ? N(d) : "none")} after "
                + $"{type.ConsecutiveWins} wins in a row (rule 4.9)"));
        var points = Points(lines, type, word, kind, hotkey);
        var place = type.Weights.FindIndex(hotkey);
        if (place < 0)
        {
            if (points > 0 || winner == hotkey)
                lines.Add(new(null, $"{word}: no weight follows (rule 4.10: nobody but the winner won a task)"));
            return;
        }
        lines.Add(new(null, $"{word}: {(points > 0 ? $"{N(points)} points" : "the title")} rank"
            + $" {place + 1} of {type.Weights.Length} in order, weight {N(type.Weights[place].Amount)} (rule 4.10)"));
    }

    static double Points(
        List<ExplanationLine> lines, TypeSetting type, string word, TournamentType kind, Hotkey hotkey)
    {
        var total = 0.0;
        foreach (var round in type.Finished.Rounds)
        {
            foreach (var task in round.Tasks)
            {
                if (task.Winner != hotkey)
                    continue;
                var earns = type.Points.Scores.FindIndex(hotkey) >= 0;
                var amount = round.Number * Constants2025_12.BaseWeight(kind);
                total += earns ? amount : 0.0;
                lines.Add(new(task.Position, $"{word}: best in task {task.Id} of round {round.Number}, "
                    + (earns
                        ? $"{round.Number} x {N(Constants2025_12.BaseWeight(kind))} = {N(amount)} points, {N(total)} so far"
                        : "no points: it stands for the title (rule 4.10)")));
            }
        }
        return total;
    }

    static string Sentence(WeightSetting setting, NodeTerm term) => term.Kind switch
    {
        NodeTermKind.Participation => $"alive in a running tournament: + {N(term.Amount)} = {N(term.Total)}",
        NodeTermKind.Burn => $"burn node: set to burn {N(term.Weight)} + undistributed {N(term.Factor)} = "
            + $"{N(term.Total)}; what it had is replaced (surprise 9)",
        var kind => $"{(kind == NodeTermKind.Text ? "text" : "image")}: weight {N(term.Weight)} x share "
            + $"{N(term.Factor)} (after {setting.Inputs.Participants.Length} x 0.0001 for participants) = "
            + $"{N(term.Amount)}, together {N(term.Total)}",
    };

    static void Sent(List<ExplanationLine> lines, WeightSetting setting, int uid, double weight)
    {
        if (setting.Quantised is not Quantised.Row row)
        {
            lines.Add(new(null, $"no row can be made: {((Quantised.Failed)setting.Quantised).Error} (rule 4.13)"));
            return;
        }
        var place = row.Uids.IndexOf(uid);
        if (place < 0)
            return;
        var largest = 0.0;
        foreach (var one in setting.Vector.Weights)
            largest = Math.Max(largest, one);
        lines.Add(new(null, $"16-bit: {N(weight)} x (65535 / {N(largest)}), rounded half to even = {row.Weights[place]} "
            + "(rule 4.13)"));
    }

    static string N(double value) => Es6Number.Text(value);
}

/// <summary>Finding a hotkey in an ordered list of amounts.</summary>
internal static class Amounts
{
    public static int FindIndex(this ImmutableArray<Gradients.Ledger.Rulebooks.HotkeyAmount> amounts, Hotkey hotkey)
    {
        for (var i = 0; i < amounts.Length; i++)
            if (amounts[i].Hotkey == hotkey)
                return i;
        return -1;
    }
}
