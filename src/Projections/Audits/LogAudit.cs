using Gradients.Ledger.Canonical;
using Gradients.Ledger.Log;

namespace Gradients.Projections.Audits;

/// <summary>
/// Audits a tiled log whose checkpoint was accepted: each entry is first proved to be the one the checkpoint vouches
/// for (by a second thread), then repeated as <see cref="Audit"/> does. One pass, constant memory.
/// </summary>
public static class LogAudit
{
    /// <param name="before">A checkpoint that was verified earlier and has to be continued; null: none.</param>
    /// <param name="progress">Told the position now and then.</param>
    /// <exception cref="UnreadableLog">Something could not be read, which says nothing about the ledger.</exception>
    public static AuditReport Of(TiledLog log, Checkpoint? before = null, IProgress<long>? progress = null)
    {
        var audit = new Audit();
        // The shorter tree's root is computed again from the same entries: that works for bundles too, which can be
        // read only in order and so give no proof beforehand.
        var shorter = new RightEdge();
        try
        {
            if (before?.Size > log.Checkpoint.Size)
                throw new BadLog(LogSource.Checkpoint, null, $"it has {log.Checkpoint.Size} entries, {before.Size} "
                    + "were verified before: the log was rolled back");
            foreach (var bundle in log.EntriesAhead())
            {
                for (var i = 0; i < bundle.Count; i++)
                {
                    if (shorter.Size < before?.Size)
                        Continue(shorter, bundle[i], before);
                    if (audit.Entry(bundle[i]) is not null)
                        return audit.Report(null);
                }
                if ((audit.State.Head & 0xFFFF) == 0)
                    progress?.Report(audit.State.Head);
            }
            return audit.Report(null);
        }
        catch (NotCanonical broken)
        {
            return audit.Report(new(audit.State.Head + 1, broken.Message));
        }
        catch (BadLog bad)
        {
            return audit.Report(null) with { Unproved = new(bad.Path, bad.Position, bad.Reason) };
        }
    }

    /// <summary>What to say of a log whose checkpoint is not accepted: nothing else was read.</summary>
    public static AuditReport Of(BadLog refused) =>
        new Audit().Report(null) with { Unproved = new(refused.Path, refused.Position, refused.Reason) };

    static void Continue(RightEdge shorter, ReadOnlySpan<byte> entry, Checkpoint before)
    {
        shorter.Append(TreeHashing.Leaf(entry));
        if (shorter.Size == before.Size && shorter.Root != before.Root)
            throw new BadLog(LogSource.Checkpoint, null, $"its first {before.Size} entries have the root "
                + $"{shorter.Root}, {before.Root} was verified before: two histories");
    }
}
