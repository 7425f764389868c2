using System.Globalization;
using System.Text;
using Gradients.Api.Database;
using Gradients.Projections;

namespace Gradients.Api.Http.Upkeep;

/// <summary><c>GET /metrics</c>: figures in Prometheus' text format.</summary>
internal static class GetMetrics
{
    public static Endpoint Create() => new("GET", "/metrics", "Figures in Prometheus' text format.", HandleAsync)
    {
        ResponseType = "text/plain",
        IsOpen = true,
        Tag = "upkeep",
    };

    static readonly string[] Verdicts = ["equal", "diverged", "unreadable"];

    static async Task HandleAsync(Request request)
    {
        var site = request.Site;
        var now = site.Host.Required;
        var text = new StringBuilder();
        Gauge(text, "gradients_ledger_position", "Last position of the ledger.", [("", now.Head)]);
        Gauge(text, "gradients_projection_lag", "Events a projection's tables are behind.",
            ProjectionSet.Names.Select(name => ($"projection=\"{name}\"", (double)(now.Head - now.Tables.Bookmark(name)))));
        Gauge(text, "gradients_live_clients", "Clients of /live.", [("", site.Live.Count)]);
        Gauge(text, "gradients_memory_bytes", "Memory of the server's process.", [("", Environment.WorkingSet)]);
        Gauge(text, "gradients_heap_bytes", "Of it, objects in use and not yet collected.",
            [("", GC.GetTotalMemory(forceFullCollection: false))]);
        Gauge(text, "gradients_tournaments_running", "Tournaments that have not ended.", [("", now.State.Live.Length)]);
        Gauge(text, "gradients_runs", "Entrants of open tasks by the state of their run.", Runs(now.State));
        Gauge(text, "gradients_ready", "1 while /readyz is green.",
            [("", GetHealth.Findings(site).Any() ? 0 : 1)]);
        var audit = await site.Open.Source.ListAsync(
            "select extract(epoch from at)::double precision, seconds, position, verdict from ledger_audits "
            + "order by at desc limit 1",
            r => (At: r.GetDouble(0), Seconds: r.GetDouble(1), Position: r.GetInt64(2), Verdict: r.GetString(3)),
            request.Cancel);
        if (audit is [var last])
        {
            Gauge(text, "gradients_audit_time_seconds", "When the last audit ended, since 1970.", [("", last.At)]);
            Gauge(text, "gradients_audit_seconds", "How long it took.", [("", last.Seconds)]);
            Gauge(text, "gradients_audit_position", "Where it ended.", [("", last.Position)]);
            Gauge(text, "gradients_audit_verdict", "1 for the verdict of the last audit.",
                Verdicts.Select(verdict => ($"verdict=\"{verdict}\"", verdict == last.Verdict ? 1.0 : 0)));
        }
        var (losses, seconds) = site.Host.Measurements;
        text.Append("# HELP gradients_measurement_seconds From the end of a training to its loss.\n");
        text.Append("# TYPE gradients_measurement_seconds summary\n");
        Line(text, "gradients_measurement_seconds_sum", "", seconds);
        Line(text, "gradients_measurement_seconds_count", "", losses);
        foreach (var family in site.Metrics.Totals.OrderBy(t => t.Key).GroupBy(t => t.Key.Name))
        {
            text.Append("# TYPE ").Append(family.Key).Append(" counter\n");
            foreach (var ((_, labels), total) in family)
                Line(text, family.Key, labels, total);
        }
        await request.WriteTextAsync("text/plain; version=0.0.4", text.ToString());
    }

    static IEnumerable<(string Labels, double Value)> Runs(LedgerState state) => state.Live
        .Select(live => (live.State as Ledger.Tournaments.Tournament.Running)?.Round)
        .OfType<Ledger.Tournaments.Round>()
        .SelectMany(round => round.Tasks.Where(task => !task.IsDecided && !task.IsReplaced))
        .SelectMany(task => task.Entrants)
        .GroupBy(entrant => entrant.Run)
        .OrderBy(group => group.Key)
        .Select(group => ($"state=\"{group.Key.ToString().ToLowerInvariant()}\"", (double)group.Count()));

    static void Gauge(StringBuilder text, string name, string help, IEnumerable<(string Labels, double Value)> values)
    {
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n');
        text.Append("# TYPE ").Append(name).Append(" gauge\n");
        foreach (var (labels, value) in values)
            Line(text, name, labels, value);
    }

    static void Line(StringBuilder text, string name, string labels, double value) => text.Append(name)
        .Append(labels.Length > 0 ? $"{{{labels}}}" : "").Append(' ')
        .Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
}
