using System.CommandLine;
using Gradients.Api.Database;
using Gradients.Api.Shell;
using Gradients.Ledger.Log;
using Gradients.Ledger.Store;

namespace Gradients.Api.Attachments;

/// <summary><c>gradients attachment add|get|list</c>: contents that events name by their SHA-256.</summary>
internal static class AttachmentVerb
{
    public static Command Create() => new("attachment", "Keep contents that events name by their SHA-256.")
    {
        Add(), GetAttachment.Create(), List(),
    };

    static Command Add()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "What to keep; - reads standard input.", Arity = ArgumentArity.OneOrMore,
        };
        var json = Options.Json();
        var database = Options.Database();
        var verb = new Command("add", "Keep files under the SHA-256 of their contents. What is kept is published with "
            + "the ledger, and is never changed or removed.")
        {
            files, json, database,
        };
        verb.SetAction(async (parsed, cancel) =>
        {
            await using var ledger = await OpenLedger.AsWriterAsync(parsed.GetValue(database), cancel);
            var store = new AttachmentStore(ledger.Source);
            var kept = new List<(Attachment Attachment, string File)>();
            foreach (var path in parsed.GetRequiredValue(files))
            {
                await using var content = Input.Open(path);
                kept.Add((await store.PutAsync(content, cancel), path));
            }
            Print(kept, parsed.GetValue(json));
            return Exit.Done;
        });
        return verb;
    }

    static Command List()
    {
        var json = Options.Json();
        var database = Options.Database();
        var verb = new Command("list", "List what is kept: digest and bytes, in the order in which it came.")
        {
            json, database,
        };
        verb.SetAction(async (parsed, cancel) =>
        {
            await using var ledger = await OpenLedger.AsReaderAsync(parsed.GetValue(database), cancel);
            var all = await new AttachmentStore(ledger.Source).ListAsync(cancel: cancel);
            Print([.. all.Select(attachment => (attachment, ""))], parsed.GetValue(json));
            return Exit.Done;
        });
        return verb;
    }

    static void Print(List<(Attachment Attachment, string File)> kept, bool json)
    {
        if (!json)
        {
            foreach (var (attachment, file) in kept)
                Console.Out.WriteLine($"{attachment.Sha256}  {attachment.Bytes,12:N0}  {Input.Name(file)}".TrimEnd());
            return;
        }
        Terminal.Json(writer => writer.WriteObjects(kept, one =>
        {
            writer.WriteString("sha256", one.Attachment.Sha256);
            writer.WriteNumber("bytes", one.Attachment.Bytes);
            writer.WriteNumber("number", one.Attachment.Number);
            if (one.File.Length > 0)
                writer.WriteString("file", one.File);
        }));
    }
}
