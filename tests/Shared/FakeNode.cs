using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Gradients.Testing;

/// <summary>An error that a node answers with.</summary>
public sealed class NodeErrorException(int code, string message) : Exception(message)
{
    public int Code { get; } = code;
}

/// <summary>What a subscribing call answers: each of these comes as news, in order, and perhaps later ones.</summary>
public sealed record News(IAsyncEnumerable<JsonNode> Items);

/// <summary>
/// A JSON-RPC node of its own process: WebSocket and HTTP on one port of the loopback. What it answers is up to the
/// test,
/// and so is how slowly, how wrongly, and when it hangs up.
/// </summary>
public sealed class FakeNode : IAsyncDisposable
{
    readonly HttpListener _listener;
    readonly CancellationTokenSource _closing = new();
    readonly ConcurrentDictionary<WebSocket, byte> _sockets = new();
    readonly Task _accepting;
    int _subscriptions;

    /// <param name="answer">The result for a method and its parameters: JSON, null, <see cref="News"/>.</param>
    public FakeNode(Func<string, JsonArray, Task<object?>> answer)
    {
        Answer = answer;
        (_listener, Http) = LoopbackListener.Open();
        WebSocket = new($"ws://127.0.0.1:{Http.Port}/");
        _accepting = AcceptAsync();
    }

    public Func<string, JsonArray, Task<object?>> Answer { get; set; }

    /// <summary>Changes a whole reply before it is sent; null sends nothing.</summary>
    public Func<string, JsonObject, JsonObject?> Reply { get; set; } = (_, reply) => reply;

    /// <summary>Set: whoever calls such a method is hung up on, without an answer.</summary>
    public Func<string, bool> HangsUp { get; set; } = _ => false;

    public Uri Http { get; }

    public Uri WebSocket { get; }

    public ConcurrentQueue<(string Method, JsonArray Parameters)> Calls { get; } = new();

    public int Connections { get; private set; }

    public void HangUp()
    {
        foreach (var (socket, _) in _sockets)
            socket.Abort();
    }

    async Task AcceptAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            Connections++;
            _ = context.Request.IsWebSocketRequest ? SocketAsync(context) : PostAsync(context);
        }
    }

    async Task PostAsync(HttpListenerContext context)
    {
        try
        {
            var request = JsonNode.Parse(await new StreamReader(context.Request.InputStream).ReadToEndAsync())!;
            if (HangsUp((string)request["method"]!))
            {
                context.Response.Abort();
                return;
            }
            var (reply, _) = await AnswerAsync(request);
            if (reply is not null)
                context.Response.OutputStream.Write(Encoding.UTF8.GetBytes(reply.ToJsonString()));
            context.Response.Close();
        }
        catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException or IOException)
        {
            // The caller went away, or the node is closed.
        }
    }

    async Task SocketAsync(HttpListenerContext context)
    {
        var socket = (await context.AcceptWebSocketAsync(null)).WebSocket;
        _sockets[socket] = 0;
        var sending = new SemaphoreSlim(1);
        try
        {
            var buffer = new byte[1 << 20];
            while (true)
            {
                var length = 0;
                WebSocketReceiveResult part;
                do
                {
                    part = await socket.ReceiveAsync(new ArraySegment<byte>(buffer, length, buffer.Length - length),
                        _closing.Token);
                    length += part.Count;
                }
                while (!part.EndOfMessage);
                if (part.MessageType == WebSocketMessageType.Close)
                    return;
                var request = JsonNode.Parse(Encoding.UTF8.GetString(buffer, 0, length))!;
                if (HangsUp((string)request["method"]!))
                    socket.Abort();
                _ = ServeAsync(socket, sending, request);
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or ObjectDisposedException
            or InvalidOperationException)
        {
            // Hung up.
        }
        finally
        {
            _sockets.TryRemove(socket, out _);
            socket.Abort();
        }
    }

    async Task ServeAsync(WebSocket socket, SemaphoreSlim sending, JsonNode request)
    {
        try
        {
            var (reply, news) = await AnswerAsync(request);
            if (reply is not null)
                await SendAsync(socket, sending, reply);
            if (news is null)
                return;
            await foreach (var item in news.Items.WithCancellation(_closing.Token))
                await SendAsync(socket, sending, new()
                {
                    ["jsonrpc"] = "2.0",
                    ["method"] = "news",
                    ["params"] = new JsonObject
                    {
                        ["subscription"] = reply!["result"]!.DeepClone(),
                        ["result"] = item.DeepClone(),
                    },
                });
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or ObjectDisposedException
            or InvalidOperationException)
        {
            // Hung up.
        }
    }

    async Task SendAsync(WebSocket socket, SemaphoreSlim sending, JsonObject frame)
    {
        await sending.WaitAsync(_closing.Token);
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(frame.ToJsonString()), WebSocketMessageType.Text, true,
                _closing.Token);
        }
        finally
        {
            sending.Release();
        }
    }

    async Task<(JsonObject? Reply, News? News)> AnswerAsync(JsonNode request)
    {
        var (method, parameters) = ((string)request["method"]!, request["params"]!.AsArray());
        Calls.Enqueue((method, parameters));
        var reply = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = request["id"]!.DeepClone() };
        News? news = null;
        try
        {
            var result = await Answer(method, parameters);
            news = result as News;
            reply["result"] = news is null ? ((JsonNode?)result)?.DeepClone()
                : $"s{Interlocked.Increment(ref _subscriptions)}";
        }
        catch (NodeErrorException error)
        {
            reply["error"] = new JsonObject { ["code"] = error.Code, ["message"] = error.Message };
        }
        return (Reply(method, reply), news);
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        HangUp();
        _listener.Close();
        await _accepting;
    }
}
