using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;

namespace Gradients.Runners.Chain;

/// <summary>JSON-RPC over a WebSocket: many calls at a time, and subscriptions.</summary>
public sealed class WebSocketConnection : RpcConnection
{
    /// <summary>News that nobody fetches: a node that sends more is cut off.</summary>
    const int MostUnread = 10_000;

    readonly ClientWebSocket _socket;
    readonly CancellationTokenSource _closing = new();
    readonly SemaphoreSlim _sending = new(1);
    readonly ConcurrentDictionary<long, Waiting> _waiting = new();
    readonly ConcurrentDictionary<string, Channel<JsonElement>> _subscriptions = new(StringComparer.Ordinal);
    readonly Task _receiving;
    volatile RpcFault? _ended;
    long _lastId;

    sealed record Waiting(TaskCompletionSource<JsonElement> Reply, bool Subscribes);

    WebSocketConnection(Uri endpoint, ClientWebSocket socket) : base(endpoint)
    {
        _socket = socket;
        _receiving = Task.Run(ReceiveAsync);
    }

    public override bool CanSubscribe => true;

    public static async Task<WebSocketConnection> ConnectAsync(Uri endpoint, CancellationToken cancel)
    {
        var socket = new ClientWebSocket();
        // A node that vanished without a word is noticed within half a minute.
        socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(15);
        socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(15);
        try
        {
            await socket.ConnectAsync(endpoint, cancel);
            return new(endpoint, socket);
        }
        catch (WebSocketException failure)
        {
            socket.Dispose();
            throw new RpcUnreachable(endpoint, failure.InnerException?.Message ?? failure.Message, failure);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public override Task<JsonElement> CallAsync(string method, object?[] parameters, CancellationToken cancel) =>
        CallAsync(method, parameters, subscribes: false, cancel);

    public override async Task<RpcSubscription> SubscribeAsync(
        string method, object?[] parameters, CancellationToken cancel)
    {
        var id = Id(await CallAsync(method, parameters, subscribes: true, cancel))
            ?? throw new NodeLies($"{method}: the node names no subscription");
        return new(id, _subscriptions[id].Reader);
    }

    async Task<JsonElement> CallAsync(string method, object?[] parameters, bool subscribes, CancellationToken cancel)
    {
        var id = Interlocked.Increment(ref _lastId);
        var reply = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = new(reply, subscribes);
        try
        {
            if (_ended is { } ended)
                throw ended;
            await SendAsync(RpcFrames.Request(id, method, parameters), cancel);
            return RpcFrames.Result(method, await reply.Task.WaitAsync(cancel));
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    async Task SendAsync(byte[] frame, CancellationToken cancel)
    {
        await _sending.WaitAsync(cancel);
        try
        {
            await _socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, cancel);
        }
        catch (Exception failure) when (failure is WebSocketException or InvalidOperationException)
        {
            throw new RpcUnreachable(Endpoint, "the connection is gone", failure);
        }
        finally
        {
            _sending.Release();
        }
    }

    async Task ReceiveAsync()
    {
        RpcFault ended;
        try
        {
            while (await FrameAsync() is { } frame)
                Dispatch(RpcFrames.Parse(frame));
            ended = new RpcUnreachable(Endpoint, "the node closed the connection");
        }
        catch (RpcFault fault)
        {
            ended = fault;
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException
            or ObjectDisposedException or IOException)
        {
            ended = new RpcUnreachable(Endpoint, "the connection broke", failure);
        }
        _ended = ended;
        foreach (var (_, waiting) in _waiting)
            waiting.Reply.TrySetException(ended);
        foreach (var (_, news) in _subscriptions)
            news.Writer.TryComplete(ended);
    }

    async Task<byte[]?> FrameAsync()
    {
        using var frame = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer.AsMemory(), _closing.Token);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            if (frame.Length + part.Count > RpcFrames.LongestReply)
                throw new NodeLies($"{Endpoint}: a reply of more than {RpcFrames.LongestReply} bytes");
            frame.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return frame.ToArray();
        }
    }

    void Dispatch(JsonElement frame)
    {
        if (frame.TryGetProperty("id", out var id) && id.TryGetInt64(out var number))
        {
            if (!_waiting.TryGetValue(number, out var waiting))
                return; // its caller has given up waiting
            // Here and not by the caller: news may follow in the very next frame.
            if (waiting.Subscribes && frame.TryGetProperty("result", out var result) && Id(result) is { } named)
                _subscriptions[named] = Channel.CreateBounded<JsonElement>(MostUnread);
            waiting.Reply.TrySetResult(frame);
            return;
        }
        if (frame.TryGetProperty("params", out var news) && news.ValueKind == JsonValueKind.Object
            && news.TryGetProperty("subscription", out var subscription) && Id(subscription) is { } key
            && _subscriptions.TryGetValue(key, out var channel) && news.TryGetProperty("result", out var what)
            && !channel.Writer.TryWrite(what))
            throw new NodeLies($"{Endpoint}: more than {MostUnread} unread news");
    }

    /// <summary>Subscriptions are named by a text or by a number.</summary>
    static string? Id(JsonElement id) => id.ValueKind switch
    {
        JsonValueKind.String => id.GetString(),
        JsonValueKind.Number => id.GetRawText(),
        _ => null,
    };

    public override async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _socket.Abort();
        await _receiving;
        _socket.Dispose();
        _closing.Dispose();
        _sending.Dispose();
    }
}
