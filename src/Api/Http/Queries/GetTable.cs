using System.Runtime.CompilerServices;
using Gradients.Ledger.Store;
using Gradients.Projections;

namespace Gradients.Api.Http.Queries;

/// <summary><c>GET /api/tables/{table}</c>: the rows of one projection's table, now or after a position.</summary>
internal static class GetTable
{
    public static Endpoint Create() => new("GET", "/api/tables/{table}",
        "The rows of a table, in the order of its key. Any column's name as a parameter keeps the rows that equal it.",
        HandleAsync)
    {
        Parameters =
        [
            Parameter.Path("table", "A table of /api/tables.", "champion_reigns"),
            Parameter.At,
            Parameter.Query("tournament", "string", "For example: only rows of this tournament."),
            Parameter.Query("limit", "integer", "At most so many."),
        ],
        IsList = true,
        IsShared = true,
        Tag = "tables",
    };

    static readonly string[] Reserved = ["at", "limit", "format"];

    static async Task HandleAsync(Request request)
    {
        var name = request.Route("table");
        var (projection, table) = Find(name) ?? throw Refusing.NotFound("There is no such table; see /api/tables.");
        var filters = Filters(request, table);
        var limit = request.Whole("limit", 1, long.MaxValue) ?? long.MaxValue;
        var at = request.At();
        if (request.IsKnown(at ?? request.Site.Host.Required.Tables.Bookmark(projection)))
            return;
        var rows = at is { } position
            ? Past(await request.Site.Past.AtAsync(projection, position, request.Cancel), table, filters, limit)
            : TableRows.ReadAsync(request.Site.Open.Source, table, filters, limit, request.Cancel);
        await request.WriteListAsync(rows, (json, values) => TableRows.Write(json, table, values));
    }

    public static (string Projection, Table Table)? Find(string name)
    {
        foreach (var projection in new ProjectionSet().Running)
            foreach (var table in projection.Tables)
                if (table.Name == name)
                    return (projection.Name, table);
        return null;
    }

    static List<(int Column, object Value)> Filters(Request request, Table table)
    {
        var filters = new List<(int Column, object Value)>();
        foreach (var (name, values) in request.Http.Request.Query)
        {
            if (Reserved.Contains(name))
                continue;
            var column = TableRows.IndexOf(table, name);
            if (column < 0)
                throw Refusing.BadRequest($"Table {table.Name} has no column of that name; see /api/tables.");
            filters.Add((column, TableRows.Parse(table.Columns[column].Type, values.ToString())
                ?? throw Refusing.BadRequest($"'{name}' is no value of column {table.Columns[column].Name}.")));
        }
        return filters;
    }

    static async IAsyncEnumerable<object?[]> Past(
        RowMap rows, Table table, List<(int Column, object Value)> filters, long limit,
        [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await Task.CompletedTask;
        foreach (var row in rows.Rows(table.Name))
        {
            cancel.ThrowIfCancellationRequested();
            if (!filters.TrueForAll(f => Equals(row.Values[f.Column], f.Value)))
                continue;
            if (limit-- <= 0)
                yield break;
            yield return [.. row.Values];
        }
    }
}
