using System.Collections.Immutable;
using Gradients.Ledger.Chain;

namespace Gradients.Runners.Chain;

/// <summary>
/// What the next epoch of a subnet would read, as one block shows it. Stake is alpha on the subnet, and TAO at the
/// chain's
/// weight for it; what is inherited between parent and child hotkeys is not known here, so this is for forecasts.
/// </summary>
public static class EpochReader
{
    public static async Task<YumaEpoch> ReadAsync(
        SubnetReader subnet, SubnetSnapshot snapshot, CancellationToken cancel)
    {
        var everybody = Enumerable.Range(0, snapshot.Hotkeys.Length).ToArray();
        var owner = await subnet.ReadAsync("SubnetOwnerHotkey", [], cancel);
        return new(
            await subnet.FlagAsync("Yuma3On", cancel), (ushort)await subnet.NumberAsync("Kappa", cancel),
            (ushort)await subnet.NumberAsync("BondsPenalty", cancel),
            Math.Min(await subnet.NumberAsync("BondsMovingAverage", cancel), 1_000_000), subnet.At.Number + 1,
            await subnet.NumberAsync("Tempo", cancel), await StakesAsync(subnet, snapshot, cancel), snapshot.Permits,
            await RowsAsync("Weights"), await RowsAsync("Bonds"), snapshot.LastUpdates,
            await subnet.ByUidAsync("BlockAtRegistration", everybody.Length, cancel),
            await subnet.GlobalNumberAsync("StakeThreshold", cancel),
            await subnet.NumberAsync("ActivityCutoff", cancel),
            owner is ScaleValue.Bytes { Value.Length: 32 } key ? Uid(snapshot, key.Value) : null);

        async Task<ImmutableArray<ImmutableArray<StoredEntry>>> RowsAsync(string item)
        {
            var rows = await subnet.RowsAsync(item, everybody, cancel);
            return rows.All(row => row.All(entry => entry.Uid < everybody.Length))
                ? rows
                : throw new NodeLies($"{item} at {subnet.At} names uids that the subnet does not have");
        }
    }

    static int? Uid(SubnetSnapshot snapshot, ImmutableArray<byte> account)
    {
        var uid = snapshot.Hotkeys.IndexOf(new(Ledger.Hashing.Ss58.Encode(account.AsSpan())));
        return uid < 0 ? null : uid;
    }

    static async Task<ImmutableArray<UInt128>> StakesAsync(
        SubnetReader subnet, SubnetSnapshot snapshot, CancellationToken cancel)
    {
        var tao = await subnet.ByHotkeyAsync("TotalHotkeyAlpha", snapshot.Hotkeys, 0, cancel);
        var weight = await subnet.GlobalNumberAsync("TaoWeight", cancel);
        return [.. snapshot.Stakes.Zip(tao, (alpha, root) => (UInt128)alpha + (((UInt128)root * weight) >> 64))];
    }
}
