using System.Collections.Concurrent;

namespace Gradients.Ledger.Log;

/// <summary>
/// A tiled log whose checkpoint is accepted: what it says of its entries is checked as they are read.
/// </summary>
public sealed class TiledLog
{
    readonly LogSource _source;

    /// <summary>Reads and judges a checkpoint; the source stays the caller's to close.</summary>
    /// <param name="policy">The signatures it needs; null: none, so all rests on the checkpoint being genuine.</param>
    /// <param name="checkpoint">The name of its file.</param>
    /// <exception cref="BadLog">It is missing, malformed, or not signed as demanded.</exception>
    /// <exception cref="UnreadableLog">It could not be read.</exception>
    /// <exception cref="CryptoMissingException">
    /// OpenSSL 3 is not on this machine, and signatures are demanded.
    /// </exception>
    public TiledLog(LogSource source, SignaturePolicy? policy, string checkpoint = LogSource.Checkpoint)
    {
        _source = source;
        try
        {
            Note = Note.Parse(source.ReadCheckpoint(checkpoint));
            Checkpoint = Checkpoint.Parse(Note.Text);
        }
        catch (FormatException e) when (e is not BadLog)
        {
            throw new BadLog(checkpoint, null, e.Message);
        }
        if (policy?.Refuses(Note, Checkpoint) is { } reason)
            throw new BadLog(checkpoint, null, reason);
    }

    /// <summary>The checkpoint with its signatures.</summary>
    public Note Note { get; }

    public Checkpoint Checkpoint { get; }

    /// <summary>Subtrees from the tiles, for proofs.</summary>
    public TileNodes Nodes() => new(_source, Checkpoint.Size);

    /// <summary>
    /// Whether a proof from the tiles shows that the log begins with the entries of an earlier checkpoint. No: its
    /// tiles are wrong, it split, or it can be read only in order; a pass over all entries tells.
    /// </summary>
    public bool Continues(Checkpoint before)
    {
        if (_source.ReadsInOrder || before.Size > Checkpoint.Size)
            return false;
        try
        {
            var proof = ConsistencyProof.Make(before.Size, Checkpoint.Size, Nodes().Read);
            return ConsistencyProof.Verify(before.Size, before.Root, Checkpoint.Size, Checkpoint.Root, proof);
        }
        catch (BadLog)
        {
            return false; // The pass over everything will find it at its place.
        }
    }

    /// <summary>
    /// The entries in bundles, each verified. The whole log is checked when the last bundle was taken, and not before.
    /// </summary>
    /// <param name="from">
    /// Entries that were verified earlier. The bundle of the next one comes whole; out of a bundle file all come again.
    /// </param>
    /// <exception cref="BadLog">The first bad thing, after all bundles before it.</exception>
    /// <exception cref="UnreadableLog">Something could not be read.</exception>
    public IEnumerable<EntryBundle> Entries(long from = 0)
    {
        var only = new EntryBundle();
        return Walk(from, () => only).Bundles();
    }

    LogWalk Walk(long from, Func<EntryBundle> next) => new(_source, Checkpoint, _source.ReadsInOrder ? 0 : from, next);

    /// <summary>The same, read and hashed by a second thread up to <paramref name="ahead"/> bundles ahead.</summary>
    public IEnumerable<EntryBundle> EntriesAhead(long from = 0, int ahead = 8)
    {
        using var free = new BlockingCollection<EntryBundle>();
        using var read = new BlockingCollection<EntryBundle>();
        using var stop = new CancellationTokenSource();
        for (var i = 0; i < ahead; i++)
            free.Add(new EntryBundle());
        var token = stop.Token;
        var reader = Task.Factory.StartNew(
            () =>
            {
                try
                {
                    foreach (var bundle in Walk(from, () => free.Take(token)).Bundles())
                        read.Add(bundle);
                }
                finally
                {
                    read.CompleteAdding();
                }
            },
            TaskCreationOptions.LongRunning); // A thread of its own: it waits on the disk and on the taker.
        try
        {
            foreach (var bundle in read.GetConsumingEnumerable())
            {
                yield return bundle;
                free.Add(bundle);
            }
            reader.GetAwaiter().GetResult(); // Brings the reader's finding here.
        }
        finally
        {
            stop.Cancel(); // The taker may have had enough before the end.
            reader.ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        }
    }

    /// <summary>Reads and checks everything.</summary>
    /// <exception cref="BadLog">The first bad thing.</exception>
    /// <exception cref="UnreadableLog">Something could not be read.</exception>
    public void Check()
    {
        foreach (var _ in EntriesAhead())
        {
        }
    }
}
