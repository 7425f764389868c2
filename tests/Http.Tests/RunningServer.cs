using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gradients.Api.Database;
using Gradients.Api.Http;
using Gradients.Api.Http.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gradients.Http.Tests;

/// <summary>A server over a real PostgreSQL, listening on a real port.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    readonly OpenLedger _open;
    readonly WebApplication _app;
    readonly SocketsHttpHandler _handler = new() { MaxConnectionsPerServer = 1000, AllowAutoRedirect = false };

    RunningServer(OpenLedger open, WebApplication app, (string Owner, string Writer, string Reader) database)
    {
        (_open, _app, Database) = (open, app, database);
        Http = new HttpClient(_handler) { BaseAddress = new(app.Urls.First()) };
    }

    public HttpClient Http { get; }

    public (string Owner, string Writer, string Reader) Database { get; }

    public OpenLedger Open => _open;

    public Site Site => _app.Services.GetRequiredService<Site>();

    public IServiceProvider Services => _app.Services;

    public static Task<RunningServer> StartAsync() => StartAsync(new ServerConfig { AuditMinutes = 0 });

    public static async Task<RunningServer> StartAsync(
        ServerConfig config, (string Owner, string Writer, string Reader)? on = null)
    {
        var database = on ?? await Cluster.Shared.LedgerAsync();
        var open = await OpenLedger.AsWriterAsync(database.Writer, default);
        var app = Server.Build(config with { Listen = ["http://127.0.0.1:0"] }, open, LogLevel.Critical);
        await app.StartAsync();
        var server = new RunningServer(open, app, database);
        server.Site.PublicUrl = app.Urls.First();
        await server.UntilReadyAsync();
        return server;
    }

    public async Task UntilReadyAsync()
    {
        for (var i = 0; i < 300; i++)
        {
            if (Site.Host.Now is not null)
                return;
            await Task.Delay(50);
        }
        throw new TimeoutException($"The server did not become ready: {Site.Host.Failure}");
    }

    public async Task<string> KeyAsync(Role role) =>
        (await new ApiKeys(_open.Source).CreateAsync($"a test's {role}", role, default)).Key;

    /// <summary>Records an example file of the documents, or any text of commands, over HTTP.</summary>
    public async Task<string> RecordAsync(string lines)
    {
        using var answer = await PostAsync("/api/commands", lines, await KeyAsync(Role.Operator));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return text;
    }

    public static string Example(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "examples", name));

    public async Task<HttpResponseMessage> PostAsync(
        string path, string body, string? key = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Http.SendAsync(request);
    }

    public async Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Http.SendAsync(request);
    }

    public async Task<JsonElement> JsonAsync(string path)
    {
        using var answer = await GetAsync(path);
        return await JsonAsync(answer, 200);
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage answer, int status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} instead of {status}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _handler.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _open.DisposeAsync();
    }
}
