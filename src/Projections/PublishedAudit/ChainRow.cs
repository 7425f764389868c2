using System.Collections.Immutable;

namespace Gradients.Projections.PublishedAudit;

/// <summary>A row of 16-bit weights as the chain stores it.</summary>
/// <param name="Uids">Distinct, in the order of the file.</param>
/// <param name="Weights">Parallel to the uids.</param>
public sealed record ChainRow(ImmutableArray<int> Uids, ImmutableArray<ushort> Weights)
{
    internal static ChainRow Read(InputFile file)
    {
        var root = file.Parse();
        var uids = ImmutableArray.CreateBuilder<int>();
        var weights = ImmutableArray.CreateBuilder<ushort>();
        var seen = new SortedSet<int>();
        foreach (var item in root.Member("uids").Items())
        {
            var uid = item.Whole(0, ushort.MaxValue);
            if (!seen.Add(uid)) throw item.Fault(item.Path, $"uid {uid} stands twice");
            uids.Add(uid);
        }
        foreach (var item in root.Member("weights").Items()) weights.Add((ushort)item.Whole(0, ushort.MaxValue));
        if (uids.Count != weights.Count)
            throw root.Fault("weights", $"has {weights.Count} entries for {uids.Count} uids");
        return new ChainRow(uids.DrainToImmutable(), weights.DrainToImmutable());
    }

    /// <summary>By uid, so that the order of the lists does not matter.</summary>
    internal static SortedDictionary<int, ushort> ByUid(ImmutableArray<int> uids, ImmutableArray<ushort> weights)
    {
        var row = new SortedDictionary<int, ushort>();
        for (var i = 0; i < uids.Length; i++) row[uids[i]] = weights[i];
        return row;
    }
}
