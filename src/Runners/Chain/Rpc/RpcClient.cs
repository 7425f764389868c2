using System.Text.Json;

namespace Gradients.Runners.Chain;

/// <summary>How patient a client is.</summary>
/// <param name="Call">For one call, a connection included.</param>
/// <param name="Attempts">Endpoints tried for one call before it fails, the same one again included.</param>
/// <param name="Pause">Before the second attempt; doubled before each further one, up to <paramref
/// name="LongestPause"/>.</param>
public sealed record Patience(TimeSpan Call, int Attempts, TimeSpan Pause, TimeSpan LongestPause)
{
    public static readonly Patience Default =
        new(TimeSpan.FromSeconds(30), 6, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(15));
}

/// <summary>
/// Calls to a chain through one of several nodes: a node that goes away or does not answer is left for the next, with
/// growing pauses. Every node must be of the same chain: its genesis hash is compared on each connection.
/// </summary>
/// <param name="genesis">The hash of block 0 that is expected; null: that of the first node.</param>
public sealed class RpcClient(IReadOnlyList<Uri> endpoints, Patience patience, string? genesis = null)
    : IAsyncDisposable
{
    readonly SemaphoreSlim _connecting = new(1);
    RpcConnection? _connection;
    int _endpoint;
    string? _genesis = genesis;

    /// <summary>The hash of block 0; known once a call has succeeded.</summary>
    public string Genesis => _genesis ?? throw new InvalidOperationException("No node has been reached yet.");

    /// <summary>Asks until a node answers. Only for questions: what is asked twice must do no harm.</summary>
    /// <exception cref="RpcRefused">A node answered with an error.</exception>
    /// <exception cref="RpcUnreachable">No node answered; the last one's reason.</exception>
    public async Task<JsonElement> CallAsync(string method, object?[] parameters, CancellationToken cancel)
    {
        var pause = patience.Pause;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync((c, limit) => c.CallAsync(method, parameters, limit), method, cancel);
            }
            catch (RpcUnreachable) when (attempt < patience.Attempts)
            {
                await Task.Delay(pause, cancel);
                pause = pause * 2 < patience.LongestPause ? pause * 2 : patience.LongestPause;
            }
        }
    }

    /// <summary>Asks once: for what must not be done twice.</summary>
    public Task<JsonElement> CallOnceAsync(string method, object?[] parameters, CancellationToken cancel) =>
        OnceAsync((c, limit) => c.CallAsync(method, parameters, limit), method, cancel);

    /// <summary>Subscribes once; null: the node is reached in a way that brings no news.</summary>
    public Task<RpcSubscription?> SubscribeOnceAsync(string method, object?[] parameters, CancellationToken cancel) =>
        OnceAsync<RpcSubscription?>(
            async (c, limit) => c.CanSubscribe ? await c.SubscribeAsync(method, parameters, limit) : null,
            method, cancel);

    async Task<T> OnceAsync<T>(
        Func<RpcConnection, CancellationToken, Task<T>> ask, string method, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience.Call);
        RpcConnection? used = null;
        try
        {
            used = await ConnectionAsync(limit.Token);
            return await ask(used, limit.Token);
        }
        catch (RpcUnreachable)
        {
            await LeaveAsync(used);
            throw;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            var late = new RpcUnreachable(
                endpoints[_endpoint], $"{method}: no answer within {patience.Call.TotalSeconds:0.#} s");
            await LeaveAsync(used);
            throw late;
        }
    }

    async Task<RpcConnection> ConnectionAsync(CancellationToken cancel)
    {
        await _connecting.WaitAsync(cancel);
        try
        {
            if (_connection is { } open)
                return open;
            var fresh = await RpcConnection.OpenAsync(endpoints[_endpoint], cancel);
            try
            {
                await CompareGenesisAsync(fresh, cancel);
            }
            catch
            {
                await fresh.DisposeAsync();
                throw;
            }
            return _connection = fresh;
        }
        finally
        {
            _connecting.Release();
        }
    }

    async Task CompareGenesisAsync(RpcConnection fresh, CancellationToken cancel)
    {
        var hash = (await fresh.CallAsync("chain_getBlockHash", [0], cancel)).Hash("chain_getBlockHash", 32);
        if (_genesis is not null && hash != _genesis)
            throw new NodeLies(
                $"{fresh.Endpoint} belongs to another chain: its genesis is {hash}, {_genesis} is expected");
        _genesis = hash;
    }

    /// <summary>The next call tries the next endpoint.</summary>
    async Task LeaveAsync(RpcConnection? left)
    {
        await _connecting.WaitAsync();
        try
        {
            if (left is not null && left != _connection)
                return; // somebody else has left it already
            _endpoint = (_endpoint + 1) % endpoints.Count;
            _connection = null;
        }
        finally
        {
            _connecting.Release();
        }
        if (left is not null)
            await left.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } open)
            await open.DisposeAsync();
        _connecting.Dispose();
    }
}
