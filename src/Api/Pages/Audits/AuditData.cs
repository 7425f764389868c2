using System.Text.Json;
using Gradients.Api.Http;
using Gradients.Api.Http.Upkeep;

namespace Gradients.Api.Pages;

/// <summary>What the server found when it audited the ledger itself.</summary>
/// <param name="Chain">What the chain stores of the subnet, against what follows.</param>
public sealed record AuditData(
    IReadOnlyList<AuditView> Audits, bool IsOn, long Head, string Url, int Netuid, OnChainView Chain)
{
    internal static async Task<AuditData> ReadAsync(Request request)
    {
        var head = request.Site.Host.Required.Head;
        var rows = await GetAudits.LatestAsync(request.Site, 20, request.Cancel);
        var netuid = request.Site.Config.Netuid;
        return new([.. rows.Select(AuditView.Of)], request.Site.Config.AuditMinutes > 0, head, request.Site.PublicUrl,
            netuid, await OnChainView.ReadAsync(request, netuid));
    }
}

/// <param name="Finding">Of a divergence: what differs, in a sentence.</param>
/// <param name="At">Of a divergence: where.</param>
public sealed record AuditView(
    DateTime Time, long Position, string Verdict, double Seconds, long Conclusions, long Draws, long Settings,
    long Weights, string? Finding, long? At, IReadOnlyList<(string Sentence, long Count)> Believed)
{
    internal static AuditView Of(AuditRow row)
    {
        using var document = JsonDocument.Parse(row.Document);
        var report = document.RootElement;
        long Number(string name) => report.TryGetProperty(name, out var value) ? value.GetInt64() : 0;
        string? finding = null;
        long? at = null;
        if (report.TryGetProperty("divergence", out var d))
        {
            at = d.GetProperty("position").GetInt64();
            finding = $"{d.GetProperty("type").GetString()}, field {d.GetProperty("field").GetString()}: recorded "
                + $"{d.GetProperty("recorded").GetString()}, recomputed {d.GetProperty("recomputed").GetString()}";
        }
        else if (report.TryGetProperty("unreadable", out var unreadable))
            finding = unreadable.GetProperty("reason").GetString();
        return new(row.At, row.Position, row.Verdict, row.Seconds, Number("conclusions"), Number("draws_redone"),
            Number("weight_settings"), Number("weights"), finding, at,
            [.. report.GetProperty("trusted").EnumerateArray().Select(t =>
                (t.GetProperty("sentence").GetString()!, t.GetProperty("count").GetInt64()))]);
    }
}
