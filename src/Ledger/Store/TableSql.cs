using System.Diagnostics;

namespace Gradients.Ledger.Store;

/// <summary>The SQL of one projection table.</summary>
static class TableSql
{
    internal const string Schema = "ledger";

    internal static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    internal static string FullName(Table table, string suffix = "") => $"{Schema}.{Quote(table.Name + suffix)}";

    internal static string Type(ColumnType type) => type switch
    {
        ColumnType.Text => "text",
        ColumnType.Bigint => "bigint",
        ColumnType.Integer => "integer",
        ColumnType.Double => "double precision",
        ColumnType.Boolean => "boolean",
        ColumnType.Timestamp => "timestamp with time zone",
        ColumnType.Jsonb => "jsonb",
        _ => throw new UnreachableException(),
    };

    /// <summary>Columns only: a rebuild adds the key after its rows.</summary>
    internal static string Create(Table table, string suffix = "") =>
        $"create table {FullName(table, suffix)} "
        + $"({string.Join(", ", table.Columns.Select((column, i) => Definition(table, column, i)))})";

    internal static string AddKey(Table table, string suffix = "") =>
        $"alter table {FullName(table, suffix)} add constraint {Quote(table.Name + suffix + "_pkey")} "
        + $"primary key ({Keys(table)})";

    internal static string Copy(Table table, string suffix) =>
        $"copy {FullName(table, suffix)} ({Columns(table)}) from stdin (format binary)";

    /// <summary>One array per column; rows that exist are replaced in whole.</summary>
    internal static string Upsert(Table table, string suffix = "")
    {
        var rest = table.Columns.Skip(table.KeyColumns).Select(c => Quote(c.Name)).ToList();
        var arrays = string.Join(", ", Enumerable.Range(1, table.Columns.Length).Select(i => $"${i}"));
        var replace = $"update set {string.Join(", ", rest.Select(name => $"{name} = excluded.{name}"))}";
        return $"insert into {FullName(table, suffix)} ({Columns(table)}) select * from unnest({arrays}) "
            + $"on conflict ({Keys(table)}) do {(rest.Count == 0 ? "nothing" : replace)}";
    }

    /// <summary>What PostgreSQL says about a table of this shape: compare with <see cref="ShapeQuery"/>.</summary>
    internal static string Shape(Table table) => string.Join(
        ", ", table.Columns.Select((c, i) => c.Name + " " + Type(c.Type) + NotNull(table, i)));

    /// <summary>Takes schema-qualified names ($1), gives a shape for each table that exists.</summary>
    internal const string ShapeQuery = """
        select t.name, string_agg(
            a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
                || case when a.attnotnull then ' not null' else '' end,
            ', ' order by a.attnum)
        from unnest($1::text[]) t (name)
        join pg_attribute a on a.attrelid = to_regclass(t.name) and a.attnum > 0 and not a.attisdropped
        group by t.name
        """;

    static string Definition(Table table, Column column, int index) =>
        $"{Quote(column.Name)} {Type(column.Type)}{Ordinal(column.Type)}{NotNull(table, index)}";

    // Texts sort by their bytes, as everywhere in the ledger, whatever the server's locale.
    static string Ordinal(ColumnType type) => type == ColumnType.Text ? " collate \"C\"" : "";

    static string NotNull(Table table, int column) => column < table.KeyColumns ? " not null" : "";

    static string Columns(Table table) => string.Join(", ", table.Columns.Select(c => Quote(c.Name)));

    static string Keys(Table table) =>
        string.Join(", ", table.Columns.Take(table.KeyColumns).Select(c => Quote(c.Name)));
}
