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

    /// <summary>Patience is for the answer's first byte here: contents may be long.</summary>
    public override Stream? OpenFile(string path)
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            return Ask(path, patience.Token)?.Content.ReadAsStream(patience.Token);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException
            || (e is IOException and not UnreadableLog))
        {
            throw new UnreadableLog($"{_prefix}{path}: {e.Message}", e);
        }
    }

    /// <summary>Null: the server has no such file.</summary>
    HttpResponseMessage? Ask(string path, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _prefix + path);
        var response = _client.Send(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (response.IsSuccessStatusCode)
            return response;
        var status = response.StatusCode;
        response.Dispose();
        return status switch
        {
            HttpStatusCode.NotFound or HttpStatusCode.Gone => null,
            HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError =>
                throw new HttpRequestException($"the server answered {(int)status}"),
            _ => throw new UnreadableLog($"{_prefix}{path}: the server answered {(int)status}"),
        };
    }

    int Fetch(string path, ref byte[] buffer, int limit)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var response = Ask(path, patience.Token);
        if (response is null)
            return -1;
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
