using System.Text.Json;
using Gradients.Ledger.Store;
using Gradients.Ledger.Weights;
using Gradients.Projections;

namespace Gradients.Api.Http.Queries;

/// <summary><c>GET /api/diff</c>: what changed from one position to another, in every table and in the weights.</summary>
internal static class GetDifference
{
    public static Endpoint Create() => new("GET", "/api/diff",
        "What changed between two positions: rows of every table before and after, and weights by hotkey.", HandleAsync)
    {
        Parameters =
        [
            Parameter.Query("from", "integer", "The earlier position.", "100"),
            Parameter.Query("to", "integer", "The later position; the head when left out.", "180"),
            Parameter.Query("netuid", "integer", "The subnet whose weights are compared.", "56"),
        ],
        IsShared = true,
        Tag = "ledger",
    };

    static async Task HandleAsync(Request request)
    {
        var head = request.Site.Host.Required.Head;
        var to = request.Whole("to", 0, head) ?? head;
        var from = request.Whole("from", 0, to) ?? throw Refusing.BadRequest("'from' is needed: a position.");
        if (request.IsKnown(to))
            return;
        var netuid = (int)(request.Whole("netuid", 0, ushort.MaxValue) ?? request.Site.Config.Netuid);
        var (before, after) = await RowsAsync(request.Site, from, to, request.Cancel);
        var (_, old) = await request.Site.Weighing.AtAsync(from, netuid, request.Cancel);
        var (_, now) = await request.Site.Weighing.AtAsync(to, netuid, request.Cancel);
        await request.WriteAsync(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("from", from);
            json.WriteNumber("to", to);
            json.WriteStartArray("rows");
            foreach (var row in after.All())
                WriteRow(json, before, row);
            json.WriteEndArray();
            json.WriteStartArray("weights");
            foreach (var change in WeightChange.Between(old, now))
                change.Write(json);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary>All rows at the earlier position, and those changed since as they are at the later one.</summary>
    static async Task<(Dictionary<string, Row> Before, RowMap After)> RowsAsync(
        Site site, long from, long to, CancellationToken cancel)
    {
        var set = new ProjectionSet();
        var before = new Dictionary<string, Row>(StringComparer.Ordinal);
        var after = new RowMap();
        await site.Past.FoldAsync(set, 0, from, row => before[Key(row)] = row, cancel);
        await site.Past.FoldAsync(set, from, to, after.Put, cancel);
        return (before, after);
    }

    /// <summary>No column holds a control character that could make two keys look alike.</summary>
    static string Key(Row row) =>
        string.Join('\u0001', row.Values.Take(row.Table.KeyColumns).Prepend(row.Table.Name));

    static void WriteRow(Utf8JsonWriter json, Dictionary<string, Row> before, Row row)
    {
        json.WriteStartObject();
        json.WriteString("table", row.Table.Name);
        json.WritePropertyName("before");
        if (before.TryGetValue(Key(row), out var old))
            TableRows.Write(json, row.Table, old.Values);
        else
            json.WriteNullValue();
        json.WritePropertyName("after");
        TableRows.Write(json, row.Table, row.Values);
        json.WriteEndObject();
    }
}
