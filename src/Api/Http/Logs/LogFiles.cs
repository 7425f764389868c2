using System.Text.Json;
using Gradients.Ledger.Log;

namespace Gradients.Api.Http.Logs;

/// <summary>The files of the published log under the paths of its format, and proofs of single events.</summary>
internal static class LogFiles
{
    public static Endpoint[] All() =>
    [
        new("GET", "/checkpoint", "The log's latest checkpoint (C2SP tlog-checkpoint).",
            request => FileAsync(request, LogSource.Checkpoint))
        {
            ResponseType = "text/plain",
            Tag = "log",
        },
        new("GET", "/tile/{**path}", "A tile of hashes or of entries (C2SP tlog-tiles).",
            request => FileAsync(request, $"tile/{request.Route("path")}"))
        {
            Parameters = [Parameter.Path("path", "Level and number, as the format says.", "0/000")],
            ResponseType = "application/octet-stream",
            Tag = "log",
        },
        new("GET", "/attachments/{digest}", "An attachment under its SHA-256.",
            request => FileAsync(request, $"attachments/{request.Route("digest")}"))
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

    /// <summary>Only paths of the log's format are files; nothing else in the folder is ever given out.</summary>
    static async Task FileAsync(Request request, string path)
    {
        var file = PublishedLog.Required(request.Site).Files.Find(path)
            ?? throw Refusing.NotFound("The published log has no such file.");
        await using var bytes = new FileStream(
            file.File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, useAsync: true);
        request.Response.ContentType = file.ContentType;
        request.Response.ContentLength = bytes.Length;
        request.Response.Headers.CacheControl = file.CacheControl;
        // Whatever an attachment holds, a browser saves it and does not show it.
        if (path.StartsWith("attachments/", StringComparison.Ordinal))
            request.Response.Headers.ContentDisposition = "attachment";
        await bytes.CopyToAsync(request.Response.Body, request.Cancel);
    }

    static async Task ProofAsync(Request request)
    {
        var proof = PublishedLog.Required(request.Site).Prove(request.Position());
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
