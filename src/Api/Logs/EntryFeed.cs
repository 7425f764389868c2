using Gradients.Api.Shell;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Log;
using Gradients.Ledger.Store;

namespace Gradients.Api.Logs;

/// <summary>From rows of the database to entries of a log: canonical bytes at index position - 1.</summary>
internal sealed class EntryFeed
{
    readonly CanonicalWriter _writer = new();
    readonly Interner _names = new();

    /// <summary>The row's entry, valid until the next.</summary>
    public ReadOnlySpan<byte> Entry(in StoredEvent row)
    {
        _writer.Clear();
        Envelope.Write(_writer, StoredEvents.Decode(row, _names));
        return _writer.Written;
    }

    public void Append(LogWriter log, in StoredEvent row)
    {
        if (row.Position != log.Size + 1)
            throw new Trouble($"the database has position {row.Position} after {log.Size}: a log has no holes; run "
                + "'gradients doctor'");
        log.Append(Entry(row));
    }

    /// <summary>Appends what the log lacks, to a position or to the head.</summary>
    public async Task AppendAsync(LogWriter log, EventStore store, long? to, CancellationToken cancel)
    {
        await foreach (var row in store.ReadAsync(log.Size + 1, to, cancel))
            Append(log, row);
    }
}
