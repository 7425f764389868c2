using System.Text;
using Gradients.Api.Http;
using Gradients.Api.Shell;
using Gradients.Ledger.Log;
using Gradients.Ledger.Store;

namespace Gradients.Api.Pages;

/// <summary>One file of a run, a window at a time, as text that cannot do anything.</summary>
/// <param name="Lines">Control characters, and those that turn the direction of text, are replaced.</param>
/// <param name="From">Byte at which the window begins.</param>
/// <param name="To">Byte after its end.</param>
public sealed record RunFileData(RunFileRow File, IReadOnlyList<string> Lines, long From, long To, long Bytes)
{
    const int Window = 1 << 16;

    /// <summary>Larger contents are fetched, not shown: all are read and verified to show any.</summary>
    const long MostRead = 16L << 20;

    public bool IsShown => Bytes <= MostRead;

    internal static async Task<RunFileData> ReadAsync(Request request)
    {
        var (file, found, store) = await FindAsync(request);
        var from = (request.Whole("from", 0, long.MaxValue) ?? 0) / Window * Window;
        if (found.Bytes > MostRead || from > found.Bytes)
            return new(file, [], 0, 0, found.Bytes);
        using var all = new MemoryStream();
        await using (var contents = store.Open(found))
            await contents.CopyToAsync(all, request.Cancel);
        var to = Math.Min(from + Window, all.Length);
        var text = Encoding.UTF8.GetString(all.GetBuffer(), (int)from, (int)(to - from));
        return new(file, [.. text.Split('\n').Select(Plain)], from, to, found.Bytes);
    }

    /// <exception cref="Refusing">No run has such a file, or its contents are not here.</exception>
    static async Task<(RunFileRow File, Attachment Found, AttachmentStore Store)> FindAsync(Request request)
    {
        _ = request.Site.Host.Required;
        var store = new AttachmentStore(request.Site.Open.Source);
        return await RunFileRow.FindAsync(request.Site.Open.Source, request.Route("digest"), request.Cancel) is { } file
            && await store.FindAsync(file.Sha256, request.Cancel) is { } found
            ? (file, found, store)
            : throw Refusing.NotFound("No run left a file of this digest here.");
    }

    /// <summary>The contents as they are, for saving.</summary>
    internal static async Task DownloadAsync(Request request)
    {
        var (_, found, store) = await FindAsync(request);
        request.Response.ContentType = "application/octet-stream";
        request.Response.ContentLength = found.Bytes;
        // Whatever it holds, a browser saves it and does not show it.
        request.Response.Headers.ContentDisposition = "attachment";
        request.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        await using var contents = store.Open(found);
        await contents.CopyToAsync(request.Response.Body, request.Cancel);
    }

    static string Plain(string line) => Terminal.Plain(line.TrimEnd('\r').Replace("\t", "    ", StringComparison.Ordinal));
}
