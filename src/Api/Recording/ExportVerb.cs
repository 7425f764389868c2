using System.CommandLine;
using Gradients.Api.Database;
using Gradients.Api.Logs;
using Gradients.Api.Shell;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Log;
using Gradients.Ledger.Store;

namespace Gradients.Api.Recording;

/// <summary>
/// <c>gradients export FILE</c>: the whole ledger as canonical lines or as a signed bundle, complete or not there at
/// all.
/// </summary>
internal static class ExportVerb
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE")
        {
            Description = "Where to write: a bundle with proofs where it ends with .ledger or .ledger.gz, else "
                + "canonical lines; - writes those to standard output.",
        };
        var key = new Option<string?>("--key")
        {
            Description = "The log's private key, which signs the checkpoint of a bundle.", HelpName = "KEYFILE",
        };
        var attachments = new Option<bool>("--attachments")
        {
            Description = "Put the ledger's attachments into a bundle too.",
        };
        var table = new TableOptions();
        var at = Options.At();
        var json = Options.Json();
        var database = Options.Database();
        var verb = new Command("export", "Write the ledger's events for auditors: canonical JSON lines, or a "
            + "bundle with a signed checkpoint.")
        {
            file, key, at, attachments, json, database,
        };
        table.AddTo(verb);
        verb.SetAction(async (parsed, cancel) =>
        {
            var path = parsed.GetRequiredValue(file);
            if (table.Table(parsed) is { } name)
                return await table.RunAsync(
                    parsed, name, path, parsed.GetValue(json), parsed.GetValue(database), cancel);
            var signer = Signer(path, parsed.GetValue(key));
            var all = parsed.GetValue(attachments);
            if (all && signer is null)
                throw new Trouble("--attachments go into bundles: FILE has to end with .ledger or .ledger.gz");
            await using var ledger = await OpenLedger.AsReaderAsync(parsed.GetValue(database), cancel);
            var count = signer is null
                ? await WriteAsync(ledger, path, parsed.GetValue(at), cancel)
                : await BundleExport.WriteAsync(ledger, path, signer, parsed.GetValue(at), all, cancel);
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

    /// <summary>The key of a bundle; null: lines are written, which nobody signs.</summary>
    static SignerKey? Signer(string path, string? key) => (BundleExport.Is(path), key) switch
    {
        (true, null) => throw new Trouble("a bundle has a signed checkpoint: --key KEYFILE is needed"),
        (true, _) => PrivateKey.ReadForLog(key),
        (false, null) => null,
        (false, _) => throw new Trouble("--key signs bundles: FILE has to end with .ledger or .ledger.gz"),
    };

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
