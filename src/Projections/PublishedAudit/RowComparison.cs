using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.Shared;

namespace Gradients.Projections.PublishedAudit;

/// <summary>One uid whose recomputed and stored weights differ; absent: not in that row at all.</summary>
public readonly record struct RowDifference(int Uid, ushort? Recomputed, ushort? OnChain);

/// <summary>The recomputed row against the one the chain stores.</summary>
/// <param name="Equal">The same uids with the same weights, to the last unit. Only this decides.</param>
/// <param name="Cosine">For display: likeness of the two rows, null where one of them is empty.</param>
/// <param name="Differences">By uid.</param>
public sealed record RowComparison(bool Equal, double? Cosine, ImmutableArray<RowDifference> Differences)
{
    internal static RowComparison Of(Quantised recomputed, ChainRow onChain)
    {
        // Where no row can be made there is nothing that could equal a stored one.
        if (recomputed is not Quantised.Row row) return new RowComparison(false, null, []);
        var ours = ChainRow.ByUid(row.Uids, row.Weights);
        var theirs = ChainRow.ByUid(onChain.Uids, onChain.Weights);

        var differences = ImmutableArray.CreateBuilder<RowDifference>();
        var uids = new SortedSet<int>(ours.Keys);
        uids.UnionWith(theirs.Keys);
        foreach (var uid in uids)
        {
            ushort? our = ours.TryGetValue(uid, out var a) ? a : null;
            ushort? their = theirs.TryGetValue(uid, out var b) ? b : null;
            if (our != their) differences.Add(new RowDifference(uid, our, their));
        }
        return new RowComparison(differences.Count == 0, CosineOf(ours, theirs), differences.DrainToImmutable());
    }

    static double? CosineOf(SortedDictionary<int, ushort> ours, SortedDictionary<int, ushort> theirs)
    {
        double product = 0.0, ourSquares = 0.0, theirSquares = 0.0;
        foreach (var (uid, weight) in ours)
        {
            ourSquares += (double)weight * weight;
            if (theirs.TryGetValue(uid, out var other)) product += (double)weight * other;
        }
        foreach (var weight in theirs.Values) theirSquares += (double)weight * weight;
        // All three are whole numbers far below 2^53, so equal rows give exactly 1.
        var length = Math.Sqrt(ourSquares * theirSquares);
        return length > 0.0 ? product / length : null;
    }
}
