using System.Collections.Immutable;
using Gradients.Ledger.Arithmetic;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Ledger.Rulebooks.Shared;
using Gradients.Ledger.Weights;

namespace Gradients.Projections.Explanations;

/// <summary>A weight under rulebook 2026.10: the pool of each type, the place in it, and the node's terms.</summary>
internal static class Explanation2026_10
{
    public static void Add(List<ExplanationLine> lines, Setting2026_10 setting, Hotkey hotkey, int uid)
    {
        var (types, pools, latest) = (setting.Inputs.Types, setting.Pools.Types, setting.Latest);
        Type(lines, Setting2026_10.Names.Text, pools.Text, types.Text, latest.Text, hotkey);
        Type(lines, Setting2026_10.Names.Image, pools.Image, types.Image, latest.Image, hotkey);
        Type(lines, Setting2026_10.Names.Environment, pools.Environment, types.Environment, latest.Environment, hotkey);
        if (uid < 0)
            return;
        foreach (var term in NodeWeights.Terms(setting.Inputs, uid))
            lines.Add(new(null, Sentence(term, setting.Inputs.Participants.Length)));
        Row(lines, setting, uid);
    }

    static void Type(
        List<ExplanationLine> lines, string word, TypePool pool, TypeInputs type, FinishedTournament? latest,
        Hotkey hotkey)
    {
        if (latest is null || type.Tournament is not { } tournament)
        {
            if (Constants2026_10.IsPlaceholder(hotkey))
                lines.Add(new(null, $"{word}: no tournament is completed, its pool of {N(pool.Pool)} is burnt (surprise 12)"));
            return;
        }
        var shares = RankSplit.Of(tournament);
        var place = shares.FindIndex(hotkey);
        if (place < 0 && !Constants2026_10.IsPlaceholder(hotkey))
            return;
        lines.Add(new(latest.Position, $"{word}: {latest.Summary.Id} is the latest completed tournament"));
        var boost = Pools.Boost(pool.Difference);
        lines.Add(new(null, $"{word}: base {N(pool.Base)} by the entrants of its last tournaments (rule 4.10), boost "
            + $"{N(boost)} for a performance difference of {(pool.Difference is { } d ? N(d) : "none")}, scaled with the "
            + $"other types to a pool of {N(pool.Pool)} (rule 4.11)"));
        if (place >= 0)
            lines.Add(new(null, $"{word}: " + (tournament.Positions.IsEmpty
                ? $"number {place + 1} of those the final names, share {N(shares[place].Amount)} (rule 4.12, no places)"
                : $"by its place, share {N(shares[place].Amount)} of the pool (rule 4.12)")));
    }

    static string Sentence(NodeTerm term, int participants) => term.Kind switch
    {
        NodeTermKind.Participation => $"alive in a running tournament: + {N(term.Amount)} = {N(term.Total)}",
        NodeTermKind.Burn => $"burn node: set to burn {N(term.Share)} + undistributed {N(term.Factor)} = {N(term.Total)}; "
            + "what it had is replaced (rule 4.13)",
        var kind => $"{kind.ToString().ToLowerInvariant()}: share {N(term.Share)} x pool {N(term.Factor)} (after "
            + $"{participants} x 0.0001 for participants) = {N(term.Amount)}, together {N(term.Total)}",
    };

    static void Row(List<ExplanationLine> lines, Setting2026_10 setting, int uid)
    {
        if (setting.Unpaid is { } unpaid)
        {
            lines.Add(new(null, unpaid));
            return;
        }
        if (setting.Quantised is Quantised.Row row && row.Uids.IndexOf(uid) is >= 0 and var place)
            lines.Add(new(null, $"16-bit: {N(setting.Weights[uid])} x (65535 / {N(setting.Weights.Max())}), rounded half to "
                + $"even = {row.Weights[place]} (rule 4.14)"));
    }

    static string N(double value) => Es6Number.Text(value);
}
