using System.Globalization;
using Gradients.Api.Database;
using Gradients.Api.Http;
using Gradients.Api.Http.Queries;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Store;

namespace Gradients.Api.Pages;

/// <summary>Events that match what is asked for, the latest first, fifty a page.</summary>
/// <param name="Older">Where the next page begins; absent on the last.</param>
public sealed record EventsData(
    string Stream, string Type, string Text, IReadOnlyList<EventRow> Rows, long? Older, IReadOnlyList<string> Types)
{
    const int PageLength = 50;

    internal static async Task<EventsData> ReadAsync(Request request)
    {
        var head = request.Site.Host.Required.Head;
        var before = Math.Min(request.Whole("before", 1, long.MaxValue) ?? long.MaxValue, head + 1);
        var (stream, type, text) = (Asked(request, "stream"), Asked(request, "type"), Asked(request, "text"));
        // Positions first: only the events on this page are read in whole.
        var found = await request.Site.Open.Source.ListAsync(
            "select seq_id from mt_events where seq_id < $1 and ($2 = '' or stream_id = $2) and ($3 = '' or type = $3) "
            + "and ($4 = '' or strpos(data::text, $4) > 0) order by seq_id desc limit $5",
            r => r.GetInt64(0), request.Cancel, before, stream, type, text, PageLength + 1);
        long[] shown = [.. found.Take(PageLength)];
        return new(stream, type, text, await RowsAsync(request, shown), found.Count > PageLength ? found[PageLength - 1] : null,
            [.. EventTypes.All.Select(t => t.Alias).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Events that follow each other, as all do where nothing is asked for, are read together.</summary>
    static async Task<List<EventRow>> RowsAsync(Request request, long[] positions)
    {
        var rows = new List<EventRow>();
        if (positions is [var last, .., var first] && last - first == positions.Length - 1)
        {
            var names = new Interner();
            await foreach (var row in request.Site.Open.Store.ReadAsync(first, last, request.Cancel))
                rows.Add(EventRow.Of(StoredEvents.Decode(row, names)));
            rows.Reverse();
            return rows;
        }
        foreach (var position in positions)
            if (await GetEvent.FindAsync(request.Site, position, request.Cancel) is { } e)
                rows.Add(EventRow.Of(e));
        return rows;
    }

    static string Asked(Request request, string name) => (request.Query(name) ?? "").Trim();

    /// <summary>The address of the next page.</summary>
    public string Next => string.Create(CultureInfo.InvariantCulture,
        $"/events?before={Older}&stream={Uri.EscapeDataString(Stream)}&type={Uri.EscapeDataString(Type)}")
        + $"&text={Uri.EscapeDataString(Text)}";
}
