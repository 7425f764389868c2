using System.Net.Sockets;
using Gradients.Api.Database;
using Gradients.Ledger.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gradients.Api.Http.Notifications;

/// <summary>Takes notices from new events and failed audits, and brings them to the targets of the configuration.</summary>
internal sealed class Delivery(Site site) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(15),
    };

    readonly Outbox _outbox = new(site.Open.Source);

    /// <summary>How long after a refusal the first new attempt comes.</summary>
    internal static TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (site.Host.Now is { } now)
                    foreach (var target in site.Config.Webhooks)
                    {
                        await TakeAsync(target, now.Head, stoppingToken);
                        while (await _outbox.ClaimAsync(target.Name, stoppingToken) is var (notice, attempts))
                            await SendAsync(target, notice, attempts);
                    }
                await Task.Delay(Pause, stoppingToken);
            }
            catch (Exception failure) when (failure is StoreException or NpgsqlException)
            {
                site.Log.LogError("Notifications wait: {Reason}", failure.Message);
                await Task.Delay(Pause, CancellationToken.None);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    async Task TakeAsync(WebhookConfig target, long head, CancellationToken cancel)
    {
        var mark = await _outbox.MarkAsync(target.Name, head, cancel);
        if (mark < head)
        {
            // In this order: if we end in between, rows that are there already are not made again.
            await foreach (var e in site.Host.AfterAsync(mark, cancel))
                if (e.Position <= head && Notice.Of(e) is { } notice && target.Wants(notice.Kind))
                    await _outbox.PutAsync(target.Name, notice, cancel);
            await _outbox.AdvanceAsync(target.Name, head, cancel);
        }
        if (!target.Wants(Notice.AuditFailed))
            return;
        var failed = await site.Open.Source.ListAsync(
            "select position, verdict from ledger_audits where verdict <> 'equal' and at > now() - interval '1 day'",
            r => Notice.OfAudit(r.GetInt64(0), r.GetString(1)), cancel);
        foreach (var notice in failed)
            await _outbox.PutAsync(target.Name, notice, cancel);
    }

    async Task SendAsync(WebhookConfig target, Notice notice, int attempts)
    {
        try
        {
            using var request = WebhookRequest.Of(target, notice, site.PublicUrl);
            using var answer = await _http.SendAsync(request);
            if (answer.IsSuccessStatusCode)
                await _outbox.DeliveredAsync(target.Name, notice);
            else
                await _outbox.FailedAsync(target.Name, notice, attempts, $"answered {(int)answer.StatusCode}", FirstRetry);
            site.Metrics.Delivered(answer.IsSuccessStatusCode ? "delivered" : "refused");
        }
        catch (HttpRequestException failure) when (failure.InnerException is SocketException { SocketErrorCode:
            SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.HostUnreachable })
        {
            await _outbox.FailedAsync(target.Name, notice, attempts, failure.Message, FirstRetry); // Nothing was sent.
            site.Metrics.Delivered("unreachable");
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or IOException)
        {
            await _outbox.UncertainAsync(target.Name, notice, $"may have arrived: {failure.Message}");
            site.Metrics.Delivered("uncertain");
        }
    }

    public override void Dispose()
    {
        _http.Dispose();
        base.Dispose();
    }
}
