using System.Net;

namespace Gradients.Ledger.Log;

/// <summary>
/// The files of a log behind an <c>http(s)://</c> prefix, as any static web server gives them out. Nothing that comes
/// back is trusted: sizes are limited here, contents are checked by their hashes.
/// </summary>
public sealed class HttpSource : LogSource
{
    const int Tries = 3;

    /// <summary>For one try at one file, from its first byte to its last.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly HttpClient _client;
    readonly string _prefix;

    public HttpSource(string prefix)
    {
        _prefix = prefix.TrimEnd('/') + "/";
        var handler = new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.GZip, // Entry bundles may come so, asked for or not.
            ConnectTimeout = TimeSpan.FromSeconds(10), // A dead host is told apart from a slow one.
        };
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan }; // Patience covers the body too.
        _client.DefaultRequestHeaders.Add("User-Agent", "gradients-ledger");
    }

    public override int Read(string path, ref byte[] buffer, int limit)
    {
        for (var attempt = 1; ; attempt++)
            try
            {
                return Fetch(path, ref buffer, limit);
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException
                || (e is IOException and not UnreadableLog))
            {
                if (attempt == Tries)
                    throw new UnreadableLog($"{_prefix}{path}: {e.Message}", e);
                Thread.Sleep(TimeSpan.FromMilliseconds(200 * attempt));
            }
    }

    int Fetch(string path, ref byte[] buffer, int limit)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var request = new HttpRequestMessage(HttpMethod.Get, _prefix + path);
        using var response = _client.Send(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
            return -1;
        if (response.StatusCode is HttpStatusCode.TooManyRequests || (int)response.StatusCode >= 500)
            throw new HttpRequestException($"the server answered {(int)response.StatusCode}");
        if (!response.IsSuccessStatusCode)
            throw new UnreadableLog($"{_prefix}{path}: the server answered {(int)response.StatusCode}");
        using var body = response.Content.ReadAsStream(patience.Token);
        // Closing the answer is the one way to end a read of it that waits for a silent server.
        using var end = patience.Token.Register(response.Dispose);
        try
        {
            return ReadAll(body, path, ref buffer, limit);
        }
        catch (Exception e) when (patience.IsCancellationRequested && e is not BadLog)
        {
            throw new OperationCanceledException($"no end after {Patience.TotalSeconds} seconds", e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        _client.Dispose();
        base.Dispose(disposing);
    }
}
