using System.CommandLine;
using Gradients.Api.Database;
using Gradients.Api.Shell;

namespace Gradients.Api.Recording;

/// <summary>The options by which <c>gradients export</c> writes a table instead of the events.</summary>
internal sealed class TableOptions
{
    readonly Option<string?> _table = new("--table")
    {
        Description = "Write this projection table's rows instead of the events (bracket, careers, tournaments, …).",
        HelpName = "T",
    };

    readonly Option<string> _format = new("--format")
    {
        Description = "Of a table: csv or ndjson.", DefaultValueFactory = _ => "csv", HelpName = "FORMAT",
    };

    readonly Option<long> _since = new("--since")
    {
        Description = "Of a table: only rows that changed after this position.", HelpName = "POSITION",
    };

    public void AddTo(Command verb)
    {
        _format.AcceptOnlyFromAmong("csv", "ndjson");
        verb.Add(_table);
        verb.Add(_format);
        verb.Add(_since);
    }

    /// <summary>The table asked for; null: the events are meant.</summary>
    public string? Table(ParseResult parsed) => parsed.GetValue(_table);

    public async Task<int> RunAsync(
        ParseResult parsed, string table, string path, bool json, string? database, CancellationToken cancel)
    {
        await using var ledger = await OpenLedger.AsReaderAsync(database, cancel);
        var (rows, position) = await TableExport.WriteAsync(
            ledger, table, path, parsed.GetRequiredValue(_format), parsed.GetValue(_since), cancel);
        if (path == "-")
            return Exit.Done;
        if (json)
            Terminal.Json(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("file", path);
                writer.WriteNumber("rows", rows);
                writer.WriteNumber("position", position);
                writer.WriteEndObject();
            });
        else
            Console.WriteLine($"{rows:N0} rows of {table} written to {path}, as of position {position}. "
                + $"What changes later: --since {position}.");
        return Exit.Done;
    }
}
