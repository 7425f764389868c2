using System.Collections.Immutable;
using Gradients.Ledger.Store;

namespace Gradients.Projections;

/// <summary>
/// Tables in memory: the latest row under each key. What a replay without a database asks, and what tests compare.
/// </summary>
public sealed class RowMap
{
    readonly SortedDictionary<string, Dictionary<Row, Row>> _tables = new(StringComparer.Ordinal);

    public int Count => _tables.Values.Sum(rows => rows.Count);

    public void Put(Row row)
    {
        if (!_tables.TryGetValue(row.Table.Name, out var rows))
            _tables.Add(row.Table.Name, rows = new(RowKey.Equality));
        // The key object stays the first row's; its key columns are the same.
        rows[row] = row;
    }

    public void Put(IEnumerable<Row> rows)
    {
        foreach (var row in rows)
            Put(row);
    }

    /// <summary>The rows of one table in the order of its key; none if nothing was ever put into it.</summary>
    public ImmutableArray<Row> Rows(string table)
    {
        if (!_tables.TryGetValue(table, out var rows))
            return [];
        var sorted = rows.Values.ToArray();
        Array.Sort(sorted, RowKey.Order);
        return [.. sorted];
    }

    /// <summary>The rows of all tables, tables in ordinal order of their names.</summary>
    public IEnumerable<Row> All() => _tables.Keys.SelectMany(table => Rows(table));
}
