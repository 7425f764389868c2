using System.Collections.Immutable;
using Npgsql;

namespace Gradients.Ledger.Store;

/// <summary>
/// New tables filled from the first event on while the old ones stay in use, then swapped in together with their
/// bookmarks. All of it is one transaction: given up (disposed before the swap, or killed), it leaves nothing.
/// </summary>
/// <remarks>
/// Order of use: <see cref="WriteAsync"/> for all events read so far; <see cref="HoldAsync"/>, after which the live
/// tables stand still; the events up to the head; <see cref="SwapAsync"/>.
/// </remarks>
public sealed class Rebuild : IAsyncDisposable
{
    internal const string Suffix = "__new";

    const int ChunkRows = 4096;

    readonly NpgsqlConnection _connection;
    readonly NpgsqlTransaction _transaction;
    readonly ImmutableArray<string> _projections;
    readonly ImmutableArray<Table> _tables;
    readonly DateTimeOffset _at;

    // Rows of a key go to the table by COPY the first time; a row that comes after its key was copied waits here for
    // the end, when the primary key exists and the table can be updated. Keys are remembered by 64 bits; one that looks
    // copied and was not waits needlessly, that is all.
    readonly RowBatch _late = new();
    readonly Dictionary<string, HashSet<ulong>> _copied;
    RowBatch _chunk = new();
    RowBatch _spare = new();
    Task _copying = Task.CompletedTask;
    bool _isHeld;

    internal Rebuild(
        NpgsqlConnection connection, NpgsqlTransaction transaction, ImmutableArray<string> projections,
        ImmutableArray<Table> tables, DateTimeOffset at)
    {
        (_connection, _transaction, _projections, _tables, _at) = (connection, transaction, projections, tables, at);
        _copied = tables.ToDictionary(table => table.Name, _ => new HashSet<ulong>(), StringComparer.Ordinal);
    }

    /// <summary>Writes a row under its key, in place of one written before.</summary>
    public async ValueTask WriteAsync(Row row, CancellationToken cancel = default)
    {
        _chunk.Add(row);
        if (_chunk.Count >= ChunkRows)
            await HandOverAsync(cancel);
    }

    /// <summary>
    /// Waits for its turn: from here on nobody moves the live tables, and the ledger's head can be caught up with.
    /// </summary>
    public async Task HoldAsync(CancellationToken cancel = default)
    {
        await HandOverAsync(cancel);
        await _copying;
        await ExplainedAsync(ProjectionTables.LockAsync(_connection, cancel));
        _isHeld = true;
        Step.At("rebuild: the old tables stand still");
    }

    /// <summary>Puts the new tables in the place of the old ones; grants are kept.</summary>
    /// <param name="positions">The position each projection's rows reflect.</param>
    /// <param name="stops">The projections that could not apply an event. Earlier stops end.</param>
    public async Task SwapAsync(
        IReadOnlyDictionary<string, long> positions, IReadOnlyDictionary<string, ProjectionStop> stops,
        CancellationToken cancel = default)
    {
        if (!_isHeld)
            await HoldAsync(cancel);
        await HandOverAsync(cancel);
        await _copying;
        await ExplainedAsync(FinishAsync(positions, stops, cancel));
    }

    public async ValueTask DisposeAsync()
    {
        await _copying.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _transaction.DisposeAsync(); // Rolls back what was not swapped in.
        await _connection.DisposeAsync();
    }

    async Task FinishAsync(
        IReadOnlyDictionary<string, long> positions, IReadOnlyDictionary<string, ProjectionStop> stops,
        CancellationToken cancel)
    {
        foreach (var table in _tables)
            await ProjectionTables.ExecuteAsync(_connection, TableSql.AddKey(table, Suffix), cancel);

        Step.At("rebuild: the new tables have their keys");
        await using var batch = new NpgsqlBatch(_connection) { Timeout = 0 }; // Sizes are not known.
        foreach (var (table, rows) in _late.Tables)
            batch.BatchCommands.Add(RowBatch.Upsert(table, rows, Suffix));
        foreach (var table in _tables)
            ProjectionMarks.Swap(batch, table);
        foreach (var projection in _projections)
        {
            ProjectionMarks.Resume(batch, projection);
            ProjectionMarks.Mark(batch, projection, positions[projection], _at);
            if (stops.TryGetValue(projection, out var stop))
                ProjectionMarks.Stop(batch, projection, stop, _at);
        }

        await batch.ExecuteNonQueryAsync(cancel);
        Step.At("rebuild: swapped, not committed");
        await _transaction.CommitAsync(cancel);
        Step.At("rebuild: committed");
    }

    static Task ExplainedAsync(Task work) =>
        Trouble.ExplainedAsync("The rebuild was given up, and the old tables stay", work);

    /// <summary>The server copies one chunk while the next is folded.</summary>
    async Task HandOverAsync(CancellationToken cancel)
    {
        await _copying;
        (_chunk, _spare) = (_spare, _chunk);
        var full = _spare;
        _copying = Task.Run(() => ExplainedAsync(CopyAsync(full, cancel)), cancel);
    }

    async Task CopyAsync(RowBatch chunk, CancellationToken cancel)
    {
        foreach (var (table, rows) in chunk.Tables)
        {
            var copied = _copied[table.Name];
            await using var stream = await _connection.BeginRawBinaryCopyAsync(TableSql.Copy(table, Suffix), cancel);
            var writer = new CopyWriter(stream);
            writer.Begin();
            foreach (var row in rows)
            {
                if (!copied.Add(row.Key.Digest()))
                {
                    _late.Add(row);
                    continue;
                }

                RowBatch.Copy(writer, row);
                await writer.FlushIfFullAsync(cancel);
            }

            await writer.EndAsync(cancel);
        }

        chunk.Clear();
    }
}
