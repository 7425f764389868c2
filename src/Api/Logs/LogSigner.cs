using Gradients.Api.Database;
using Gradients.Api.Shell;
using Gradients.Ledger.Log;

namespace Gradients.Api.Logs;

/// <summary>
/// A key with its memory of what it signed, held by one process at a time: two that signed at once could each continue
/// the same checkpoint differently.
/// </summary>
internal sealed class LogSigner : IDisposable
{
    const string Signed = ".signed";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    readonly FileStream _lock;
    readonly CheckpointSigner _signer;

    LogSigner(FileStream held, CheckpointSigner signer) => (_lock, _signer) = (held, signer);

    /// <summary>Where this machine remembers what a log's key signed.</summary>
    public static string StateOf(SignerKey key) => Path.Combine(Memory, $"{key.Verifier.KeyId:x8}{Signed}");

    /// <summary>All that this machine remembers of keys of logs.</summary>
    public static IEnumerable<string> States() =>
        Directory.Exists(Memory) ? Directory.EnumerateFiles(Memory, $"*{Signed}") : [];

    static string Memory => Path.Combine(Home.Folder, "log");

    /// <exception cref="IOException">Another process has gone on holding it.</exception>
    public static LogSigner Open(SignerKey key, string state)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(state))!);
        var held = Hold(state + ".lock");
        try
        {
            return new(held, new CheckpointSigner(key, state));
        }
        catch (FormatException e)
        {
            held.Dispose();
            throw new Trouble($"{state}: {e.Message}");
        }
    }

    static FileStream Hold(string path)
    {
        var tried = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            try
            {
                // The system lets go of it when the process ends, however it ends.
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tried.Elapsed < Patience)
            {
                Thread.Sleep(20);
            }
        }
    }

    /// <summary>The last checkpoint signed; null: none yet.</summary>
    public Checkpoint? Last => _signer.Last;

    /// <summary>Signs what continues the last checkpoint signed.</summary>
    /// <param name="tiles">The log's, up to the checkpoint.</param>
    /// <exception cref="Trouble">It does not continue it: exit code 1.</exception>
    public NoteSignature Sign(Checkpoint checkpoint, LogSource tiles)
    {
        var before = Last?.Size ?? 0;
        // A log that shrank needs no proof: the signer says so.
        TreeHash[] proof = before <= checkpoint.Size
            ? ConsistencyProof.Make(before, checkpoint.Size, new TileNodes(tiles, checkpoint.Size).Read)
            : [];
        return _signer.Sign(checkpoint, proof, Now(), out var refusal) ?? throw Refused(checkpoint, refusal);
    }

    /// <summary>Signs also what the last checkpoint signed continues: an earlier view of the same history.</summary>
    /// <param name="tiles">The log's, up to the later of the two.</param>
    public NoteSignature SignEarlier(Checkpoint checkpoint, LogSource tiles)
    {
        if (Last is not { } last || last.Size <= checkpoint.Size)
            return Sign(checkpoint, tiles);
        var proof = ConsistencyProof.Make(checkpoint.Size, last.Size, new TileNodes(tiles, last.Size).Read);
        return _signer.SignEarlier(checkpoint, proof, Now(), out var refusal) ?? throw Refused(checkpoint, refusal);
    }

    static long Now() => DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    static Trouble Refused(Checkpoint checkpoint, string? refusal) => new(
        $"not signed: the checkpoint of {checkpoint.Size} entries with root {checkpoint.Root}: "
        + Terminal.Plain(refusal), Exit.Diverged);

    public void Dispose() => _lock.Dispose();
}
