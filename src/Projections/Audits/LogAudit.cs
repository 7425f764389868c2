using Gradients.Ledger.Canonical;
using Gradients.Ledger.Log;

namespace Gradients.Projections.Audits;

/// <summary>
/// Audits a tiled log whose checkpoint was accepted: each entry is first proved to be the one the checkpoint vouches
/// for (by a second thread), then repeated as <see cref="Audit"/> does. One pass, constant memory.
/// </summary>
/// <param name="log">The log.</param>
/// <param name="before">A checkpoint that was verified earlier and has to be continued; null: none.</param>
/// <param name="snapshot">What <see cref="Snapshot"/> gave at that checkpoint; null: all is folded again.</param>
public sealed class LogAudit(TiledLog log, Checkpoint? before = null, byte[]? snapshot = null)
{
    // The shorter tree's root is computed again from the same entries: that works for bundles too, which can be read
    // only in order and so give no proof beforehand.
    readonly RightEdge _shorter = new();
    Audit _audit = new();
    long _remembered;

    /// <summary>Filled with the digests that the entries read now name; null: nobody asks.</summary>
    public SortedSet<string>? Named { get; init; }

    /// <summary>Whether the report holds the state hash: then everything is folded, with a snapshot too.</summary>
    public bool HashesState { get; init; }

    public static AuditReport Of(TiledLog log) => new LogAudit(log).Run();

    /// <summary>What to say of a log whose checkpoint is not accepted: nothing else was read.</summary>
    public static AuditReport Of(BadLog refused) =>
        new Audit().Report(null) with { Unproved = new(refused.Path, refused.Position, refused.Reason) };

    /// <summary>What the audit of an equal log hands to the next one.</summary>
    public byte[] Snapshot() => AuditSnapshot.Of(_audit, log.Checkpoint);

    /// <param name="progress">Told the position now and then.</param>
    /// <exception cref="UnreadableLog">Something could not be read, which says nothing about the ledger.</exception>
    /// <exception cref="InvalidDataException">The snapshot is damaged.</exception>
    public AuditReport Run(IProgress<long>? progress = null)
    {
        using var hash = HashesState ? new StateHash() : null;
        if (hash is not null)
            _audit = new() { Hash = hash };
        else if (before is not null && snapshot is not null && AuditSnapshot.Restore(snapshot, before) is { } remembered)
            (_audit, _remembered) = (remembered, before.Size);
        try
        {
            if (before?.Size > log.Checkpoint.Size)
                throw new BadLog(LogSource.Checkpoint, null, $"it has {log.Checkpoint.Size} entries, {before.Size} "
                    + "were verified before: the log was rolled back");
            return Report(Fold(Bundles(), progress));
        }
        catch (BadLog bad)
        {
            return Report(null) with { Unproved = new(bad.Path, bad.Position, bad.Reason), StateHash = null };
        }
    }

    /// <summary>
    /// All bundles; where a proof shows that the first ones are those of before and somebody remembers them, the rest.
    /// </summary>
    IEnumerable<EntryBundle> Bundles() =>
        _remembered > 0 && log.Continues(before!) ? log.EntriesAhead(_remembered) : log.EntriesAhead();

    Unreadable? Fold(IEnumerable<EntryBundle> bundles, IProgress<long>? progress)
    {
        try
        {
            foreach (var bundle in bundles)
            {
                for (var i = 0; i < bundle.Count; i++)
                {
                    // A pass from the beginning shows again that the first entries are those of before.
                    if (_shorter.Size == bundle.First + i - 1 && _shorter.Size < before?.Size)
                        Continue(bundle[i], before);
                    if (bundle.First + i <= _remembered)
                        continue;
                    if (_audit.Entry(bundle[i]) is not null)
                        return null;
                    if (Named is not null)
                        NamedDigests.Add(bundle[i], Named);
                }
                if ((_audit.State.Head & 0xFFFF) == 0)
                    progress?.Report(_audit.State.Head);
            }
            return null;
        }
        catch (NotCanonical broken)
        {
            return new(_audit.State.Head + 1, broken.Message);
        }
    }

    void Continue(ReadOnlySpan<byte> entry, Checkpoint shorter)
    {
        _shorter.Append(TreeHashing.Leaf(entry));
        if (_shorter.Size == shorter.Size && _shorter.Root != shorter.Root)
            throw new BadLog(LogSource.Checkpoint, null, $"its first {shorter.Size} entries have the root "
                + $"{_shorter.Root}, {shorter.Root} was verified before: two histories");
    }

    AuditReport Report(Unreadable? unreadable) => _audit.Report(unreadable) with { Remembered = _remembered };
}
