using System.Globalization;
using System.Text;
using System.Text.Json;
using Gradients.Api.Database;
using Gradients.Api.Http.Queries;
using Gradients.Api.Shell;
using Gradients.Ledger.Store;

namespace Gradients.Api.Recording;

/// <summary>
/// The rows of one projection table as CSV or as JSON lines, all or those that changed after a position: run again with
/// the position said last, it gives what is new.
/// </summary>
internal static class TableExport
{
    const int Chunk = 1 << 16;

    /// <returns>How many rows were written, and the position that the table reflects.</returns>
    public static async Task<(long Rows, long Position)> WriteAsync(
        OpenLedger ledger, string table, string path, string format, long since, CancellationToken cancel)
    {
        var (projection, found) = GetTable.Find(table)
            ?? throw new Trouble($"there is no table '{Terminal.Plain(table)}'; there are "
                + string.Join(", ", Gradients.Projections.ProjectionSet.Tables.Select(t => t.Name)));
        var current = await CurrentTables.OpenAsync(ledger, cancel);
        var position = current.State.Bookmark(projection);
        var rows = await Output.WriteAsync(path, async target =>
        {
            var count = 0L;
            var text = new StringBuilder();
            if (format == "csv")
                text.AppendJoin(',', found.Columns.Select(c => c.Name)).Append('\n');
            await foreach (var values in TableRows.ReadAsync(ledger.Source, found, [], long.MaxValue, cancel, since))
            {
                count++;
                if (format == "csv")
                    text.AppendJoin(',', values.Select(Field)).Append('\n');
                else
                    text.Append(Line(found, values)).Append('\n');
                if (text.Length >= Chunk)
                    Flush(text, target);
            }
            Flush(text, target);
            return count;
        });
        return (rows, position);
    }

    static void Flush(StringBuilder text, Stream target)
    {
        target.Write(Encoding.UTF8.GetBytes(text.ToString()));
        text.Clear();
    }

    static string Line(Table table, object?[] values)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line, Http.JsonAnswer.Readable))
            TableRows.Write(json, table, values);
        return Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length);
    }

    static string Field(object? value) => value switch
    {
        null => "",
        string text => CsvText.Field(text),
        double number => Terminal.Number(number),
        bool flag => flag ? "true" : "false",
        DateTime time => time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
