using System.Collections.Immutable;
using Gradients.Ledger.Chain;
using Gradients.Projections.PublishedAudit;

namespace Gradients.Projections.Forecasts;

/// <summary>
/// Files of epochs: <c>{"cases":[{"n":…,"yuma3":…,"kappa":…,"bonds_penalty":…,"bonds_moving_average":…,"block":…,
/// "tempo":…,"stake":[…],"permits":[…],"weights":[[[uid,value],…],…],"bonds_in":[…],"last_update":[…],
/// "block_at_registration":[…]}]}</c>. Stakes are RAO, as texts of digits or numbers. May also stand there:
/// <c>stake_threshold</c>, <c>activity_cutoff</c>, <c>owner_uid</c>. Other members, <c>out</c> among them, are ignored.
/// </summary>
public static class YumaFile
{
    /// <returns>Null and the fault where the file cannot be read.</returns>
    public static ImmutableArray<YumaEpoch>? Read(InputFile file, out InputFault? fault)
    {
        fault = null;
        try
        {
            return [.. file.Parse().Member("cases").Items().Select(Epoch)];
        }
        catch (UnreadableInput unreadable)
        {
            fault = unreadable.Fault;
            return null;
        }
    }

    static YumaEpoch Epoch(InputField epoch)
    {
        var n = epoch.MemberOrNone("n")?.Whole(0, ushort.MaxValue) ?? epoch.Member("stake").Items().Length;
        var owner = epoch.MemberOrNone("owner_uid");
        return new(
            epoch.Member("yuma3").Flag(), U16(epoch.Member("kappa")), U16(epoch.Member("bonds_penalty")),
            epoch.Member("bonds_moving_average").Unsigned(1_000_000), U64(epoch.Member("block")),
            U64(epoch.Member("tempo")),
            List(epoch, "stake", n, item => (UInt128)U64(item)), List(epoch, "permits", n, item => item.Flag()),
            List(epoch, "weights", n, row => Row(row, n)), List(epoch, "bonds_in", n, row => Row(row, n)),
            List(epoch, "last_update", n, U64), List(epoch, "block_at_registration", n, U64),
            epoch.MemberOrNone("stake_threshold") is { } threshold ? U64(threshold) : 0,
            epoch.MemberOrNone("activity_cutoff") is { } cutoff ? U64(cutoff) : YumaEpoch.DefaultActivityCutoff,
            owner is { IsNull: false } uid ? uid.Whole(0, ushort.MaxValue) : null);
    }

    static ImmutableArray<T> List<T>(InputField epoch, string name, int n, Func<InputField, T> read)
    {
        var member = epoch.Member(name);
        var items = member.Items();
        return items.Length == n
            ? [.. items.Select(read)]
            : throw member.Fault(member.Path, $"has {items.Length} items, the epoch has {n} uids");
    }

    static ImmutableArray<StoredEntry> Row(InputField row, int n)
    {
        var entries = ImmutableArray.CreateBuilder<StoredEntry>();
        foreach (var item in row.Items())
        {
            if (item.Items() is not [var uid, var value])
                throw item.Fault(item.Path, "is no pair of uid and value");
            entries.Add(new(uid.Whole(0, n - 1), U16(value)));
        }
        return entries.DrainToImmutable();
    }

    static ushort U16(InputField item) => (ushort)item.Whole(0, ushort.MaxValue);

    static ulong U64(InputField item) => item.Unsigned(ulong.MaxValue);
}
