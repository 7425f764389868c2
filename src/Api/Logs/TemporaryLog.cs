using Gradients.Api.Database;
using Gradients.Api.Shell;
using Gradients.Ledger.Log;
using Gradients.Ledger.Store;

namespace Gradients.Api.Logs;

/// <summary>The log of a database, made and signed for one command in a folder that goes with it.</summary>
internal sealed class TemporaryLog : IDisposable
{
    const string Prefix = "gradients-log-";

    /// <summary>Longer than any command works.</summary>
    static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    readonly DirectoryInfo _folder;

    TemporaryLog()
    {
        Sweep();
        _folder = Directory.CreateTempSubdirectory(Prefix);
        Source = new FolderSource(_folder.FullName);
    }

    public LogSource Source { get; }

    public string Folder => _folder.FullName;

    /// <param name="at">The last position; null: the head.</param>
    /// <exception cref="Trouble">There is no such position, or the key signed another history.</exception>
    public static async Task<TemporaryLog> BuildAsync(
        OpenLedger ledger, SignerKey key, long? at, CancellationToken cancel)
    {
        var made = new TemporaryLog();
        try
        {
            using var log = LogWriter.Open(made._folder.FullName, policy: null);
            var feed = new EntryFeed();
            await feed.AppendAsync(log, ledger.Store, at, cancel);
            if (at is not null && at != log.Size)
                throw new Trouble($"there is no position {at}: the ledger ends at {log.Size}");
            var checkpoint = Store(log, key);
            while (!made.Signed(log, key, checkpoint))
            {
                var before = log.Size;
                await feed.AppendAsync(log, ledger.Store, null, cancel);
                if (log.Size == before)
                    throw new Trouble($"this key signed a longer history than the database's {before} events: it was "
                        + "rolled back. Nothing was written", Exit.Diverged);
                Store(log, key);
            }
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <summary>Writes all tiles as of now; its checkpoint is of no use before it is signed.</summary>
    static Checkpoint Store(LogWriter log, SignerKey key) =>
        Checkpoint.Parse(log.Publish(key.Verifier.Name, c => new(c.ToString(), [])).Text);

    /// <summary>False: the key signed more than the tiles have, so they cannot prove that this is the same.</summary>
    bool Signed(LogWriter log, SignerKey key, Checkpoint checkpoint)
    {
        using var signer = LogSigner.Open(key, LogSigner.StateOf(key));
        if (signer.Last?.Size > log.Size)
            return false;
        var note = new Note(checkpoint.ToString(), [signer.SignEarlier(checkpoint, Source)]);
        File.WriteAllBytes(Path.Combine(_folder.FullName, LogSource.Checkpoint), note.ToBytes());
        return true;
    }

    /// <summary>A command that was killed left its folder, which is as large as the ledger.</summary>
    static void Sweep()
    {
        foreach (var left in new DirectoryInfo(Path.GetTempPath()).EnumerateDirectories(Prefix + "*"))
            try
            {
                if (DateTime.UtcNow - left.LastWriteTimeUtc > Forgotten)
                    left.Delete(recursive: true);
            }
            catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
            {
                // Somebody else's, or somebody else removes it now.
            }
    }

    public void Dispose()
    {
        Source.Dispose();
        _folder.Delete(recursive: true);
    }
}
