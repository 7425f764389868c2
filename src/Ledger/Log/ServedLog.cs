namespace Gradients.Ledger.Log;

/// <summary>What a web server answers with for one path of a published log.</summary>
/// <param name="File">The file whose bytes are the answer.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="CacheControl">
/// The header of that name: tiles, entry bundles and attachments never change; a checkpoint is stale after a second.
/// </param>
public sealed record ServedFile(string File, string ContentType, string CacheControl);

/// <summary>
/// Maps the paths of a published folder to its files for a web server: the paths of the formats and no others, so that
/// nothing else in the folder is ever given out, whatever a request says.
/// </summary>
/// <param name="folder">A folder that <c>gradients publish</c> keeps.</param>
public sealed class ServedLog(string folder)
{
    /// <summary>A year: the longest that caches honour.</summary>
    const string Forever = "public, max-age=31536000, immutable";

    const string Briefly = "public, max-age=1";

    const string Bytes = "application/octet-stream";

    /// <param name="path">As requested, without the prefix of the log and its slash: <c>tile/0/000</c>.</param>
    /// <returns>Null: 404, because it is no path of a log, or is not there.</returns>
    public ServedFile? Find(string path)
    {
        var file = path == LogSource.Checkpoint
            ? new ServedFile(Path.Combine(folder, path), "text/plain; charset=utf-8", Briefly)
            : TilePath.TryParse(path, out _) || Attachment.IsPath(path, out _)
                ? new ServedFile(Path.Combine(folder, path), Bytes, Forever)
                : null;
        return file is not null && File.Exists(file.File) ? file : null;
    }
}
