using Gradients.Api.Shell;
using Gradients.Projections;

namespace Gradients.Api.Http.Upkeep;

/// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: what it answers is current.</summary>
internal static class GetHealth
{
    public static Endpoint Live() => new("GET", "/healthz", "Whether the process answers.",
        request => request.WriteTextAsync("text/plain", "ok\n"))
    {
        ResponseType = "text/plain",
        IsOpen = true,
        Tag = "upkeep",
    };

    public static Endpoint Ready() => new("GET", "/readyz",
        "Whether answers are current: 503 while the database is away, a projection stands still or lags, or events wait "
        + "too long for a checkpoint.", HandleAsync)
    {
        IsOpen = true,
        Tag = "upkeep",
    };

    static async Task HandleAsync(Request request)
    {
        var found = Findings(request.Site).ToArray();
        request.Response.StatusCode = found.Length == 0 ? 200 : 503;
        await request.WriteAsync(json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("ready", found.Length == 0);
            if (request.Site.Host.Now is { } now)
                json.WriteNumber("position", now.Head);
            json.WriteTexts("findings", found);
            json.WriteEndObject();
        });
    }

    public static IEnumerable<string> Findings(Site site)
    {
        var host = site.Host;
        if (host.Failure is { } failure)
            yield return $"The ledger cannot be followed: {failure}";
        if (host.Now is not { } now)
        {
            if (host.Failure is null)
                yield return "The ledger is being read.";
            yield break;
        }
        foreach (var name in ProjectionSet.Names)
        {
            if (now.Tables.Stops.TryGetValue(name, out var stop))
                yield return $"Projection {name} stands still at position {stop.Position}: {stop.Reason}";
            else if (now.Tables.Bookmark(name) < now.Head
                && DateTimeOffset.UtcNow - now.At > TimeSpan.FromSeconds(site.Config.Health.ProjectionSeconds))
                yield return $"Projection {name} is at {now.Tables.Bookmark(name)}, the ledger at {now.Head}.";
        }
        if (Logs.PublishedLog.Of(site)?.Behind(now.Head, site.Config.Health.CheckpointSeconds) is { } behind)
            yield return behind;
    }
}
