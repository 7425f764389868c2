using Gradients.Ledger.Log;
using Gradients.Ledger.Store;

namespace Gradients.Api.Logs;

/// <summary>
/// Brings the attachments of a published folder up to date with the ledger's; each is verified on its way.
/// </summary>
internal sealed class PublishedAttachments(AttachmentStore store, string folder)
{
    readonly LogFolder _folder = new(folder);
    long _last;

    /// <summary>Writes those that came since the last call, and those that are not in the folder.</summary>
    /// <returns>The digests of all that came since the last call.</returns>
    /// <exception cref="BadLog">The contents of one are not what its digest says.</exception>
    public async Task<IReadOnlyList<string>> WriteAsync(CancellationToken cancel)
    {
        var found = await store.ListAsync(_last, cancel);
        foreach (var attachment in found)
        {
            var path = Attachment.PathOf(attachment.Sha256);
            // A file has its name only once it is whole, so its length is enough.
            if (new FileInfo(Path.Combine(_folder.Root, path)) is not { Exists: true } file
                || file.Length != attachment.Bytes)
            {
                await using var contents = store.Open(attachment);
                await _folder.StageAsync(path, contents, cancel);
            }
            _last = attachment.Number;
        }
        _folder.Commit();
        return [.. found.Select(attachment => attachment.Sha256)];
    }
}
