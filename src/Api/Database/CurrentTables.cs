using Gradients.Ledger.Store;
using Gradients.Projections;

namespace Gradients.Api.Database;

/// <summary>The ledger answering commands, with its projections going along: tables reflect what was answered.</summary>
internal sealed class CurrentTables : IAsyncDisposable
{
    readonly ProjectionSet _projections = new();
    readonly List<Row> _rows = [];

    CurrentTables()
    {
    }

    public DurableLedger Ledger { get; private set; } = null!;

    public static async Task<CurrentTables> OpenAsync(OpenLedger open, CancellationToken cancel)
    {
        var current = new CurrentTables();
        current.Ledger = await open.DurableAsync(e => current._projections.Apply(e, current._rows), cancel);
        await current.CatchUpAsync(cancel);
        return current;
    }

    public async Task CatchUpAsync(CancellationToken cancel)
    {
        await Ledger.CatchUpAsync(cancel);
        _rows.Clear();
    }

    public async ValueTask DisposeAsync() => await CatchUpAsync(CancellationToken.None);
}
