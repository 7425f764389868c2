using Npgsql;

namespace Gradients.Ledger.Store;

/// <summary>
/// One turn at bringing projection tables forward: rows and bookmarks become visible together, at
/// <see cref="CommitAsync"/>, or not at all. Nobody else moves them meanwhile.
/// </summary>
public sealed class CatchUp : IAsyncDisposable
{
    // Sent early only when there are very many, so that memory stays small.
    const int MostRows = 16_384;

    readonly NpgsqlConnection _connection;
    readonly NpgsqlTransaction _transaction;
    readonly DateTimeOffset _at;
    readonly RowBatch _rows = new();
    readonly Dictionary<string, long> _marks = new(StringComparer.Ordinal);
    readonly Dictionary<string, ProjectionStop> _stops = new(StringComparer.Ordinal);

    internal CatchUp(
        NpgsqlConnection connection, NpgsqlTransaction transaction, ProjectionState state, DateTimeOffset at) =>
        (_connection, _transaction, State, _at) = (connection, transaction, state, at);

    /// <summary>Where everything stood when the turn came.</summary>
    public ProjectionState State { get; }

    /// <summary>Writes a row under its key, in place of the one there.</summary>
    public async ValueTask WriteAsync(Row row, CancellationToken cancel = default)
    {
        _rows.Add(row);
        if (_rows.Count >= MostRows)
            await ExplainedAsync(SendAsync(cancel));
    }

    /// <summary>The projection's tables now reflect this position.</summary>
    public void Mark(string projection, long position) => _marks[projection] = position;

    /// <summary>The projection met an event it cannot apply. Its bookmark says how far it came.</summary>
    public void Stop(string projection, long position, string reason) =>
        _stops[projection] = new ProjectionStop(position, reason);

    /// <exception cref="StoreException">PostgreSQL refused, or went away: nothing of this turn is there.</exception>
    public async Task CommitAsync(CancellationToken cancel = default)
    {
        await ExplainedAsync(SendAsync(cancel));
        Step.At("tables: written, not committed");
        await ExplainedAsync(_transaction.CommitAsync(cancel));
        Step.At("tables: committed");
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync(); // Rolls back what was not committed.
        await _connection.DisposeAsync();
    }

    static Task ExplainedAsync(Task work) =>
        Trouble.ExplainedAsync("Projection tables were not brought forward", work);

    async Task SendAsync(CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(_connection);
        foreach (var (table, rows) in _rows.Tables)
            batch.BatchCommands.Add(RowBatch.Upsert(table, rows));
        foreach (var (projection, position) in _marks)
            ProjectionMarks.Mark(batch, projection, position, _at);
        foreach (var (projection, stop) in _stops)
            ProjectionMarks.Stop(batch, projection, stop, _at);
        if (batch.BatchCommands.Count > 0)
        {
            await batch.PrepareAsync(cancel); // The same few statements at every append.
            await batch.ExecuteNonQueryAsync(cancel);
        }

        _rows.Clear();
        _marks.Clear();
        _stops.Clear();
    }
}
