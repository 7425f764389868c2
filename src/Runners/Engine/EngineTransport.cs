using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gradients.Runners.Engine;

/// <summary>
/// HTTP over the engine's socket: sends a call, keeps its time, and turns every failure into one exception.
/// </summary>
sealed class EngineTransport : IDisposable
{
    /// <summary>The longest JSON answer that is read: lists and inspections are far smaller.</summary>
    const int LongestAnswer = 16 << 20;

    internal static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // Podman's names differ from Docker's in case here and there.
        PropertyNameCaseInsensitive = true,
    };

    readonly HttpClient _http;

    internal EngineTransport(EngineAddress address, EngineLimits limits)
    {
        Address = address;
        Limits = limits;
        var handler = new SocketsHttpHandler
        {
            UseProxy = false, // An engine is never behind the proxy that the environment may name.
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None, // Archives pass as they are.
            ConnectTimeout = limits.Connect,
        };
        switch (address)
        {
            case EngineAddress.UnixSocket unix: handler.ConnectCallback = (_, cancel) =>
                ConnectAsync(unix, cancel); break;
            case EngineAddress.Tls tls: handler.SslOptions = Certificates(tls); break;
        }
        _http = new HttpClient(handler)
        {
            Timeout = Timeout.InfiniteTimeSpan, // Each call has its own.
            BaseAddress = address is EngineAddress.Tls at ? new($"https://{at.Host}:{at.Port}/")
                : new("http://engine/"),
        };
    }

    internal EngineAddress Address { get; }

    internal EngineLimits Limits { get; }

    /// <summary>
    /// Set once, after negotiation: <c>v1.41/</c> and the like. A path that begins with a slash goes without.
    /// </summary>
    internal string Prefix { get; set; } = "";

    /// <summary>Set once, with the prefix.</summary>
    internal bool IsPodman { get; set; }

    public void Dispose() => _http.Dispose();

    static async ValueTask<Stream> ConnectAsync(EngineAddress.UnixSocket unix, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(unix.Path), cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The engine must show a certificate of this authority for this name, and so do we.</summary>
    static SslClientAuthenticationOptions Certificates(EngineAddress.Tls tls)
    {
        var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(tls.Certificates, "ca.pem"));
        var own = X509Certificate2.CreateFromPemFile(
            Path.Combine(tls.Certificates, "cert.pem"), Path.Combine(tls.Certificates, "key.pem"));
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck, // A private authority publishes no lists.
        };
        policy.CustomTrustStore.Add(authority);
        return new()
        {
            TargetHost = tls.Host,
            ClientCertificates = [own],
            CertificateChainPolicy = policy,
        };
    }

    /// <summary>Sends a call and reads its JSON answer.</summary>
    internal async Task<T> AskAsync<T>(HttpMethod method, string path, object? body, TimeSpan limit,
        CancellationToken cancel)
    {
        using var timer = new CallTimer(limit, cancel);
        using var response = await SendAsync(method, path, Content(body), timer, cancel);
        return await ReadJsonAsync<T>(response, $"{method} /{path}", timer, cancel);
    }

    /// <summary>Sends a call whose answer says nothing of interest.</summary>
    internal async Task TellAsync(HttpMethod method, string path, object? body, TimeSpan limit,
        CancellationToken cancel)
    {
        using var timer = new CallTimer(limit, cancel);
        using var response = await SendAsync(method, path, Content(body), timer, cancel);
    }

    /// <summary>Sends a call whose answer is a stream; the time limit covers its beginning alone.</summary>
    internal async Task<HttpResponseMessage> OpenAsync(
        HttpMethod method, string path, HttpContent? content, TimeSpan limit, CancellationToken cancel)
    {
        using var timer = new CallTimer(limit, cancel);
        return await SendAsync(method, path, content, timer, cancel);
    }

    internal async Task<T> ReadJsonAsync<T>(
        HttpResponseMessage response, string call, CallTimer timer, CancellationToken cancel)
    {
        try
        {
            var bytes = await ReadAsync(response, LongestAnswer, timer.Token);
            return JsonSerializer.Deserialize<T>(bytes, Json) ?? throw new JsonException("the answer is null");
        }
        catch (JsonException broken)
        {
            throw new EngineException(EngineFault.Unintelligible, (int)response.StatusCode,
                $"{Address}: {call}: the answer cannot be read: {broken.Message}", broken);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            throw Explain(failure, call, timer, cancel);
        }
    }

    internal Exception Explain(Exception failure, string call, CallTimer timer, CancellationToken cancel) =>
        cancel.IsCancellationRequested
            ? new OperationCanceledException($"{Address}: {call}: cancelled", failure, cancel)
        : timer.IsOver ? new EngineException(EngineFault.TimedOut, 0,
            $"{Address}: {call}: no answer within {timer.Limit.TotalSeconds:0.###} s", failure)
        : new EngineException(EngineFault.Unreachable, 0, $"{Address}: {call}: {Deepest(failure)}", failure);

    async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content, CallTimer timer, CancellationToken cancel)
    {
        var call = $"{method} /{path}";
        var target = path[0] == '/' ? path[1..] : Prefix + path;
        using var request = new HttpRequestMessage(method, target) { Content = content };
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timer.Token);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            throw Explain(failure, call, timer, cancel);
        }
        // 304: it is in that state already.
        if (response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.NotModified)
            return response;
        using (response)
            throw await RefusalAsync(response, call, timer);
    }

    async Task<EngineException> RefusalAsync(HttpResponseMessage response, string call, CallTimer timer)
    {
        const int longestMessage = 64 << 10;
        var message = "(no message)";
        try
        {
            var bytes = await ReadAsync(response, longestMessage, timer.Token);
            message = JsonSerializer.Deserialize<Complaint>(bytes, Json)?.Message ?? message;
        }
        catch (Exception unreadable)
            when (unreadable is JsonException or HttpRequestException or IOException or OperationCanceledException)
        {
            // The status alone has to do.
        }
        var status = (int)response.StatusCode;
        return new(EngineFault.Refused, status, $"{Address}: {call}: {status}: {message.Trim()}");
    }

    static ByteArrayContent? Content(object? body)
    {
        if (body is null)
            return null;
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), Json));
        content.Headers.ContentType = new("application/json");
        return content;
    }

    static async Task<byte[]> ReadAsync(HttpResponseMessage response, int most, CancellationToken cancel)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        using var bytes = new MemoryStream();
        var buffer = new byte[16 << 10];
        while (await stream.ReadAsync(buffer, cancel) is > 0 and var read)
        {
            if (bytes.Length + read > most)
                throw new JsonException($"it is longer than {most} bytes");
            bytes.Write(buffer, 0, read);
        }
        return bytes.ToArray();
    }

    static string Deepest(Exception failure)
    {
        while (failure.InnerException is { } inner)
            failure = inner;
        return failure.Message;
    }

    sealed record Complaint(string? Message);
}
