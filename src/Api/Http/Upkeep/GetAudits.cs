using Gradients.Api.Database;
using Gradients.Api.Shell;

namespace Gradients.Api.Http.Upkeep;

/// <summary><c>GET /api/audits</c>: what this server found when it audited the ledger, the latest first.</summary>
internal static class GetAudits
{
    public static Endpoint Create() => new("GET", "/api/audits",
        "The verdicts of the audits that this server ran on its own ledger, the latest first.", HandleAsync)
    {
        Parameters = [Parameter.Query("limit", "integer", "At most so many; 20 when left out.")],
        Tag = "upkeep",
    };

    static async Task HandleAsync(Request request)
    {
        var limit = (int)(request.Whole("limit", 1, 1000) ?? 20);
        var audits = await LatestAsync(request.Site, limit, request.Cancel);
        request.Response.Headers.CacheControl = "no-cache";
        await request.WriteAsync(json => json.WriteObjects(audits, audit =>
        {
            json.WriteString("at", audit.At);
            json.WriteNumber("position", audit.Position);
            json.WriteString("verdict", audit.Verdict);
            json.WriteNumber("seconds", audit.Seconds);
            json.WritePropertyName("report");
            json.WriteRawValue(audit.Document);
        }));
    }

    public static Task<List<AuditRow>> LatestAsync(Site site, int limit, CancellationToken cancel) =>
        site.Open.Source.ListAsync(
            "select at, position, verdict, seconds, document::text from ledger_audits order by at desc limit $1",
            r => new AuditRow(r.GetDateTime(0), r.GetInt64(1), r.GetString(2), r.GetDouble(3), r.GetString(4)),
            cancel, limit);
}

/// <param name="Document">What <c>gradients audit --json</c> prints.</param>
internal sealed record AuditRow(DateTime At, long Position, string Verdict, double Seconds, string Document);
