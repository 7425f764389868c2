using System.Collections.Concurrent;
using Gradients.Api.Database;
using Gradients.Ledger.Weights;

namespace Gradients.Api.Http.Queries;

/// <summary>The weights that the events give, now or at a position. The last few are kept.</summary>
internal sealed class Weighing(LedgerHost host, OpenLedger open) : IDisposable
{
    const int Kept = 16;

    readonly ConcurrentDictionary<(long Position, int Netuid), Lazy<VectorSetting?>> _kept = new();
    readonly SemaphoreSlim _turn = new(1);

    /// <summary>The setting, or null where no metagraph of the subnet was observed by then.</summary>
    public async Task<(long Position, VectorSetting? Setting)> AtAsync(long? at, int netuid, CancellationToken cancel)
    {
        var now = host.Required;
        var position = at ?? now.Head;
        if (_kept.TryGetValue((position, netuid), out var kept))
            return (position, kept.Value);
        var state = position == now.Head ? now.State : await PastAsync(position, cancel);
        if (_kept.Count >= Kept)
            _kept.Clear();
        // Lazily, so that whoever asks at the same time waits for the one who weighs.
        return (position, _kept.GetOrAdd((position, netuid), _ => new(() => Of(state, netuid))).Value);
    }

    static VectorSetting? Of(LedgerState state, int netuid) =>
        state.Metagraph(Streams.Metagraph(netuid)) is { } observed && VectorSetting.Forbid(state, observed) is null
            ? VectorSetting.Of(state, observed)
            : null;

    /// <exception cref="Refusing">There is nothing to weigh.</exception>
    public async Task<(long Position, VectorSetting Setting)> RequiredAsync(
        long? at, int netuid, CancellationToken cancel)
    {
        var (position, setting) = await AtAsync(at, netuid, cancel);
        return setting is null
            ? throw Refusing.NotFound($"No metagraph of subnet {netuid} was observed up to position {position}: "
                + "weights belong to uids.")
            : (position, setting);
    }

    async Task<LedgerState> PastAsync(long position, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            return await open.StateAsync(position, cancel);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
