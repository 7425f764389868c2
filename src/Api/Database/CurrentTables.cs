using Gradients.Api.Shell;
using Gradients.Ledger.Store;
using Gradients.Projections;

namespace Gradients.Api.Database;

/// <summary>The ledger answering commands, with its projections going along: tables reflect what was answered.</summary>
internal sealed class CurrentTables
{
    /// <summary>Tables this far behind are filled anew, which reads the ledger in constant memory.</summary>
    const long FarBehind = 20_000;

    readonly ProjectionTables _tables;
    readonly ProjectionSet _projections = new();
    readonly List<Row> _rows = [];
    readonly List<(string Projection, long Position, Row Row)> _pending = [];
    readonly Action<Recorded>? _seen;
    ProjectionState _state;

    CurrentTables(ProjectionTables tables, ProjectionState state, Action<Recorded>? seen)
    {
        _tables = tables;
        _state = state;
        _seen = seen;
    }

    public DurableLedger Ledger { get; private set; } = null!;

    /// <summary>Where the tables stand.</summary>
    public ProjectionState State => _state;

    /// <param name="seen">Told every event once, in order, before its rows are written.</param>
    public static async Task<CurrentTables> OpenAsync(
        OpenLedger open, CancellationToken cancel, Action<Recorded>? seen = null)
    {
        var tables = new ProjectionTables(open.Source);
        var outdated = await tables.CreateMissingAsync(ProjectionSet.Tables, cancel);
        var state = await tables.StateAsync(cancel);
        var behind = ProjectionSet.Names.Where(name =>
            !state.Stops.ContainsKey(name) && state.Head - state.Bookmark(name) > FarBehind).ToArray();
        if (outdated.Length > 0)
            behind = [.. ProjectionSet.Names];
        if (behind.Length > 0)
        {
            await Rebuilding.RunAsync(open, behind, cancel);
            state = await tables.StateAsync(cancel);
        }
        var current = new CurrentTables(tables, state, seen);
        current.Ledger = await open.DurableAsync(current.Fold, cancel);
        await current.CatchUpAsync(cancel);
        return current;
    }

    void Fold(Recorded e)
    {
        _seen?.Invoke(e);
        foreach (var projection in _projections.Running)
        {
            _rows.Clear();
            projection.Apply(e, _rows);
            if (e.Position > _state.Bookmark(projection.Name))
                foreach (var row in _rows)
                    _pending.Add((projection.Name, e.Position, row));
        }
    }

    /// <summary>Folds what others appended and brings the tables to the head, together with their bookmarks.</summary>
    public async Task CatchUpAsync(CancellationToken cancel)
    {
        await Ledger.CatchUpAsync(cancel);
        await using var turn = await _tables.BeginCatchUpAsync(DateTimeOffset.UtcNow, cancel);
        foreach (var (projection, position, row) in _pending)
            if (position > turn.State.Bookmark(projection) && !turn.State.Stops.ContainsKey(projection))
                await turn.WriteAsync(row, cancel);
        foreach (var projection in _projections.Running)
        {
            if (turn.State.Stops.ContainsKey(projection.Name))
                continue;
            if (projection.Position > turn.State.Bookmark(projection.Name))
                turn.Mark(projection.Name, projection.Position);
            if (projection.Fault is { } fault)
            {
                turn.Stop(projection.Name, fault.Position, fault.Reason);
                await Console.Error.WriteLineAsync($"gradients: projection '{projection.Name}' stands still at "
                    + $"{Terminal.Plain(fault.ToString())}. Its tables show the ledger before that event.");
            }
        }
        await turn.CommitAsync(cancel);
        _pending.Clear();
        _state = await _tables.StateAsync(cancel);
    }

}
