using System.Collections.Immutable;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Chain;

namespace Gradients.Ledger.Weights;

/// <summary>
/// Compare the row last observed on the chain with the one that follows, and record where they differ.
/// </summary>
public sealed record CompareWeights : LedgerCommand, IPart<CompareWeights>
{
    public const string Alias = "compare_weights";

    public static CompareWeights Pass<P>(ref P p, CompareWeights? c) where P : IPass, allows ref struct => new();

    public static Decision Decide(WeightsLane lane) =>
        Forbid(lane) is { } refusal ? new Decision.Refuse(refusal) : Decision.Of(Conclude(lane));

    public static Refusal? Forbid(WeightsLane lane) =>
        lane.Observed is null || lane.Expected is null
            ? new("weights_unobserved", "ledger: what is compared was observed",
                "A derived row and one observed on the chain are needed.")
        : Differences(lane).IsEmpty
            ? new("weights_equal", "ledger: only a divergence is recorded", "The chain stores the row that follows.")
            : null;

    internal static WeightsDiverged Conclude(WeightsLane lane) =>
        new(lane.Expected!.Position, Differences(lane), lane.Observed!.Position);

    /// <summary>By uid; a weight of zero and no weight are the same here.</summary>
    static ImmutableArray<DivergedWeight> Differences(WeightsLane lane)
    {
        var sent = lane.Expected!.Weights;
        var stored = Upscale.Of([.. sent.Select(weight => (ushort)weight)]);
        var both = new SortedDictionary<long, (long Recomputed, long Stored)>();
        for (var i = 0; i < stored.Length; i++)
            both[lane.Expected.Uids[i]] = (stored[i], 0);
        var seen = lane.Observed!.Fact;
        for (var i = 0; i < seen.Uids.Length; i++)
            both[seen.Uids[i]] = (both.GetValueOrDefault(seen.Uids[i]).Recomputed, seen.Weights[i]);
        return
        [
            .. both.Where(pair => pair.Value.Recomputed != pair.Value.Stored)
                .Select(pair => new DivergedWeight(pair.Value.Recomputed, pair.Value.Stored, pair.Key)),
        ];
    }
}
