using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Gradients.Api.Http;
using Gradients.Api.Http.Access;
using Gradients.Api.Http.Notifications;
using Gradients.Testing;

namespace Gradients.Http.Tests;

public sealed class when_somebody_is_to_be_told : IAsyncLifetime
{
    const string Secret = "between us";

    HttpListener _listener = null!;
    readonly ConcurrentQueue<(string Path, string Body, string? Signature, string Id)> _heard = new();
    readonly string _secretFile = Path.GetTempFileName();
    Func<string, int, int> _answer = (_, _) => 204;
    string _url = "";

    public ValueTask InitializeAsync()
    {
        File.WriteAllText(_secretFile, Secret + "\n");
        Delivery.FirstRetry = TimeSpan.FromMilliseconds(20);
        (_listener, var address) = LoopbackListener.Open();
        _url = address.ToString();
        _ = ListenAsync();
        return default;
    }

    async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
                var path = context.Request.Url!.AbsolutePath;
                _heard.Enqueue((path, await reader.ReadToEndAsync(), context.Request.Headers["X-Gradients-Signature"],
                    context.Request.Headers["X-Gradients-Delivery"]!));
                context.Response.StatusCode = _answer(path, _heard.Count(h => h.Path == path));
                context.Response.Close();
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    public ValueTask DisposeAsync()
    {
        _listener.Close();
        File.Delete(_secretFile);
        return default;
    }

    ServerConfig Config() => new()
    {
        AuditMinutes = 0,
        Webhooks =
        [
            new() { Name = "ours", Url = $"{_url}ours", SecretFile = _secretFile },
            new() { Name = "discord", Url = $"{_url}discord", Shape = WebhookShape.Discord, Notices = ["dethroned"] },
        ],
    };

    [Fact]
    public async Task each_notice_comes_once_signed_and_in_the_targets_shape()
    {
        await using var server = await StartedAsync();
        await server.RecordAsync(RunningServer.Example("spring.ndjson"));
        var expected = await CountAsync(server, "round_closed", "champion_dethroned", "run_failed");
        await UntilAsync(() => _heard.Count(h => h.Path == "/ours") >= expected);
        await Task.Delay(1500); // Long enough for another turn: nothing comes twice.
        var ours = _heard.Where(h => h.Path == "/ours").ToArray();
        Assert.Equal(expected, ours.Length);
        Assert.Equal(ours.Length, ours.Select(h => h.Id).Distinct().Count());
        foreach (var (_, body, signature, _) in ours)
        {
            var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(body));
            Assert.Equal($"sha256={Convert.ToHexStringLower(mac)}", signature);
            using var notice = JsonDocument.Parse(body);
            Assert.Contains(notice.RootElement.GetProperty("kind").GetString()!, Notice.Kinds);
        }
        foreach (var (_, body, _, _) in _heard.Where(h => h.Path == "/discord"))
        {
            using var message = JsonDocument.Parse(body);
            Assert.Equal(0, message.RootElement.GetProperty("allowed_mentions").GetProperty("parse").GetArrayLength());
            Assert.Contains("dethroned", message.RootElement.GetProperty("content").GetString()!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task a_refusal_is_tried_again_and_at_last_laid_aside_visibly()
    {
        _answer = (path, attempt) => path == "/ours" && attempt <= 2 ? 503 : path == "/discord" ? 500 : 204;
        await using var server = await StartedAsync();
        await server.RecordAsync(RunningServer.Example("spring.ndjson"));
        var expected = await CountAsync(server, "round_closed", "champion_dethroned", "run_failed");
        await UntilAsync(() => _heard.Count(h => h.Path == "/ours") >= expected + 2);
        Assert.Equal(expected, _heard.Where(h => h.Path == "/ours").Select(h => h.Id).Distinct().Count());
        using var answer = await server.GetAsync("/api/deliveries",
            ("Authorization", $"Bearer {await server.KeyAsync(Role.Operator)}"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var closed = await server.GetAsync("/api/deliveries");
        Assert.Equal(HttpStatusCode.Unauthorized, closed.StatusCode);
    }

    [Fact]
    public async Task the_feed_is_well_formed_and_tells_of_rounds()
    {
        await using var server = await RunningServer.StartAsync();
        await server.RecordAsync(RunningServer.Example("spring.ndjson"));
        using var answer = await server.GetAsync("/feed.atom");
        var feed = XDocument.Parse(await answer.Content.ReadAsStringAsync());
        XNamespace atom = "http://www.w3.org/2005/Atom";
        Assert.Contains(feed.Descendants(atom + "title"), title => title.Value.StartsWith("Round ", StringComparison.Ordinal));
    }

    /// <summary>Ready, and with its marks made: a target is told of what comes after it was named.</summary>
    async Task<RunningServer> StartedAsync()
    {
        var server = await RunningServer.StartAsync(Config());
        await using var ask = server.Open.Source.CreateCommand("select count(*) from ledger_delivery_marks");
        for (var i = 0; i < 100 && (long)(await ask.ExecuteScalarAsync())! < 2; i++)
            await Task.Delay(50);
        return server;
    }

    static async Task<int> CountAsync(RunningServer server, params string[] types)
    {
        var count = 0;
        foreach (var type in types)
            count += (await server.JsonAsync($"/api/events?type={type}")).GetArrayLength();
        return count;
    }

    static async Task UntilAsync(Func<bool> holds)
    {
        for (var i = 0; i < 200 && !holds(); i++)
            await Task.Delay(100);
        Assert.True(holds());
    }
}
