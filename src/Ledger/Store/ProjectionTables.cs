using System.Collections.Immutable;
using Npgsql;

namespace Gradients.Ledger.Store;

/// <summary>
/// The flat tables behind projections, in the schema <c>ledger</c>: created, caught up, rebuilt. What a row means is
/// not known here. Bookmarks are rows <c>{Projection}:All</c> of <c>mt_event_progression</c>, where a Marten host keeps
/// its own.
/// </summary>
public sealed class ProjectionTables(NpgsqlDataSource source)
{
    const string BookmarkSuffix = ":All";

    const string StateQuery = """
        select '' as name, coalesce(max(seq_id), 0) as position, null as reason from mt_events
        union all select name, last_seq_id, null from mt_event_progression where name like '%:All'
        union all select name, position, reason from ledger_projection_faults
        """;

    /// <summary>Creates the tables that do not exist.</summary>
    /// <returns>Names of tables that exist in another shape, as an older program left them: rebuild them.</returns>
    public Task<ImmutableArray<string>> CreateMissingAsync(
        IReadOnlyCollection<Table> tables, CancellationToken cancel = default) =>
        Trouble.GuardAsync("Projection tables were not created", () => CreateAsync(tables, cancel));

    /// <summary>Where everything stands, without waiting for anybody.</summary>
    public Task<ProjectionState> StateAsync(CancellationToken cancel = default) =>
        Trouble.GuardAsync("The state of the projections was not read", async () =>
        {
            await using var connection = await source.OpenConnectionAsync(cancel);
            return await StateAsync(connection, cancel);
        });

    /// <summary>
    /// Waits for its turn, then holds it until committed or disposed: one process at a time catches up.
    /// </summary>
    /// <param name="at">The time to record with bookmarks and stops.</param>
    public Task<CatchUp> BeginCatchUpAsync(DateTimeOffset at, CancellationToken cancel = default) =>
        Trouble.GuardAsync("Catching up was not begun", () => TakeTurnAsync(at, cancel));

    /// <summary>Begins to fill new tables beside the old ones, which stay in use until the swap.</summary>
    /// <param name="projections">The projections whose bookmarks and stops go with the tables.</param>
    /// <exception cref="StoreException">Another rebuild is running.</exception>
    public Task<Rebuild> BeginRebuildAsync(
        IReadOnlyCollection<string> projections, IReadOnlyCollection<Table> tables, DateTimeOffset at,
        CancellationToken cancel = default) =>
        Trouble.GuardAsync("The rebuild was not begun", () => FillAnewAsync(projections, tables, at, cancel));

    internal static string Bookmark(string projection) => projection + BookmarkSuffix;

    static async Task<NpgsqlTransaction> LockedAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var transaction = await connection.BeginTransactionAsync(cancel);
        await LockAsync(connection, cancel);
        return transaction;
    }

    internal static async Task LockAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0 }; // A turn comes when it comes.
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"select pg_advisory_xact_lock({Locks.Projections})"));
        // Rows and bookmark are lost together or not at all, and both can be derived again: the disk need not be
        // waited for.
        batch.BatchCommands.Add(new NpgsqlBatchCommand("set local synchronous_commit = off"));
        await batch.ExecuteNonQueryAsync(cancel);
    }

    internal static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 }; // Sizes are not known.
        await command.ExecuteNonQueryAsync(cancel);
    }

    async Task<ImmutableArray<string>> CreateAsync(IReadOnlyCollection<Table> tables, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await LockedAsync(connection, cancel);
        var shapes = await ShapesAsync(connection, tables, cancel);
        foreach (var table in tables.Where(table => !shapes.ContainsKey(table.Name)))
        {
            await CreateAsync(connection, table, "", cancel);
            await ExecuteAsync(connection, TableSql.AddKey(table), cancel);
        }

        await transaction.CommitAsync(cancel);
        return [.. tables.Where(t => shapes.TryGetValue(t.Name, out var shape) && shape != TableSql.Shape(t))
            .Select(t => t.Name)];
    }

    async Task<CatchUp> TakeTurnAsync(DateTimeOffset at, CancellationToken cancel)
    {
        var connection = await source.OpenConnectionAsync(cancel);
        try
        {
            var transaction = await LockedAsync(connection, cancel);
            return new CatchUp(connection, transaction, await StateAsync(connection, cancel), at);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    async Task<Rebuild> FillAnewAsync(
        IReadOnlyCollection<string> projections, IReadOnlyCollection<Table> tables, DateTimeOffset at,
        CancellationToken cancel)
    {
        var connection = await source.OpenConnectionAsync(cancel);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancel);
            await using var turn = new NpgsqlCommand($"select pg_try_advisory_xact_lock({Locks.Rebuild})", connection);
            if (await turn.ExecuteScalarAsync(cancel) is not true)
                throw new StoreException("Another rebuild is running. Wait for its end, then try again.");
            foreach (var table in tables)
                await CreateAsync(connection, table, Rebuild.Suffix, cancel);
            return new Rebuild(connection, transaction, [.. projections], [.. tables], at);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    static async Task CreateAsync(NpgsqlConnection connection, Table table, string suffix, CancellationToken cancel)
    {
        // The writer must own what a later rebuild renames, also when the owner of the database creates it.
        await ExecuteAsync(connection, $"""
            {TableSql.Create(table, suffix)};
            grant select on {TableSql.FullName(table, suffix)} to gradients_reader;
            alter table {TableSql.FullName(table, suffix)} owner to gradients_writer
            """, cancel);
    }

    static async Task<ProjectionState> StateAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(StateQuery, connection);
        await using var row = await command.ExecuteReaderAsync(cancel);
        var head = 0L;
        var bookmarks = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        var stops = ImmutableSortedDictionary.CreateBuilder<string, ProjectionStop>(StringComparer.Ordinal);
        while (await row.ReadAsync(cancel))
        {
            var (name, position) = (row.GetString(0), row.GetInt64(1));
            if (name.Length == 0)
                head = position;
            else if (await row.IsDBNullAsync(2, cancel))
                bookmarks.Add(name[..^BookmarkSuffix.Length], position);
            else
                stops.Add(name, new ProjectionStop(position, row.GetString(2)));
        }

        return new ProjectionState(head, bookmarks.ToImmutable(), stops.ToImmutable());
    }

    static async Task<Dictionary<string, string>> ShapesAsync(
        NpgsqlConnection connection, IReadOnlyCollection<Table> tables, CancellationToken cancel)
    {
        var names = tables.ToDictionary(table => TableSql.FullName(table), table => table.Name, StringComparer.Ordinal);
        await using var command = new NpgsqlCommand(TableSql.ShapeQuery, connection);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. names.Keys] });
        await using var row = await command.ExecuteReaderAsync(cancel);
        var shapes = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await row.ReadAsync(cancel))
            shapes.Add(names[row.GetString(0)], row.GetString(1));
        return shapes;
    }
}
