using System.Collections.Immutable;
using Gradients.Ledger.Chain;
using Gradients.Ledger.Rulebooks.Shared;
using Gradients.Ledger.Weights;

namespace Gradients.Projections.ChainAudits;

/// <summary>
/// Classifies a stored row against the settings of a ledger. Pure; nothing is passed for being similar.
/// </summary>
public static class RowJudge
{
    const string TooFast = "SettingWeightsTooFast";

    public static RowVerdict Judge(IReadOnlyList<Derivation> derivations, StoredRow row)
    {
        if (derivations.Count == 0)
            return Verdict(row.Entries.IsEmpty ? VerdictKind.NeverSubmitted : VerdictKind.Different, null, row,
                "the ledger has no weight setting of this subnet");
        var due = Due(derivations, row);
        if (Same(due, row) is { } kind)
            return Verdict(kind, due, row, kind == VerdictKind.UidRemapped ? Remapped(due, row) : "");
        if (Missing(derivations, due, row) is { } missing)
            return missing;
        if (Copied(row) is { } source)
            return Verdict(VerdictKind.Copied, due, row, source);
        return Verdict(VerdictKind.Different, due, row, "");
    }

    /// <summary>The setting that should stand at the row's block.</summary>
    static Derivation Due(IReadOnlyList<Derivation> derivations, StoredRow row)
    {
        // The ledger says what it sent in the block in which the row was set.
        var block = row.SetAt ?? row.Block;
        if (block is { } at && derivations.LastOrDefault(d => d.WasSetIn(at)) is { } recorded)
            return recorded;
        // Else the latest that was derived on a metagraph not younger than the row's block.
        return derivations.LastOrDefault(d => row.Block is null || d.SeenAt is null || (ulong)d.SeenAt <= row.Block)
            ?? derivations[0];
    }

    /// <summary>The kinds that mean the same row, the strictest first; null: it is another row.</summary>
    static VerdictKind? Same(Derivation due, StoredRow row)
    {
        var follows = Stored(due.Sent);
        var kind = follows.AsSpan().SequenceEqual(row.Entries.AsSpan()) ? VerdictKind.Exact
            : Sorted(follows).SequenceEqual(Sorted(row.Entries)) ? VerdictKind.OrderOnly
            : SameWithoutZeros(follows, row.Entries) ? VerdictKind.ZeroEntriesOnly
            : IsWithinOne(follows, row.Entries) && SameWithoutZeros(ByOtherQuantiser(due), row.Entries)
                ? VerdictKind.OffByOneQuantiser
            : (VerdictKind?)null;
        if (kind is not null)
            return Remapped(due, row).Length > 0 ? VerdictKind.UidRemapped : kind;
        // Weights that follow their hotkeys to other uids are the same row on a younger map.
        return row.Hotkeys is { } now && ByHotkey(follows, due.Hotkeys) is { } mine
            && ByHotkey(row.Entries, now) is { } theirs && mine.SequenceEqual(theirs)
                ? VerdictKind.UidRemapped
                : null;
    }

    /// <summary>Which weighted uids hold other hotkeys now; empty: none, or it is not known.</summary>
    static string Remapped(Derivation due, StoredRow row)
    {
        if (row.Hotkeys is not { } now)
            return "";
        var moved = row.Entries.Where(e => e.Weight > 0 && At(due.Hotkeys, e.Uid) != At(now, e.Uid))
            .Select(e => $"uid {e.Uid} was {At(due.Hotkeys, e.Uid)?.Text ?? "nobody's"} and is "
                + $"{At(now, e.Uid)?.Text ?? "nobody's"}");
        return string.Join("; ", moved);
    }

    static RowVerdict? Missing(IReadOnlyList<Derivation> derivations, Derivation due, StoredRow row)
    {
        var older = derivations.LastOrDefault(d => d.Position < due.Position && Same(d, row) is not null);
        if (!row.Entries.IsEmpty && older is null)
            return null;
        var stands = older is null ? "no row stands" : $"the row of the setting at position {older.Position} stands";
        var last = due.Submissions.LastOrDefault();
        if (row.HasCommit || last is { IsCommit: true, HasSucceeded: true })
            return Verdict(VerdictKind.NotRevealed, due, row, $"{stands}, and a commit waits to be revealed");
        if (last?.Included is { Error: { } error }
            && error.EndsWith(TooFast, StringComparison.Ordinal))
            return Verdict(VerdictKind.RateLimited, due, row, $"{stands}: the newer one failed with {error}");
        var why = last is null ? "the ledger records no submission of the newer one"
            : last.HasExpired ? "the newer one's submission expired"
            : last.IsOpen ? "what became of the newer one's submission is not known"
            : "the newer one is not on the chain";
        return Verdict(VerdictKind.NeverSubmitted, due, row, $"{stands}: {why}");
    }

    static string? Copied(StoredRow row)
    {
        if (row.Entries.IsEmpty)
            return null;
        foreach (var (uid, other) in row.Others)
            if (SameWithoutZeros(other, row.Entries))
                return $"it is the row of uid {uid}";
        if (row.Incentives is not { } incentives)
            return null;
        var scaled = Stored([.. incentives.Select((incentive, uid) => (uid, incentive))]);
        return SameWithoutZeros(scaled, row.Entries) ? "it is the metagraph's incentives" : null;
    }

    static RowVerdict Verdict(VerdictKind kind, Derivation? due, StoredRow row, string why) =>
        new(kind, row, due?.Position, why, RowDifferences.Of(due, row), RowDifferences.Moved(due, row),
            RowDifferences.Cosine(due, row));

    /// <summary>A row as the chain stores it.</summary>
    internal static ImmutableArray<(int Uid, ushort Weight)> Stored(ImmutableArray<(int Uid, ushort Weight)> sent)
    {
        var stored = Upscale.Of([.. sent.Select(e => e.Weight)]);
        return [.. sent.Select((e, i) => (e.Uid, stored[i]))];
    }

    static ImmutableArray<(int, ushort)> ByOtherQuantiser(Derivation due) =>
        SdkQuantiser.Quantise([.. due.Nodes.Select(n => n.Uid)], [.. due.Nodes.Select(n => n.Weight)])
            is Quantised.Row row
            ? Stored([.. row.Uids.Zip(row.Weights, (uid, weight) => (uid, weight))])
            : [];

    static bool IsWithinOne(ImmutableArray<(int Uid, ushort Weight)> a, ImmutableArray<(int Uid, ushort Weight)> b)
    {
        var difference = new SortedDictionary<int, int>();
        foreach (var (uid, weight) in a)
            difference[uid] = weight;
        foreach (var (uid, weight) in b)
            difference[uid] = difference.GetValueOrDefault(uid) - weight;
        return difference.Values.All(d => d is >= -1 and <= 1);
    }

    static IEnumerable<(int, ushort)> Sorted(ImmutableArray<(int, ushort)> row) => row.Order();

    static bool SameWithoutZeros(
        ImmutableArray<(int Uid, ushort Weight)> a, ImmutableArray<(int Uid, ushort Weight)> b) =>
        a.Where(e => e.Weight > 0).Order().SequenceEqual(b.Where(e => e.Weight > 0).Order());

    /// <summary>Null: a weighted uid belongs to nobody.</summary>
    static List<(string, ushort)>? ByHotkey(
        ImmutableArray<(int Uid, ushort Weight)> row, ImmutableArray<Hotkey> hotkeys)
    {
        var named = new List<(string Hotkey, ushort Weight)>();
        foreach (var (uid, weight) in row)
        {
            if (weight == 0)
                continue;
            if (At(hotkeys, uid) is not { } hotkey)
                return null;
            named.Add((hotkey.Text, weight));
        }
        named.Sort((a, b) => string.CompareOrdinal(a.Hotkey, b.Hotkey));
        return named;
    }

    internal static Hotkey? At(ImmutableArray<Hotkey> hotkeys, int uid) =>
        (uint)uid < (uint)hotkeys.Length ? hotkeys[uid] : null;
}
