using System.Collections.Immutable;

namespace Gradients.Runners.Chain;

/// <summary>A subnet's metagraph as one finalized block shows it. All lists are by uid.</summary>
/// <param name="Stakes">Alpha staked to each hotkey on this subnet, in RAO.</param>
/// <param name="LastUpdates">The block in which each uid last set weights.</param>
/// <param name="Incentives">Of 65535.</param>
public sealed record SubnetSnapshot(
    ushort Netuid, PinnedBlock At, ImmutableArray<Hotkey> Hotkeys, ImmutableArray<ulong> Stakes,
    ImmutableArray<bool> Permits, ImmutableArray<ulong> LastUpdates, ImmutableArray<ulong> Incentives)
{
    /// <exception cref="NodeLies">Lists that belong together have different lengths.</exception>
    public static async Task<SubnetSnapshot> ReadAsync(SubnetReader subnet, CancellationToken cancel)
    {
        var hotkeys = await subnet.HotkeysAsync(cancel);
        var snapshot = new SubnetSnapshot(
            subnet.Netuid, subnet.At, hotkeys,
            await subnet.ByHotkeyAsync("TotalHotkeyAlpha", hotkeys, subnet.Netuid, cancel),
            await subnet.FlagsAsync("ValidatorPermit", cancel), await subnet.NumbersAsync("LastUpdate", cancel),
            await subnet.NumbersAsync("Incentive", cancel));
        foreach (var (item, length) in new[]
        {
            ("ValidatorPermit", snapshot.Permits.Length), ("LastUpdate", snapshot.LastUpdates.Length),
            ("Incentive", snapshot.Incentives.Length),
        })
            if (length != hotkeys.Length)
                throw new NodeLies($"{item} at {subnet.At} has {length} items, subnet {subnet.Netuid} has "
                    + $"{hotkeys.Length} uids");
        return snapshot;
    }
}
