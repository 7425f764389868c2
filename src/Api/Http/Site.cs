using Gradients.Api.Database;
using Gradients.Api.Http.Access;
using Gradients.Api.Http.Live;
using Gradients.Api.Http.Queries;
using Microsoft.Extensions.Logging;

namespace Gradients.Api.Http;

/// <summary>What the handlers of all requests share.</summary>
internal sealed class Site(ServerConfig config, OpenLedger open, LedgerHost host, ILogger<Site> log)
    : IDisposable
{
    public ServerConfig Config => config;

    public OpenLedger Open => open;

    public LedgerHost Host => host;

    public ILogger Log => log;

    public Gate Gate { get; } = new(config, new(open.Source));

    public PastTables Past { get; } = new(open);

    public Weighing Weighing { get; } = new(host, open);

    public SharedAnswers Shared { get; } = new(host);

    public LiveClients Live { get; } = new(config.Limits.LiveClients);

    public Metrics Metrics { get; } = new();

    /// <summary>Where others reach this server, without a slash at its end; set once it listens.</summary>
    public string PublicUrl { get; set; } = (config.PublicUrl ?? config.Listen[0]).TrimEnd('/');

    public void Dispose()
    {
        Shared.Dispose();
        Past.Dispose();
        Weighing.Dispose();
        Metrics.Dispose();
    }
}
