using System.CommandLine;
using Gradients.Api.Database;
using Gradients.Api.Shell;
using Gradients.Ledger.Log;

namespace Gradients.Api.Logs;

/// <summary><c>gradients prove POSITION &gt; x.tlog-proof</c>: that one event stands in the log.</summary>
internal static class ProveVerb
{
    public static Command Create()
    {
        var position = new Argument<long>("POSITION") { Description = "The event's position, from 1." };
        var place = new Option<string?>("--dir")
        {
            Description = "A published folder or its http(s):// prefix; without it the database is read.",
            HelpName = "DIR|URL",
        };
        var key = new Option<string?>("--key")
        {
            Description = "The log's private key: signs a checkpoint of the database as it stands.",
            HelpName = "KEYFILE",
        };
        var entry = new Option<string?>("--event")
        {
            Description = "Write the event itself to this file, as 'gradients verify' takes it.", HelpName = "FILE",
        };
        var json = Options.Json();
        var database = Options.Database();
        var verb = new Command("prove", "Write the proof that one event stands in the log to standard output, as a "
            + ".tlog-proof file.")
        {
            position, place, key, entry, json, database,
        };
        verb.SetAction(async (parsed, cancel) =>
        {
            var (at, file) = (parsed.GetRequiredValue(position), parsed.GetValue(entry));
            var (keyFile, folder) = (parsed.GetValue(key), parsed.GetValue(place));
            var isJson = parsed.GetValue(json);
            if (folder is not null == keyFile is not null)
                throw new Trouble("either --dir DIR names a published log, or --key KEYFILE signs the database's");
            if (folder is not null)
            {
                using var source = LogSource.Open(folder);
                Write(source, at, file, isJson);
                return Exit.Done;
            }
            var signer = PrivateKey.ReadForLog(keyFile!);
            await using var ledger = await OpenLedger.AsReaderAsync(parsed.GetValue(database), cancel);
            using var log = await TemporaryLog.BuildAsync(ledger, signer, null, cancel);
            Write(log.Source, at, file, isJson);
            return Exit.Done;
        });
        return verb;
    }

    static void Write(LogSource source, long position, string? entryFile, bool json)
    {
        if (source.ReadsInOrder)
            throw new Trouble("a bundle is read in order only: unpack it with tar and name the folder");
        var log = new TiledLog(source, policy: null); // Whose signatures count is for whoever verifies.
        var size = log.Checkpoint.Size;
        if (position < 1 || position > size)
            throw new Trouble($"there is no position {position}: the published log ends at {size}");
        var bundle = log.Entries(position - 1).First();
        var entry = bundle[(int)(position - bundle.First)];
        var proof = new TlogProof(
            position - 1, InclusionProof.Make(position - 1, size, log.Nodes().Read), log.Note);
        if (proof.Refutes(entry, policy: null) is { } reason)
            throw new BadLog(LogSource.Checkpoint, position, reason);
        if (entryFile is not null)
        {
            var bytes = entry.ToArray();
            Output.Write(entryFile, file => file.Write(bytes));
        }
        if (json)
            Write(position, proof, System.Text.Encoding.UTF8.GetString(entry));
        else
            Output.Write("-", output => output.Write(proof.ToBytes()));
    }

    static void Write(long position, TlogProof proof, string entry) => Terminal.Json(writer =>
    {
        var checkpoint = Checkpoint.Parse(proof.Note.Text);
        writer.WriteStartObject();
        writer.WriteNumber("position", position);
        writer.WriteString("origin", checkpoint.Origin);
        writer.WriteNumber("size", checkpoint.Size);
        writer.WriteString("root", checkpoint.Root.ToString());
        writer.WriteString("event", entry);
        writer.WriteString("proof", System.Text.Encoding.UTF8.GetString(proof.ToBytes()));
        writer.WriteEndObject();
    });
}
