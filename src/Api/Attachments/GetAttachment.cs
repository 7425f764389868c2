using System.CommandLine;
using Gradients.Api.Database;
using Gradients.Api.Shell;
using Gradients.Ledger.Log;
using Gradients.Ledger.Store;

namespace Gradients.Api.Attachments;

/// <summary>
/// <c>gradients attachment get SHA256 FILE</c>: contents out of the ledger or a published log, once they were verified.
/// </summary>
internal static class GetAttachment
{
    public static Command Create()
    {
        var digest = new Argument<string>("SHA256")
        {
            Description = "The digest: 64 digits of hex, perhaps after sha256:.",
        };
        var file = new Argument<string>("FILE") { Description = "Where to write; - is standard output." };
        var from = new Option<string?>("--from")
        {
            Description = "A published folder, its http(s):// prefix or a bundle, instead of the ledger itself.",
            HelpName = "DIR|URL|FILE",
        };
        var json = Options.Json();
        var database = Options.Database();
        var verb = new Command("get", "Write contents whose digest was verified. Exit 1 when they are others, 2 when "
            + "they are not there.")
        {
            digest, file, from, json, database,
        };
        verb.SetAction(async (parsed, cancel) =>
        {
            if (!Attachment.TryDigest(parsed.GetRequiredValue(digest), out var sha256))
                throw new Trouble("SHA256 is not 64 digits of hex");
            var path = parsed.GetRequiredValue(file);
            var bytes = parsed.GetValue(from) is { } place
                ? await FromLogAsync(place, sha256, path)
                : await FromLedgerAsync(parsed.GetValue(database), sha256, path, cancel);
            if (parsed.GetValue(json) && path != "-")
                Terminal.Json(writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteString("sha256", sha256);
                    writer.WriteNumber("bytes", bytes);
                    writer.WriteString("file", path);
                    writer.WriteEndObject();
                });
            return Exit.Done;
        });
        return verb;
    }

    static async Task<long> FromLogAsync(string place, string sha256, string path)
    {
        if (path == "-")
            using (var trial = LogSource.Open(place)) // What was printed cannot be taken back.
                await CopyAsync(trial.OpenAttachment(sha256), sha256, Stream.Null);
        using var source = LogSource.Open(place);
        return await Output.WriteAsync(path, target => CopyAsync(source.OpenAttachment(sha256), sha256, target));
    }

    static async Task<long> FromLedgerAsync(string? database, string sha256, string path, CancellationToken cancel)
    {
        await using var ledger = await OpenLedger.AsReaderAsync(database, cancel);
        var store = new AttachmentStore(ledger.Source);
        if (path == "-")
            await CopyAsync(await store.OpenAsync(sha256, cancel), sha256, Stream.Null);
        var contents = await store.OpenAsync(sha256, cancel);
        return await Output.WriteAsync(path, target => CopyAsync(contents, sha256, target));
    }

    static async Task<long> CopyAsync(VerifiedStream? contents, string sha256, Stream target)
    {
        if (contents is null)
            throw new Trouble($"there is no attachment {sha256}");
        await using (contents)
            await contents.CopyToAsync(target);
        return contents.Position;
    }
}
