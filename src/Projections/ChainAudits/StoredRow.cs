using System.Collections.Immutable;
using Gradients.Projections.PublishedAudit;

namespace Gradients.Projections.ChainAudits;

/// <summary>
/// One validator's row as the chain stores it, with what else the same block shows. All lists are by uid.
/// </summary>
/// <param name="Block">The block it was read at; null: not known.</param>
/// <param name="BlockHash">Its hash; null: not known.</param>
/// <param name="SetAt">The block in which the row was set: the validator's last update; null: not known.</param>
/// <param name="Entries">As stored, in the order stored; empty: there is no row.</param>
/// <param name="Hotkeys">Who holds which uid at that block; null: not known, the ledger's map is believed.</param>
/// <param name="Incentives">Of 65535; null: not known.</param>
/// <param name="Others">Rows of other validators, by uid; empty: not known.</param>
/// <param name="HasCommit">Whether a commit of this validator waits to be revealed.</param>
public sealed record StoredRow(
    ulong? Block, string? BlockHash, ulong? SetAt, ImmutableArray<(int Uid, ushort Weight)> Entries,
    ImmutableArray<Hotkey>? Hotkeys, ImmutableArray<ushort>? Incentives,
    ImmutableSortedDictionary<int, ImmutableArray<(int Uid, ushort Weight)>> Others, bool HasCommit)
{
    public static readonly ImmutableSortedDictionary<int, ImmutableArray<(int, ushort)>> NoOthers =
        ImmutableSortedDictionary<int, ImmutableArray<(int, ushort)>>.Empty;

    /// <summary>
    /// Rows from a file: <c>{"uids":[…],"weights":[…]}</c>, beside which may stand <c>block</c>, <c>block_hash</c>,
    /// <c>set_at</c>, <c>hotkeys</c>, <c>incentives</c>, <c>has_commit</c> and <c>others</c>
    /// (<c>{"7":[[uid,weight],…]}</c>); or <c>{"rows":[…]}</c> with several of them.
    /// </summary>
    /// <returns>Null and the fault where the file cannot be read.</returns>
    public static ImmutableArray<StoredRow>? Read(InputFile file, out InputFault? fault)
    {
        fault = null;
        try
        {
            var root = file.Parse();
            return root.MemberOrNone("rows") is { } rows ? [.. rows.Items().Select(One)] : [One(root)];
        }
        catch (UnreadableInput unreadable)
        {
            fault = unreadable.Fault;
            return null;
        }
    }

    static StoredRow One(InputField row)
    {
        var uids = row.Member("uids").Items();
        var weights = row.Member("weights").Items();
        if (uids.Length != weights.Length)
            throw row.Fault("weights", $"has {weights.Length} entries for {uids.Length} uids");
        return new(
            row.MemberOrNone("block")?.Unsigned(long.MaxValue), row.MemberOrNone("block_hash")?.Text(),
            row.MemberOrNone("set_at")?.Unsigned(long.MaxValue),
            [.. uids.Zip(weights, (uid, weight) => (uid.Whole(0, ushort.MaxValue), U16(weight)))],
            row.MemberOrNone("hotkeys")?.DistinctHotkeys(),
            row.MemberOrNone("incentives") is { } incentives ? [.. incentives.Items().Select(U16)] : null,
            row.MemberOrNone("others") is { } others ? Rows(others) : NoOthers,
            row.MemberOrNone("has_commit")?.Flag() ?? false);
    }

    static ImmutableSortedDictionary<int, ImmutableArray<(int, ushort)>> Rows(InputField others)
    {
        var rows = NoOthers;
        for (var uid = 0; uid <= ushort.MaxValue; uid++)
            if (others.MemberOrNone(uid.ToString(System.Globalization.NumberFormatInfo.InvariantInfo)) is { } row)
                rows = rows.SetItem(uid, [.. row.Items().Select(Entry)]);
        return rows;
    }

    static (int, ushort) Entry(InputField item) => item.Items() is [var uid, var weight]
        ? (uid.Whole(0, ushort.MaxValue), U16(weight))
        : throw item.Fault(item.Path, "is no pair of uid and weight");

    static ushort U16(InputField item) => (ushort)item.Whole(0, ushort.MaxValue);
}
