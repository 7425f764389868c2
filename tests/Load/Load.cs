using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Gradients.Load;

/// <summary>
/// Readers who turn pages and queries as fast as they are answered, and writers who record weight settings, for a while:
/// no error is allowed, the slowest hundredth is stated, and the server's memory is looked at each second.
/// </summary>
internal sealed class Load(Uri url, string key) : IDisposable
{
    static readonly string[] Paths =
    [
        "/", "/tournaments", "/champions", "/weights", "/events", "/api/events?limit=50", "/api/tables/champion_reigns",
        "/api/tables/tournaments", "/api/weights", "/v1/tournaments/history", "/healthz",
    ];

    readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 1000 }) { BaseAddress = url };
    readonly ConcurrentBag<double> _reads = [];
    readonly ConcurrentBag<double> _writes = [];
    readonly ConcurrentBag<string> _errors = [];

    public async Task<bool> RunAsync(TimeSpan time, int readers, int writers)
    {
        using var end = new CancellationTokenSource(time);
        var memory = WatchAsync(end.Token);
        var work = Enumerable.Range(0, readers).Select(i => ReadAsync(i, end.Token))
            .Concat(Enumerable.Range(0, writers).Select(i => WriteAsync(i, end.Token)));
        await Task.WhenAll(work);
        Say("reads", _reads, time);
        Say("writes", _writes, time);
        var seen = await memory;
        Console.WriteLine("memory, MiB (of it objects): " + string.Join(", ", Enumerable.Range(1, Math.Min(10, seen.Count))
            .Select(i => seen[((seen.Count * i) / Math.Min(10, seen.Count)) - 1])
            .Select(m => $"{m.Second} s {m.Process:0} ({m.Objects:0})")));
        Console.WriteLine($"errors: {_errors.Count}");
        foreach (var error in _errors.Distinct().Take(5))
            Console.WriteLine($"  {error}");
        return _errors.IsEmpty;
    }

    async Task ReadAsync(int reader, CancellationToken end)
    {
        for (var i = reader; !end.IsCancellationRequested; i++)
            await TimeAsync(_reads, () => new(HttpMethod.Get, Paths[i % Paths.Length]));
    }

    async Task WriteAsync(int writer, CancellationToken end)
    {
        for (var i = 0; !end.IsCancellationRequested; i++)
            await TimeAsync(_writes, () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, "/api/weights/56/derive_weights")
                {
                    Content = new StringContent("", Encoding.UTF8, "application/json"),
                };
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
                request.Headers.Add("Idempotency-Key", $"load {Environment.ProcessId} {writer} {i}");
                return request;
            });
    }

    async Task TimeAsync(ConcurrentBag<double> times, Func<HttpRequestMessage> make)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            using var request = make();
            using var answer = await _http.SendAsync(request);
            await answer.Content.ReadAsByteArrayAsync();
            if (!answer.IsSuccessStatusCode)
                _errors.Add($"{request.Method} {request.RequestUri}: {(int)answer.StatusCode}");
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            _errors.Add(failure.Message);
        }
        times.Add(watch.Elapsed.TotalMilliseconds);
    }

    async Task<List<(int Second, double Process, double Objects)>> WatchAsync(CancellationToken end)
    {
        var seen = new List<(int Second, double Process, double Objects)>();
        var watch = Stopwatch.StartNew();
        while (!end.IsCancellationRequested)
        {
            var figures = (await _http.GetStringAsync("/metrics", CancellationToken.None)).Split('\n');
            seen.Add(((int)watch.Elapsed.TotalSeconds, MiB(figures, "gradients_memory_bytes "), MiB(figures, "gradients_heap_bytes ")));
            await Task.Delay(1000, CancellationToken.None);
        }
        return seen;
    }

    static double MiB(string[] figures, string name) => double.Parse(
        figures.First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..], CultureInfo.InvariantCulture) / 1048576;

    static void Say(string what, ConcurrentBag<double> times, TimeSpan time)
    {
        var sorted = times.Order().ToArray();
        if (sorted.Length > 0)
            Console.WriteLine($"{what}: {sorted.Length:N0}, {sorted.Length / time.TotalSeconds:N0} a second, median "
                + $"{sorted[sorted.Length / 2]:0.0} ms, p99 {sorted[(int)(sorted.Length * 0.99)]:0.0} ms, slowest "
                + $"{sorted[^1]:0} ms");
    }

    public void Dispose() => _http.Dispose();
}
