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
        foreach (var part in Parts(setting))
            Type(lines, setting.Pools.Factor, part, hotkey);
        if (uid < 0)
            return;
        foreach (var term in NodeWeights.Terms(setting.Inputs, uid))
            lines.Add(new(null, Sentence(term, setting)));
        Row(lines, setting, uid);
    }

    /// <summary>One type with everything that is said of it.</summary>
    readonly record struct Part(string Word, TypePool Pool, TypeInputs Type, FinishedTournament? Latest);

    static Part[] Parts(Setting2026_10 setting)
    {
        var (names, pools, types, latest) =
            (Setting2026_10.Names, setting.Pools.Types, setting.Inputs.Types, setting.Latest);
        return
        [
            new(names.Text, pools.Text, types.Text, latest.Text),
            new(names.Image, pools.Image, types.Image, latest.Image),
            new(names.Environment, pools.Environment, types.Environment, latest.Environment),
        ];
    }

    static void Type(List<ExplanationLine> lines, double factor, Part part, Hotkey hotkey)
    {
        if (part.Latest is not { } latest || part.Type.Tournament is not { } tournament)
        {
            if (!Constants2026_10.IsPlaceholder(hotkey))
                return;
            Pool(lines, factor, part);
            lines.Add(new(null, $"{part.Word}: no tournament is completed, its whole pool is burnt (surprise 12)"));
            return;
        }
        var shares = RankSplit.Of(tournament);
        var place = shares.FindIndex(hotkey);
        if (place < 0 && !Constants2026_10.IsPlaceholder(hotkey))
            return;
        lines.Add(new(latest.Position, $"{part.Word}: {latest.Summary.Id} is the latest completed tournament, "
            + (latest.Summary.Winner == Constants2026_10.Placeholder ? "its champion kept the title" : "the challenger won")
            + $"; 'gradients bracket {latest.Summary.Id}' shows how each task was decided"));
        Pool(lines, factor, part);
        if (place >= 0)
            lines.Add(new(null, $"{part.Word}: {Place(tournament, hotkey, place)}, share {N(shares[place].Amount)} of the "
                + "pool (rule 4.12)"));
    }

    /// <summary>Rules 4.10 and 4.11, every number of them.</summary>
    static void Pool(List<ExplanationLine> lines, double factor, Part part)
    {
        var (pool, word) = (part.Pool, part.Word);
        lines.Add(new(null, $"{word}: base {N(pool.Base)}, by " + (pool.Entrants is { } mean
            ? $"{N(mean)} entrants on average of its last tournaments (rule 4.10)"
            : "no earlier tournament, so by the pressure of the other types (rule 4.10)")));
        lines.Add(new(null, $"{word}: boost {N(Pools.Boost(pool.Difference))}, " + (pool.Difference is not { } difference
            ? "no tournament is completed"
            : difference <= Constants2026_10.BoostThreshold
                ? $"a performance difference of {N(difference)} is not above {N(Constants2026_10.BoostThreshold)}"
                : $"({N(difference)} - {N(Constants2026_10.BoostThreshold)}) x {N(Constants2026_10.BoostRate)} for the "
                    + "performance difference") + " (rules 4.9 and 4.11)"));
        var unscaled = Pools.Unscaled(pool.Base, pool.Difference);
        lines.Add(new(null, $"{word}: together {N(unscaled)}, at most {N(Constants2026_10.PoolCap)}; x {N(factor)}, which "
            + $"scales the three types to 1, = pool {N(pool.Pool)} (rule 4.11)"));
    }

    /// <summary>Which places, or which number among those the final names, a hotkey is paid for.</summary>
    static string Place(SplitInputs tournament, Hotkey hotkey, int place)
    {
        if (tournament.Positions.IsEmpty)
            return $"number {place + 1} of those its final names, for it has no places";
        var places = tournament.Positions
            .Where(one => one.Place <= Constants2026_10.PaidPlaces
                && RealWinner.Resolve(one.Hotkey, tournament.Base) == hotkey)
            .Select(one => $"place {one.Place}" + (one.Hotkey == hotkey ? "" : ", defended behind the placeholder"));
        return $"{string.Join(" and ", places)} of {tournament.Positions.Length}";
    }

    static string Sentence(NodeTerm term, Setting2026_10 setting) => term.Kind switch
    {
        NodeTermKind.Participation => $"alive in a running tournament: + {N(term.Amount)} = {N(term.Total)}",
        NodeTermKind.Burn => $"burn node: set to burn {N(term.Share)} + undistributed {N(term.Factor)} = {N(term.Total)}; "
            + $"what it had is replaced. Left over: text {N(setting.Vector.Left.Text)}, image "
            + $"{N(setting.Vector.Left.Image)}, environment {N(setting.Vector.Left.Environment)} (rule 4.13)",
        var kind => $"{kind.ToString().ToLowerInvariant()}: share {N(term.Share)} x pool {N(term.Factor)} (after "
            + $"{setting.Inputs.Participants.Length} x 0.0001 for participants) = {N(term.Amount)}, together "
            + N(term.Total),
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
