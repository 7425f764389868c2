using Gradients.Ledger;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Rulebooks.R2025_09;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;

namespace Gradients.Projections.Explanations;

/// <summary>A weight under rulebook 2025.09: the split with the pool, scores there, points, and the node's terms.</summary>
internal static class Explanation2025_09
{
    public static void Add(List<ExplanationLine> lines, Setting2025_09 setting, Hotkey hotkey, int uid)
    {
        var shares = setting.Inputs.Shares;
        lines.Add(new(null, $"tournaments get {N(shares.Tournament)}, the pool {N(shares.Regular)}, {N(shares.Burn)} is burnt: "
            + $"{N(shares.Withdrawn)} of the tournaments' part is withdrawn"
            + (setting.Text is null && setting.Image is null
                ? ", because none is completed (rule 4.9)"
                : $" for being worse than the pool by {N(setting.Average)} on weighted average (rules 4.8 and 4.9)")));
        if (setting.Unpaid is { } unpaid)
        {
            lines.Add(new(setting.Pool.ReadAt, unpaid));
            return;
        }
        foreach (var (half, entry) in ExplanationPool.Of(setting.Windows, hotkey))
            lines.Add(new(setting.Pool.ReadAt, "pool: " + ExplanationPool.Sentence(half, entry)));
        Type(lines, setting.Text, "text", hotkey);
        Type(lines, setting.Image, "image", hotkey);
        if (uid < 0)
            return;
        var total = 0.0;
        foreach (var term in NodeWeights.Terms(setting.Inputs))
            if (term.Hotkey == hotkey)
            {
                total = term.Kind == NodeTermKind.Burn ? term.Amount : total + term.Amount;
                lines.Add(new(null, Sentence(term, setting.Inputs.Participants.Length) + N(total)));
            }
        ExplanationPool.Sent(lines, setting, uid, "rule 4.11");
    }

    static void Type(List<ExplanationLine> lines, ComparedType? type, string word, Hotkey hotkey)
    {
        if (type is null)
            return;
        var place = type.Weights.FindIndex(hotkey);
        if (place < 0)
            return;
        var finished = type.Finished;
        lines.Add(new(finished.Position, $"{word}: {finished.Summary.Id} is the latest completed tournament"
            + (type.Points.Winner == hotkey ? "; this hotkey is its winner" : "")));
        lines.Add(new(null, $"{word}: worse than the pool by {N(type.Difference)}, "
            + (type.Comparison.IsComplete
                ? $"the average of {(type.Comparison.Differences.IsEmpty ? "nothing" : string.Join(", ",
                    type.Comparison.Differences.Select(N)))} on its copied tasks (rule 4.8)"
                : "because its copies in the pool are not all finished (rule 4.9)")));
        foreach (var round in finished.Rounds)
            foreach (var task in round.Tasks)
                if (task.Winner == hotkey)
                    lines.Add(new(task.Position, $"{word}: best in task {task.Id} of round {round.Number}"
                        + (type.Points.Winner == hotkey ? ", no points: it stands for the title (rule 4.10)"
                            : $", {round.Number} x {N(Constants2025_09.TypeWeight(finished.Type))} points (rule 4.10)")));
        var points = type.Points.Scores.FindIndex(hotkey) is >= 0 and var earned ? type.Points.Scores[earned].Amount : 0.0;
        lines.Add(new(null, $"{word}: {(type.Points.Winner == hotkey ? "the title, before all points," : $"{N(points)} points,")}"
            + $" rank {place + 1} of {type.Weights.Length} in order, weight {N(type.Weights[place].Amount)} x "
            + $"{N(Constants2025_09.TypeWeight(finished.Type))} for the type (rules 4.10 and 4.11)"));
    }

    static string Sentence(NodeTerm term, int participants) => term.Kind switch
    {
        NodeTermKind.Participation => $"alive in a running tournament: + {N(term.Amount)} = ",
        NodeTermKind.Burn => $"burn node: set to {N(term.Share)} (after {participants} x 0.0001 for participants); what it "
            + "had is replaced (rule 4.11) = ",
        NodeTermKind.Pool => $"pool: {N(term.Share)} x share {N(term.Factor)} (after {participants} x 0.0001 for "
            + $"participants) = {N(term.Amount)}, together ",
        _ => $"tournaments: {N(term.Share)} of both types x share {N(term.Factor)} (after {participants} x 0.0001 "
            + $"for participants) = {N(term.Amount)}, together ",
    };

    static string N(double value) => Es6Number.Text(value);
}
