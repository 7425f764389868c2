using System.CommandLine;
using Gradients.Api.Database;
using Gradients.Api.Shell;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Store;

namespace Gradients.Api.Recording;

/// <summary><c>gradients export FILE</c>: the whole ledger as canonical lines, complete or not there at all.</summary>
internal static class ExportVerb
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Where to write; - writes to standard output." };
        var at = Options.At();
        var json = Options.Json();
        var database = Options.Database();
        var verb = new Command("export", "Write the ledger's events as canonical JSON lines for auditors.")
        {
            file, at, json, database,
        };
        verb.SetAction(async (parsed, cancel) =>
        {
            await using var ledger = await OpenLedger.AsReaderAsync(parsed.GetValue(database), cancel);
            var path = parsed.GetRequiredValue(file);
            var count = await WriteAsync(ledger, path, parsed.GetValue(at), cancel);
            if (path == "-")
                return Exit.Done;
            if (parsed.GetValue(json))
                Terminal.Json(writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteString("file", path);
                    writer.WriteNumber("events", count);
                    writer.WriteEndObject();
                });
            else
                Console.WriteLine($"{count:N0} events written to {path}.");
            return Exit.Done;
        });
        return verb;
    }

    internal static Task<long> WriteAsync(OpenLedger ledger, string path, long? to, CancellationToken cancel) =>
        Output.WriteAsync(path, target => CopyAsync(ledger, target, to, cancel));

    static async Task<long> CopyAsync(OpenLedger ledger, Stream target, long? to, CancellationToken cancel)
    {
        var writer = new CanonicalWriter();
        var names = new Interner();
        var progress = Terminal.Progress("exported");
        var count = 0L;
        await foreach (var row in ledger.Store.ReadAsync(1, to, cancel))
        {
            Envelope.Write(writer, StoredEvents.Decode(row, names));
            writer.Raw((byte)'\n');
            if ((++count & 0xFFFF) == 0)
                progress.Report(count);
            if (writer.Length < 1 << 16)
                continue;
            target.Write(writer.Written);
            writer.Clear();
        }
        target.Write(writer.Written);
        return count;
    }
}
