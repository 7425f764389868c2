using System.Text.Json;

namespace Gradients.Runners.Chain;

/// <summary>One node, reached one way. Used by several callers at once.</summary>
public abstract class RpcConnection(Uri endpoint) : IAsyncDisposable
{
    public Uri Endpoint { get; } = endpoint;

    /// <summary>Whether it can send news of its own accord.</summary>
    public abstract bool CanSubscribe { get; }

    /// <param name="parameters">Texts, numbers, lists of texts, or null.</param>
    /// <exception cref="RpcFault">There is no result.</exception>
    public abstract Task<JsonElement> CallAsync(string method, object?[] parameters, CancellationToken cancel);

    /// <summary>Calls a method that answers with the name of a subscription.</summary>
    public abstract Task<RpcSubscription> SubscribeAsync(
        string method, object?[] parameters, CancellationToken cancel);

    public abstract ValueTask DisposeAsync();

    /// <summary>ws, wss, http or https.</summary>
    public static async Task<RpcConnection> OpenAsync(Uri endpoint, CancellationToken cancel) => endpoint.Scheme switch
    {
        "ws" or "wss" => await WebSocketConnection.ConnectAsync(endpoint, cancel),
        "http" or "https" => new HttpConnection(endpoint),
        _ => throw new ArgumentException($"'{endpoint}': a node is reached by ws://, wss://, http:// or https://."),
    };
}

/// <summary>News that a node sends under one subscription, in order.</summary>
public sealed class RpcSubscription(string id, System.Threading.Channels.ChannelReader<JsonElement> news)
{
    public string Id { get; } = id;

    /// <summary>Ends with an <see cref="RpcFault"/> when the connection does.</summary>
    public IAsyncEnumerable<JsonElement> NewsAsync(CancellationToken cancel) => news.ReadAllAsync(cancel);
}
