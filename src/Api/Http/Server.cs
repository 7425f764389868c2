using System.Net;
using System.Threading.RateLimiting;
using Gradients.Api.Database;
using Gradients.Api.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gradients.Api.Http;

/// <summary>The server: what listens, with which limits, and what every request passes through.</summary>
internal static class Server
{
    /// <summary>A server that is not started yet. It takes nothing from environment variables or other files.</summary>
    public static WebApplication Build(ServerConfig config, OpenLedger open, LogLevel level = LogLevel.Warning)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => Limit(kestrel, config));
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(level);
        builder.Services.AddRoutingCore();
        builder.Services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = TimeSpan.FromSeconds(config.Limits.RequestSeconds),
            TimeoutStatusCode = StatusCodes.Status504GatewayTimeout,
        });
        builder.Services.AddRazorComponents();
        builder.Services.AddSingleton(config).AddSingleton(open).AddSingleton<LedgerHost>().AddSingleton<Site>();
        builder.Services.AddHostedService(services => services.GetRequiredService<LedgerHost>());
        Workers.Add(builder.Services, config);
        // Who listens to /live is told to come back elsewhere; nobody is waited for longer than this.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        var app = builder.Build();
        Map(app, app.Services.GetRequiredService<Site>());
        return app;
    }

    static void Limit(KestrelServerOptions kestrel, ServerConfig config)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = config.Limits.BodyBytes;
        kestrel.Limits.MaxConcurrentConnections = config.Limits.Connections;
        kestrel.Limits.MaxRequestLineSize = 8 * 1024; // The default: filters fit, essays do not.
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10); // A client that drips its headers is dropped.
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        kestrel.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        kestrel.Limits.MinResponseDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(10));
        foreach (var address in config.Listen)
        {
            var place = ListenAddress.TryParse(address) ?? throw new Trouble($"listen: '{address}' is no address");
            if (place.Address is null)
                kestrel.ListenAnyIP(place.Port);
            else
                kestrel.Listen(place.Address, place.Port);
        }
    }

    static void Map(WebApplication app, Site site)
    {
        var limiter = new Limiter(site.Config.Limits);
        app.Use(async (http, next) =>
        {
            Headers(http);
            site.Metrics.Count(http);
            await Problems.GuardAsync(http, async () =>
            {
                limiter.Check(http);
                await next(http);
                if (http.Response is { StatusCode: 404 or 405, HasStarted: false } && http.GetEndpoint() is null)
                    await NothingHereAsync(new(http, site));
            }, site.Log);
        });
        app.UseRouting();
        app.UseRequestTimeouts();
        foreach (var endpoint in Endpoints.All(site))
        {
            var route = app.MapMethods(endpoint.Path, Methods(endpoint), http => HandleAsync(endpoint, http, site));
            if (endpoint.IsStream)
                route.WithMetadata(new DisableRequestTimeoutAttribute());
        }
    }

    static string[] Methods(Endpoint endpoint) => endpoint.Method == "GET" ? ["GET", "HEAD"] : [endpoint.Method];

    static async Task HandleAsync(Endpoint endpoint, HttpContext http, Site site)
    {
        if (!endpoint.IsOpen && endpoint.Method == "GET")
            await site.Gate.CheckReaderAsync(http);
        Caching(endpoint, http, site.Config);
        var request = new Request(http, site);
        await (endpoint.IsShared ? site.Shared.AnswerAsync(request, endpoint.Handle) : endpoint.Handle(request));
    }

    /// <summary>People who mistyped an address get a page that leads on, programs a problem document.</summary>
    static Task NothingHereAsync(Request request)
    {
        var nothing = Refusing.NotFound("There is nothing here; /openapi/v1.json lists what there is.");
        return request.WantsPage && request.Site.Config.Reads == ReadAccess.Open
            ? Pages.PageEndpoints.RefuseAsync(request, nothing)
            : throw nothing;
    }

    /// <summary>Who may keep an answer, and for which other requests it is not the answer.</summary>
    static void Caching(Endpoint endpoint, HttpContext http, ServerConfig config)
    {
        if (endpoint.IsList)
            http.Response.Headers.Append("Vary", "Accept");
        if (endpoint.IsOpen || config.Reads == ReadAccess.Open)
            return;
        http.Response.Headers.Append("Vary", "Authorization");
        http.Response.OnStarting(() =>
        {
            // A cache between a reader with a key and this server must not hand on to others what it let through.
            var said = http.Response.Headers.CacheControl.ToString();
            http.Response.Headers.CacheControl = said.Contains("public", StringComparison.Ordinal)
                ? said.Replace("public", "private", StringComparison.Ordinal)
                : said.Length > 0 ? $"private, {said}" : "private";
            return Task.CompletedTask;
        });
    }

    /// <summary>What every answer says to browsers: scripts and styles come from here alone, nobody frames us.</summary>
    static void Headers(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
    }
}
