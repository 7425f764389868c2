using Gradients.Ledger.Log;

namespace Gradients.Api.Http.Logs;

/// <summary>
/// The published log that this server hands out. Its files are read anew each time: another process may be publishing.
/// Signatures are for those who fetch to check: the server has no business vouching for itself.
/// </summary>
internal sealed class PublishedLog(string folder)
{
    public static PublishedLog? Of(Site site) => site.Config.LogFolder is { } folder ? new(folder) : null;

    /// <exception cref="Refusing">None is configured.</exception>
    public static PublishedLog Required(Site site) => Of(site)
        ?? throw Refusing.NotFound("This server serves no published log: its configuration names no logFolder.");

    public ServedLog Files { get; } = new(folder);

    /// <summary>Null: nothing was published yet, or the checkpoint is damaged.</summary>
    public (Note Note, Checkpoint Checkpoint)? Latest()
    {
        try
        {
            using var source = new FolderSource(folder);
            var log = new TiledLog(source, policy: null);
            return (log.Note, log.Checkpoint);
        }
        catch (Exception missing) when (missing is BadLog or UnreadableLog)
        {
            return null;
        }
    }

    /// <summary>The proof that an entry stands under the latest checkpoint.</summary>
    /// <exception cref="Refusing">It is not under it yet, or the log's files are damaged.</exception>
    public TlogProof Prove(long position)
    {
        try
        {
            using var source = new FolderSource(folder);
            var log = new TiledLog(source, policy: null);
            if (position > log.Checkpoint.Size)
                throw Refusing.NotFound($"The latest checkpoint covers positions 1 to {log.Checkpoint.Size}.");
            return new(position - 1,
                InclusionProof.Make(position - 1, log.Checkpoint.Size, log.Nodes().Read), log.Note);
        }
        catch (Exception damaged) when (damaged is BadLog or UnreadableLog)
        {
            throw new Refusing(503, "log-damaged", $"The published log cannot be used: {damaged.Message}.");
        }
    }

    /// <summary>What is wrong with its age; null: nothing.</summary>
    public string? Behind(long head, int seconds)
    {
        if (Latest() is not { } latest)
            return "The published log has no readable checkpoint.";
        if (latest.Checkpoint.Size >= head)
            return null;
        var age = DateTime.UtcNow - File.GetLastWriteTimeUtc(Path.Combine(folder, LogSource.Checkpoint));
        return age.TotalSeconds > seconds
            ? $"The checkpoint covers {latest.Checkpoint.Size} of {head} events and is {age.TotalSeconds:0} s old."
            : null;
    }
}
