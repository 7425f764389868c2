using System.Buffers;
using System.Globalization;
using System.Text;
using Gradients.Ledger.Canonical;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gradients.Api.Http.Live;

/// <summary><c>GET /live</c>: events as they are appended, as server-sent events; their ids are positions.</summary>
internal static class GetLive
{
    static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static Endpoint Create() => new("GET", "/live",
        "Events as they are appended (server-sent events; id: position, event: type, data: envelope). A client that "
        + "reconnects with Last-Event-ID misses nothing.", HandleAsync)
    {
        Parameters =
        [
            new("Last-Event-ID", "header", "integer", "Go on after this position."),
            Parameter.Query("after", "integer", "The same as a parameter; the head when neither is there.", "0"),
        ],
        ResponseType = "text/event-stream",
        IsStream = true,
        Tag = "events",
    };

    static async Task HandleAsync(Request request)
    {
        var header = request.Http.Request.Headers["Last-Event-ID"].ToString();
        var after = long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? last
            : request.Whole("after", 0, long.MaxValue) ?? request.Site.Host.Required.Head;
        if (!request.Site.Live.TryEnter())
            throw new Refusing(503, "too-many-listeners", "As many clients listen as the server allows.");
        try
        {
            await SendAsync(request, after);
        }
        finally
        {
            request.Site.Live.Leave();
        }
    }

    static async Task SendAsync(Request request, long after)
    {
        request.Response.ContentType = "text/event-stream";
        request.Response.Headers.CacheControl = "no-store";
        var ending = request.Http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var both = CancellationTokenSource.CreateLinkedTokenSource(request.Cancel, ending);
        var body = request.Response.BodyWriter;
        var writer = new CanonicalWriter();
        try
        {
            await SayAsync(body, $"retry: 2000\n: from position {after}\n\n", both.Token);
            while (true)
            {
                await foreach (var e in request.Site.Host.AfterAsync(after, both.Token))
                {
                    writer.Clear();
                    Envelope.Write(writer, e);
                    // Canonical bytes hold no line break: one event is one data line.
                    await SayAsync(body, $"id: {e.Position}\nevent: {EventTypes.Of(e.Event).Alias}\ndata: "
                        + $"{Encoding.UTF8.GetString(writer.Written)}\n\n", both.Token);
                    after = e.Position;
                }
                await WaitAsync(request, body, after, both.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The client has gone, or the server is going; it may come back with its last id.
        }
    }

    /// <summary>Until there is more; meanwhile a sign of life, by which a client that has gone is noticed too.</summary>
    static async Task WaitAsync(
        Request request, System.IO.Pipelines.PipeWriter body, long after, CancellationToken cancel)
    {
        var more = request.Site.Host.WaitPastAsync(after, cancel);
        while (await Task.WhenAny(more, Task.Delay(Heartbeat, cancel)) != more)
        {
            cancel.ThrowIfCancellationRequested();
            await SayAsync(body, ": still here\n\n", cancel);
        }
        await more;
    }

    static async Task SayAsync(System.IO.Pipelines.PipeWriter body, string text, CancellationToken cancel)
    {
        body.Write(Encoding.UTF8.GetBytes(text));
        await body.FlushAsync(cancel);
    }
}
