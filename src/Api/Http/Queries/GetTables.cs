using Gradients.Ledger.Store;
using Gradients.Projections;

namespace Gradients.Api.Http.Queries;

/// <summary><c>GET /api/tables</c>: which projections there are, and where they stand.</summary>
internal static class GetTables
{
    public static Endpoint Create() => new("GET", "/api/tables",
        "The tables of all projections: columns, key, and the position they reflect.", HandleAsync)
    {
        IsShared = true,
        Tag = "tables",
    };

    static async Task HandleAsync(Request request)
    {
        var now = request.Site.Host.Required;
        if (request.IsKnown(now.Head))
            return;
        await request.WriteAsync(json =>
        {
            json.WriteStartArray();
            foreach (var projection in new ProjectionSet().Running)
                foreach (var table in projection.Tables)
                {
                    json.WriteStartObject();
                    json.WriteString("table", table.Name);
                    json.WriteString("projection", projection.Name);
                    json.WriteNumber("position", now.Tables.Bookmark(projection.Name));
                    if (now.Tables.Stops.TryGetValue(projection.Name, out var stop))
                        json.WriteString("stopped", stop.Reason);
                    json.WriteStartArray("columns");
                    for (var i = 0; i < table.Columns.Length; i++)
                    {
                        json.WriteStartObject();
                        json.WriteString("name", table.Columns[i].Name);
                        json.WriteString("type", Word(table.Columns[i].Type));
                        json.WriteBoolean("key", i < table.KeyColumns);
                        json.WriteEndObject();
                    }
                    json.WriteEndArray();
                    json.WriteEndObject();
                }
            json.WriteEndArray();
        });
    }

    static string Word(ColumnType type) => type switch
    {
        ColumnType.Bigint or ColumnType.Integer => "integer",
        ColumnType.Double => "number",
        ColumnType.Boolean => "boolean",
        _ => "string",
    };
}
