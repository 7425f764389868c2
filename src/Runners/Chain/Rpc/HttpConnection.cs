using System.Net.Http.Headers;
using System.Text.Json;

namespace Gradients.Runners.Chain;

/// <summary>JSON-RPC over HTTP: one request, one reply, no news.</summary>
public sealed class HttpConnection(Uri endpoint) : RpcConnection(endpoint)
{
    readonly HttpClient _http = new() { MaxResponseContentBufferSize = RpcFrames.LongestReply };
    long _lastId;

    public override bool CanSubscribe => false;

    public override async Task<JsonElement> CallAsync(string method, object?[] parameters, CancellationToken cancel)
    {
        var id = Interlocked.Increment(ref _lastId);
        using var body = new ByteArrayContent(RpcFrames.Request(id, method, parameters));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var response = await _http.PostAsync(Endpoint, body, cancel);
            response.EnsureSuccessStatusCode();
            var frame = RpcFrames.Parse(await response.Content.ReadAsByteArrayAsync(cancel));
            if (!frame.TryGetProperty("id", out var answered) || !answered.TryGetInt64(out var number) || number != id)
                throw new NodeLies($"{method}: the node answers another request");
            return RpcFrames.Result(method, frame);
        }
        catch (HttpRequestException failure)
        {
            throw new RpcUnreachable(Endpoint, failure.Message, failure);
        }
    }

    public override Task<RpcSubscription> SubscribeAsync(
        string method, object?[] parameters, CancellationToken cancel) =>
        throw new NotSupportedException("HTTP brings no news.");

    public override ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}
