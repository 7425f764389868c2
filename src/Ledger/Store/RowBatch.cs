using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace Gradients.Ledger.Store;

/// <summary>
/// Rows of any tables on their way to them. Of rows with one key the last wins; the others are never sent.
/// </summary>
sealed class RowBatch
{
    readonly Dictionary<string, Dictionary<KeyValues, Row>> _tables = new(StringComparer.Ordinal);

    internal int Count { get; private set; }

    /// <summary>The rows by table, each key once.</summary>
    internal IEnumerable<(Table Table, IReadOnlyCollection<Row> Rows)> Tables =>
        _tables.Values.Where(rows => rows.Count > 0)
            .Select(rows => (rows.Values.First().Table, (IReadOnlyCollection<Row>)rows.Values));

    internal void Add(Row row)
    {
        if (!_tables.TryGetValue(row.Table.Name, out var rows))
            _tables.Add(row.Table.Name, rows = []);
        var before = rows.Count;
        rows[row.Key] = row;
        Count += rows.Count - before;
    }

    internal void Clear()
    {
        foreach (var rows in _tables.Values)
            rows.Clear();
        Count = 0;
    }

    /// <summary>One statement that writes all rows of a table.</summary>
    internal static NpgsqlBatchCommand Upsert(Table table, IReadOnlyCollection<Row> rows, string suffix = "")
    {
        var command = new NpgsqlBatchCommand(TableSql.Upsert(table, suffix));
        for (var i = 0; i < table.Columns.Length; i++)
            command.Parameters.Add(Values(table.Columns[i].Type, rows, i));
        return command;
    }

    internal static void Copy(CopyWriter writer, Row row)
    {
        var columns = row.Table.Columns;
        var values = row.ValuesOnce();
        writer.Row((short)columns.Length);
        for (var i = 0; i < columns.Length; i++)
            Copy(writer, columns[i].Type, values[i]);
    }

    static void Copy(CopyWriter writer, ColumnType type, object? value)
    {
        switch (type, value)
        {
            case (_, null): writer.Null(); break;
            case (ColumnType.Text, string text): writer.Text(text); break;
            case (ColumnType.Bigint, long number): writer.Bigint(number); break;
            case (ColumnType.Integer, int number): writer.Integer(number); break;
            case (ColumnType.Double, double number): writer.Double(number); break;
            case (ColumnType.Boolean, bool truth): writer.Boolean(truth); break;
            case (ColumnType.Timestamp, long micros): writer.Timestamp(micros); break;
            case (ColumnType.Jsonb, string json): writer.Jsonb(System.Text.Encoding.UTF8.GetBytes(json)); break;
            default: throw new InvalidCastException($"A {value.GetType().Name} does not go into a {type} column.");
        }
    }

    static NpgsqlParameter Values(ColumnType type, IReadOnlyCollection<Row> rows, int column) => type switch
    {
        ColumnType.Text => Texts(rows, column, NpgsqlDbType.Text),
        ColumnType.Jsonb => Texts(rows, column, NpgsqlDbType.Jsonb),
        ColumnType.Bigint => Numbers<long>(rows, column, NpgsqlDbType.Bigint, value => (long)value),
        ColumnType.Integer => Numbers<int>(rows, column, NpgsqlDbType.Integer, value => (int)value),
        ColumnType.Double => Numbers<double>(rows, column, NpgsqlDbType.Double, value => (double)value),
        ColumnType.Boolean => Numbers<bool>(rows, column, NpgsqlDbType.Boolean, value => (bool)value),
        ColumnType.Timestamp => Numbers<DateTime>(
            rows, column, NpgsqlDbType.TimestampTz, value => EventRow.Time((long)value)),
        _ => throw new UnreachableException(),
    };

    static NpgsqlParameter<string?[]> Texts(IReadOnlyCollection<Row> rows, int column, NpgsqlDbType type) => new()
    {
        TypedValue = [.. rows.Select(row => (string?)row.Values[column])],
        NpgsqlDbType = NpgsqlDbType.Array | type,
    };

    static NpgsqlParameter<T?[]> Numbers<T>(
        IReadOnlyCollection<Row> rows, int column, NpgsqlDbType type, Func<object, T> read) where T : struct => new()
    {
        TypedValue = [.. rows.Select(row => row.Values[column] is { } value ? read(value) : (T?)null)],
        NpgsqlDbType = NpgsqlDbType.Array | type,
    };
}
