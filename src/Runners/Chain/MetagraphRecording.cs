using System.Collections.Immutable;
using Gradients.Ledger.Metagraphs;

namespace Gradients.Runners.Chain;

/// <summary>Records a snapshot of a subnet: its hotkeys, and beside them what else the same block shows.</summary>
public static class MetagraphRecording
{
    /// <exception cref="LedgerRefusal">The ledger refuses it.</exception>
    public static async Task RecordAsync(LedgerPort ledger, SubnetSnapshot snapshot)
    {
        var stream = Streams.Metagraph(snapshot.Netuid);
        var (block, hash) = ((long)snapshot.At.Number, snapshot.At.Hash[2..]);
        await ledger.RecordAsync(stream, $"metagraph {snapshot.Netuid} at block {snapshot.At.Hash}",
            new Report(new MetagraphObserved(block, hash, snapshot.Hotkeys)));
        await ledger.RecordAsync(stream, $"neurons {snapshot.Netuid} at block {snapshot.At.Hash}",
            new Report(new NeuronsObserved(
                block, hash, Longs(snapshot.Incentives), Longs(snapshot.LastUpdates),
                [.. Enumerable.Range(0, snapshot.Permits.Length).Where(uid => snapshot.Permits[uid])
                    .Select(uid => (long)uid)],
                Longs(snapshot.Stakes))));
    }

    static ImmutableArray<long> Longs(ImmutableArray<ulong> values) =>
        [.. values.Select(value => (long)Math.Min(value, long.MaxValue))];
}
