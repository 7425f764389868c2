using Gradients.Api.Database;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Store;
using Gradients.Projections;

namespace Gradients.Api.Http.Queries;

/// <summary>
/// A projection's rows as they were at a position: folded again from the first event, which the ledger's size decides.
/// The last few answers are kept, for callers who turn pages; one fold runs at a time, so many callers cannot exhaust us.
/// </summary>
internal sealed class PastTables(OpenLedger open) : IDisposable
{
    const int Kept = 6;

    readonly SemaphoreSlim _turn = new(1);
    readonly LinkedList<(string Projection, long Position, RowMap Rows)> _kept = [];

    /// <summary>All tables of one projection after a position.</summary>
    public async Task<RowMap> AtAsync(string projection, long position, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            for (var node = _kept.First; node is not null; node = node.Next)
                if (node.Value.Projection == projection && node.Value.Position == position)
                    return node.Value.Rows;
            var rows = new RowMap();
            await FoldAsync(ProjectionSet.Of(projection), 0, position, rows.Put, cancel);
            _kept.AddFirst((projection, position, rows));
            if (_kept.Count > Kept)
                _kept.RemoveLast();
            return rows;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Folds the events after one position up to another and hands on the rows they change.</summary>
    public async Task FoldAsync(
        ProjectionSet set, long after, long to, Action<Row> changed, CancellationToken cancel)
    {
        var names = new Interner();
        var rows = new List<Row>();
        await foreach (var stored in open.Store.ReadAsync(after + 1, to, cancel))
        {
            rows.Clear();
            set.Apply(StoredEvents.Decode(stored, names), rows);
            rows.ForEach(changed);
        }
    }

    public void Dispose() => _turn.Dispose();
}
