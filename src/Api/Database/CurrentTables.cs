using Gradients.Api.Shell;
using Gradients.Ledger.Store;
using Gradients.Projections;

namespace Gradients.Api.Database;

/// <summary>The ledger answering commands, with its projections going along: tables reflect what was answered.</summary>
internal sealed class CurrentTables
{
    /// <summary>Tables this far behind are filled anew, which reads the ledger in constant memory.</summary>
    const long FarBehind = 20_000;

    readonly OpenLedger _open;
    readonly ProjectionTables _tables;
    readonly PendingRows _pending;

    CurrentTables(OpenLedger open, ProjectionTables tables, ProjectionState state)
    {
        (_open, _tables, State) = (open, tables, state);
        _pending = new(state);
    }

    public DurableLedger Ledger { get; private set; } = null!;

    /// <summary>Where the tables stand.</summary>
    public ProjectionState State { get; private set; }

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
        var current = new CurrentTables(open, tables, state);
        current.Ledger = await open.DurableAsync(seen + current._pending.Fold, cancel);
        await current.CatchUpAsync(cancel);
        return current;
    }

    /// <summary>Folds what others appended and brings the tables to the head, together with their bookmarks.</summary>
    public async Task CatchUpAsync(CancellationToken cancel)
    {
        await Ledger.CatchUpAsync(cancel);
        while (await WriteAsync(cancel) is { Length: > 0 } lost)
        {
            await Console.Error.WriteLineAsync("gradients: the database was restarted and forgot rows of "
                + $"{string.Join(", ", lost)}. They are made anew from the events.");
            await Rebuilding.RunAsync(_open, lost, cancel);
        }
        State = await _tables.StateAsync(cancel);
        _pending.Written(State);
    }

    /// <returns>Projections of which too little is known to go on; then nothing was written.</returns>
    async Task<string[]> WriteAsync(CancellationToken cancel)
    {
        await using var turn = await _tables.BeginCatchUpAsync(DateTimeOffset.UtcNow, cancel);
        if (_pending.Lost(turn.State) is { Length: > 0 } lost)
            return lost;
        foreach (var row in _pending.Rows(turn.State))
            await turn.WriteAsync(row, cancel);
        foreach (var projection in _pending.Moving(turn.State))
        {
            if (projection.Position > turn.State.Bookmark(projection.Name))
                turn.Mark(projection.Name, projection.Position);
            if (projection.Fault is not { } fault)
                continue;
            turn.Stop(projection.Name, fault.Position, fault.Reason);
            await Console.Error.WriteLineAsync($"gradients: projection '{projection.Name}' stands still at "
                + $"{Terminal.Plain(fault.ToString())}. Its tables show the ledger before that event.");
        }
        await turn.CommitAsync(cancel);
        return [];
    }
}
