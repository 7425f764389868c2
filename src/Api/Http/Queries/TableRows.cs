using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Gradients.Ledger.Store;
using Npgsql;

namespace Gradients.Api.Http.Queries;

/// <summary>Rows of projection tables from the database, and how they look in JSON. Names come from the table alone.</summary>
internal static class TableRows
{
    public static int IndexOf(Table table, string column)
    {
        for (var i = 0; i < table.Columns.Length; i++)
            if (table.Columns[i].Name == column)
                return i;
        return -1;
    }

    /// <summary>A text as a value of the column; null: it is none.</summary>
    public static object? Parse(ColumnType type, string text) => type switch
    {
        ColumnType.Text => text,
        ColumnType.Integer => int.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null,
        ColumnType.Bigint => long.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null,
        ColumnType.Boolean => text switch { "true" => true, "false" => false, _ => null },
        ColumnType.Double => double.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null,
        _ => null,
    };

    /// <summary>Read as they are asked for: a table of any size needs no more memory than a few rows.</summary>
    public static async IAsyncEnumerable<object?[]> ReadAsync(
        NpgsqlDataSource source, Table table, IReadOnlyList<(int Column, object Value)> filters, long limit,
        [EnumeratorCancellation] CancellationToken cancel, long since = 0)
    {
        var columns = string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""));
        var where = string.Join(" and ", filters.Select((f, i) => $"\"{table.Columns[f.Column].Name}\" = ${i + 1}"));
        if (since > 0)
            where += string.Create(
                CultureInfo.InvariantCulture, $"{(where.Length > 0 ? " and " : "")}position > {since}");
        var key = string.Join(", ", table.Columns.Take(table.KeyColumns).Select(c =>
            $"\"{c.Name}\"" + (c.Type == ColumnType.Text ? " collate \"C\"" : "")));
        var sql = $"select {columns} from ledger.\"{table.Name}\"{(where.Length > 0 ? $" where {where}" : "")}";
        await using var command = source.CreateCommand(
            string.Create(CultureInfo.InvariantCulture, $"{sql} order by {key} limit {limit}"));
        foreach (var (_, value) in filters)
            command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var values = new object?[table.Columns.Length];
            for (var i = 0; i < values.Length; i++)
                values[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            yield return values;
        }
    }

    /// <summary>An object with a member for every column, absent values included.</summary>
    public static void Write(Utf8JsonWriter json, Table table, IReadOnlyList<object?> values)
    {
        json.WriteStartObject();
        for (var i = 0; i < table.Columns.Length; i++)
        {
            json.WritePropertyName(table.Columns[i].Name);
            WriteValue(json, table.Columns[i].Type, values[i]);
        }
        json.WriteEndObject();
    }

    public static void WriteValue(Utf8JsonWriter json, ColumnType type, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case double number:
                JsonAnswer.Double(json, number);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case long micros when type == ColumnType.Timestamp:
                json.WriteStringValue(new DateTime(DateTime.UnixEpoch.Ticks + (micros * 10), DateTimeKind.Utc));
                break;
            case int or long:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case DateTime time:
                json.WriteStringValue(time.ToUniversalTime());
                break;
            case string text when type == ColumnType.Jsonb:
                json.WriteRawValue(text);
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
