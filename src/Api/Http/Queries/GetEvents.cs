using System.Runtime.CompilerServices;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Store;

namespace Gradients.Api.Http.Queries;

/// <summary><c>GET /api/events</c>: events in order, each in its canonical form.</summary>
internal static class GetEvents
{
    public static Endpoint Create() => new("GET", "/api/events",
        "Events in order of their positions, each as its canonical envelope.", HandleAsync)
    {
        Parameters =
        [
            Parameter.Query("from", "integer", "First position.", "1"),
            Parameter.Query("to", "integer", "Last position; the head when left out.", "100"),
            Parameter.Query("stream", "string", "Only this stream.", "tournament/spring"),
            Parameter.Query("type", "string", "Only events of this type.", "round_closed"),
            Parameter.Query("limit", "integer", "At most so many."),
        ],
        IsList = true,
        IsShared = true,
        Tag = "events",
    };

    static async Task HandleAsync(Request request)
    {
        var head = request.Site.Host.Required.Head;
        var from = request.Whole("from", 1, long.MaxValue) ?? 1;
        var to = Math.Min(request.Whole("to", 0, long.MaxValue) ?? head, head);
        var limit = request.Whole("limit", 1, long.MaxValue) ?? long.MaxValue;
        var type = request.Query("type");
        if (type is not null && EventTypes.Find(System.Text.Encoding.UTF8.GetBytes(type)) is null)
            throw Refusing.BadRequest("There is no such type of event.");
        if (request.IsKnown(to))
            return;
        await request.WriteListAsync(
            ReadAsync(request.Site, request.Query("stream"), type, from, to, limit, request.Cancel), JsonAnswer.Event);
    }

    public static async IAsyncEnumerable<Recorded> ReadAsync(
        Site site, string? stream, string? type, long from, long to, long limit,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var names = new Interner();
        // Positions have no holes: beyond these nothing would be taken, and breaking off a long read costs the server.
        if (stream is null && type is null && limit <= to - from)
            to = from + limit - 1;
        var rows = stream is null
            ? site.Open.Store.ReadAsync(from, to, cancel)
            : site.Open.Store.ReadStreamAsync(stream, 1, cancel);
        await foreach (var row in rows.WithCancellation(cancel))
        {
            if (row.Position < from || (type is not null && row.Type != type))
                continue;
            if (row.Position > to || limit-- <= 0)
                yield break;
            yield return StoredEvents.Decode(row, names);
        }
    }
}
