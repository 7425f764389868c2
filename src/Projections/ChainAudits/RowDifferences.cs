using System.Collections.Immutable;

namespace Gradients.Projections.ChainAudits;

/// <summary>What differs between a stored row and the one that follows, by uid and by hotkey.</summary>
static class RowDifferences
{
    public static ImmutableArray<WeightDifference> Of(Derivation? due, StoredRow row)
    {
        var both = new SortedDictionary<int, (ushort? Recomputed, ushort? Stored)>();
        foreach (var (uid, weight) in Follows(due))
            both[uid] = (weight, null);
        foreach (var (uid, weight) in row.Entries)
            both[uid] = (both.GetValueOrDefault(uid).Recomputed, weight);
        return
        [
            .. both.Where(pair => pair.Value.Recomputed != pair.Value.Stored)
                .Select(pair => new WeightDifference(
                    pair.Key, Holder(due, row, pair.Key), pair.Value.Recomputed, pair.Value.Stored)),
        ];
    }

    static ImmutableArray<(int Uid, ushort Weight)> Follows(Derivation? due) =>
        due is null ? [] : RowJudge.Stored(due.Sent);

    static Hotkey? Holder(Derivation? due, StoredRow row, int uid) =>
        RowJudge.At(row.Hotkeys ?? due?.Hotkeys ?? [], uid);

    /// <summary>
    /// What follows goes to the hotkeys of the derivation, what is stored to those of the row's block.
    /// </summary>
    public static ImmutableArray<MovedShare> Moved(Derivation? due, StoredRow row)
    {
        var shares = new SortedDictionary<string, (double Follows, double Stored)>(StringComparer.Ordinal);
        foreach (var (hotkey, share) in Shares(Follows(due), due?.Hotkeys ?? []))
            shares[hotkey] = (share, 0.0);
        foreach (var (hotkey, share) in Shares(row.Entries, row.Hotkeys ?? due?.Hotkeys ?? []))
            shares[hotkey] = (shares.GetValueOrDefault(hotkey).Follows, share);
        return
        [
            .. shares.Select(s => new MovedShare(new(s.Key), s.Value.Follows, s.Value.Stored))
                .Where(s => s.Moved != 0.0).OrderByDescending(s => Math.Abs(s.Moved)),
        ];
    }

    static IEnumerable<(string Hotkey, double Share)> Shares(
        ImmutableArray<(int Uid, ushort Weight)> row, ImmutableArray<Hotkey> hotkeys)
    {
        long sum = 0;
        foreach (var (_, weight) in row)
            sum += weight;
        return row.Where(e => e.Weight > 0).Select(e =>
            (RowJudge.At(hotkeys, e.Uid)?.Text ?? $"uid {e.Uid}", (double)e.Weight / sum));
    }

    public static double? Cosine(Derivation? due, StoredRow row)
    {
        var ours = new Dictionary<int, double>();
        double product = 0.0, ourSquares = 0.0, theirSquares = 0.0;
        foreach (var (uid, weight) in Follows(due))
        {
            ours[uid] = weight;
            ourSquares += (double)weight * weight;
        }
        foreach (var (uid, weight) in row.Entries)
        {
            theirSquares += (double)weight * weight;
            product += ours.GetValueOrDefault(uid) * weight;
        }
        var length = Math.Sqrt(ourSquares * theirSquares);
        return length > 0.0 ? product / length : null;
    }
}
