using System.IO.Compression;
using Gradients.Api.Database;
using Gradients.Api.Shell;
using Gradients.Ledger.Log;
using Gradients.Ledger.Store;

namespace Gradients.Api.Logs;

/// <summary>The ledger as one tar of its tiles and a signed checkpoint; the same ledger gives the same tar.</summary>
internal static class BundleExport
{
    const string Zipped = ".ledger.gz";

    public static bool Is(string path) =>
        path.EndsWith(".ledger", StringComparison.Ordinal) || path.EndsWith(Zipped, StringComparison.Ordinal);

    /// <param name="withAttachments">Whether all the ledger's attachments come along.</param>
    /// <returns>The events in it.</returns>
    public static async Task<long> WriteAsync(
        OpenLedger ledger, string path, SignerKey key, long? at, bool withAttachments, CancellationToken cancel)
    {
        using var log = await TemporaryLog.BuildAsync(ledger, key, at, cancel);
        var attachments = withAttachments
            ? await new PublishedAttachments(new AttachmentStore(ledger.Source), log.Folder).WriteAsync(cancel)
            : [];
        var note = new TiledLog(log.Source, new SignaturePolicy(key.Verifier)).Note;
        return await Output.WriteAsync(path, target =>
        {
            if (path.EndsWith(Zipped, StringComparison.Ordinal))
            {
                using var zip = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true);
                BundleWriter.Write(log.Source, note, zip, attachments);
            }
            else
                BundleWriter.Write(log.Source, note, target, attachments);
            return Task.FromResult(Checkpoint.Parse(note.Text).Size);
        });
    }
}
