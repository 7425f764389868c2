using Gradients.Ledger.Canonical;
using Gradients.Ledger.Store;

namespace Gradients.Api.Http.Queries;

/// <summary><c>GET /api/events/{position}</c>: one event, in the very bytes that the log hashes.</summary>
internal static class GetEvent
{
    public static Endpoint Create() => new("GET", "/api/events/{position}",
        "One event: the canonical bytes, which the published log holds as its entry.", HandleAsync)
    {
        Parameters = [Parameter.Path("position", "Place in the ledger, from 1.", "1", "integer")],
        IsShared = true,
        Tag = "events",
    };

    static async Task HandleAsync(Request request)
    {
        var position = request.Position();
        var e = await FindAsync(request.Site, position, request.Cancel)
            ?? throw Refusing.NotFound($"The ledger ends at position {request.Site.Host.Required.Head}.");
        if (request.IsKnown(position))
            return;
        // What was recorded never changes.
        request.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        var writer = new CanonicalWriter();
        Envelope.Write(writer, e);
        await request.WriteBytesAsync("application/json", writer.ToArray());
    }

    /// <summary>Null: there is no such position yet.</summary>
    public static async Task<Recorded?> FindAsync(Site site, long position, CancellationToken cancel)
    {
        if (position > site.Host.Required.Head)
            return null;
        await foreach (var row in site.Open.Store.ReadAsync(position, position, cancel))
            return StoredEvents.Decode(row, new Interner());
        return null;
    }
}
