using System.Text.Json;
using System.Text.RegularExpressions;
using Gradients.Ledger.Log;

namespace Gradients.Api.Http.Logs;

/// <summary>The files of the published log under the paths of its format, and proofs of single events.</summary>
internal static partial class LogFiles
{
    public static Endpoint[] All() =>
    [
        new("GET", "/checkpoint", "The log's latest checkpoint (C2SP tlog-checkpoint).",
            request => FileAsync(request, LogSource.Checkpoint, "text/plain; charset=utf-8", immutable: false))
        {
            ResponseType = "text/plain",
            Tag = "log",
        },
        new("GET", "/tile/{**path}", "A tile of hashes or of entries (C2SP tlog-tiles).", TileAsync)
        {
            Parameters = [Parameter.Path("path", "Level and number, as the format says.", "0/000")],
            ResponseType = "application/octet-stream",
            Tag = "log",
        },
        new("GET", "/attachments/{digest}", "An attachment under its SHA-256.", AttachmentAsync)
        {
            Parameters = [Parameter.Path("digest", "SHA-256, 64 lower-case hexadecimal digits.",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")],
            ResponseType = "application/octet-stream",
            Tag = "log",
        },
        new("GET", "/api/proofs/{position}", "The proof that an event stands under the latest checkpoint: as JSON, or "
            + "with format=tlog-proof as the file that 'gradients verify' checks offline.", ProofAsync)
        {
            Parameters =
            [
                Parameter.Path("position", "Place in the ledger, from 1.", "1", "integer"),
                Parameter.Query("format", "string", "tlog-proof for the file."),
            ],
            Tag = "log",
        },
    ];

    // Nothing but these names ever reaches the file system.
    [GeneratedRegex(@"\A([0-9]{1,2}|entries)/(x[0-9]{3}/)*[0-9]{3}(\.p/[1-9][0-9]{0,2})?\z", RegexOptions.None, 1000)]
    private static partial Regex TileName();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z", RegexOptions.None, 1000)]
    private static partial Regex DigestName();

    static Task TileAsync(Request request)
    {
        var path = request.Route("path");
        if (path.Length > 80 || !TileName().IsMatch(path))
            throw Refusing.NotFound("That is no tile of a log.");
        return FileAsync(request, $"tile/{path}", "application/octet-stream", immutable: true);
    }

    static Task AttachmentAsync(Request request)
    {
        var digest = request.Route("digest");
        if (!DigestName().IsMatch(digest))
            throw Refusing.NotFound("An attachment is named by 64 lower-case hexadecimal digits.");
        // Whatever it holds, a browser saves it and does not show it.
        request.Response.Headers.ContentDisposition = $"attachment; filename={digest}";
        return FileAsync(request, $"attachments/{digest}", "application/octet-stream", immutable: true);
    }

    static async Task FileAsync(Request request, string name, string type, bool immutable)
    {
        var path = ServedLog.Required(request.Site).PathOf(name);
        try
        {
            await using var file = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, useAsync: true);
            request.Response.ContentType = type;
            request.Response.ContentLength = file.Length;
            request.Response.Headers.CacheControl = immutable ? "public, max-age=31536000, immutable" : "no-cache";
            await file.CopyToAsync(request.Response.Body, request.Cancel);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Refusing.NotFound("The published log has no such file.");
        }
    }

    static async Task ProofAsync(Request request)
    {
        var proof = ServedLog.Required(request.Site).Prove(request.Position());
        if (request.Query("format") == "tlog-proof")
        {
            request.Response.Headers.ContentDisposition = $"attachment; filename=event-{proof.Index + 1}.tlog-proof";
            await request.WriteBytesAsync("text/plain; charset=utf-8", proof.ToBytes());
            return;
        }
        var checkpoint = Checkpoint.Parse(proof.Note.Text);
        if (request.IsKnown(checkpoint.Size))
            return;
        await request.WriteAsync(json => Write(json, proof, checkpoint));
    }

    static void Write(Utf8JsonWriter json, TlogProof proof, Checkpoint checkpoint)
    {
        json.WriteStartObject();
        json.WriteNumber("position", proof.Index + 1);
        json.WriteString("origin", checkpoint.Origin);
        json.WriteNumber("size", checkpoint.Size);
        json.WriteString("root", checkpoint.Root.ToString());
        json.WriteStartArray("path");
        foreach (var hash in proof.Path)
            json.WriteStringValue(hash.ToString());
        json.WriteEndArray();
        json.WriteString("checkpoint", System.Text.Encoding.UTF8.GetString(proof.Note.ToBytes()));
        json.WriteEndObject();
    }
}
