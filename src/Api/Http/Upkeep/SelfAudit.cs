using System.Diagnostics;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Gradients.Api.Audits;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Store;
using Gradients.Projections.Audits;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gradients.Api.Http.Upkeep;

/// <summary>
/// Audits the ledger now and then, as an auditor would: from its exported lines, every conclusion recomputed. One pass
/// in constant memory. Whoever trusts nobody audits for himself; this one finds damage before others do.
/// </summary>
internal sealed class SelfAudit(Site site) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var audited = -1L;
        while (true)
        {
            try
            {
                // Only what is new is worth a pass.
                if (site.Host.Now is { } now && now.Head > audited && now.Head > 0)
                {
                    await RunAsync(now.Head, stoppingToken);
                    audited = now.Head;
                }
            }
            catch (Exception failure) when (failure is StoreException or NpgsqlException or IOException)
            {
                site.Log.LogError("The audit could not be run: {Reason}", failure.Message);
            }
            await Task.Delay(audited < 0 ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(site.Config.AuditMinutes),
                stoppingToken);
        }
    }

    async Task RunAsync(long head, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        var pipe = new Pipe();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var feeding = FeedAsync(pipe.Writer, head, ended.Token);
        var report = await Task.Run(() => Audit.Of(pipe.Reader.AsStream(), null), cancel);
        await ended.CancelAsync(); // A divergence ends the reading early.
        await pipe.Reader.CompleteAsync();
        await feeding;
        await KeepAsync(head, watch.Elapsed.TotalSeconds, report, cancel);
    }

    async Task FeedAsync(PipeWriter target, long head, CancellationToken cancel)
    {
        Exception? trouble = null;
        try
        {
            var writer = new CanonicalWriter();
            var names = new Interner();
            await foreach (var row in site.Open.Store.ReadAsync(1, head, cancel))
            {
                writer.Clear();
                Envelope.Write(writer, StoredEvents.Decode(row, names));
                writer.Raw((byte)'\n');
                var written = await target.WriteAsync(writer.ToArray(), cancel);
                if (written.IsCompleted)
                    break;
            }
        }
        catch (OperationCanceledException)
        {
            // The audit has seen enough.
        }
        catch (Exception failure) when (failure is StoreException or NpgsqlException)
        {
            trouble = new IOException(failure.Message, failure);
        }
        await target.CompleteAsync(trouble);
    }

    async Task KeepAsync(long head, double seconds, AuditReport report, CancellationToken cancel)
    {
        using var document = new MemoryStream();
        using (var json = new Utf8JsonWriter(document))
            AuditJson.Write(json, report, null, strict: false);
        var verdict = report.Unreadable is not null ? "unreadable" : report.Divergence is not null ? "diverged" : "equal";
        site.Metrics.Audit(verdict);
        await using var insert = site.Open.Source.CreateCommand(
            "insert into ledger_audits values ($1, $2, $3, $4, $5::jsonb) on conflict do nothing");
        foreach (var value in new object[]
            { DateTime.UtcNow, head, verdict, seconds, Encoding.UTF8.GetString(document.ToArray()) })
            insert.Parameters.Add(new() { Value = value });
        await insert.ExecuteNonQueryAsync(cancel);
        if (verdict != "equal" && site.Log.IsEnabled(LogLevel.Critical))
            site.Log.LogCritical("The audit up to position {Head} found: {Verdict}", head, verdict);
    }
}
