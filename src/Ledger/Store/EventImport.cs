using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Gradients.Ledger.Store;

/// <summary>
/// One import: a single transaction that holds the append lock and copies events in by chunks. A chunk's streams are
/// checked and written first, because the foreign key is checked when its copy ends. Memory is that of one chunk.
/// </summary>
sealed class EventImport(NpgsqlConnection connection, string key, bool keepCommandKeys, CancellationToken cancel)
{
    const int ChunkEvents = 16_384;
    const int ChunkBytes = 16 * 1024 * 1024;

    const string CopyEvents = """
        copy mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type, causation_id, headers)
        from stdin (format binary)
        """;

    const string CopyCommands = "copy ledger_commands (key, first_position, last_position) from stdin (format binary)";

    readonly List<NewEvent> _chunk = [];
    readonly List<(string Key, long First, long Last)> _commands = [];
    long _position;

    internal async Task<AppendOutcome> RunAsync(IAsyncEnumerable<NewEvent> events, long? expectedHead)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Execute($"select pg_advisory_xact_lock({Locks.Append})").ExecuteNonQueryAsync(cancel);
        if (await FindKeyAsync() is { } done)
            return done;
        var head = (long)(await Execute("select coalesce(max(seq_id), 0) from mt_events").ExecuteScalarAsync(cancel))!;
        if (expectedHead is not null && expectedHead != head)
            return new AppendOutcome.HeadMoved(head);

        _position = head;
        Step.At("import: locked");
        var bytes = 0;
        await foreach (var e in events.WithCancellation(cancel))
        {
            _chunk.Add(e);
            bytes += e.Data.Length;
            if (_chunk.Count < ChunkEvents && bytes < ChunkBytes)
                continue;
            if (await WriteChunkAsync() is { } conflict)
                return conflict;
            bytes = 0;
        }

        if (await WriteChunkAsync() is { } lastConflict)
            return lastConflict;
        if (_position == head)
            throw new ArgumentException("An import needs at least one event.", nameof(events));
        await FinishAsync(head + 1);
        Step.At("import: before the commit");
        await transaction.CommitAsync(cancel);
        Step.At("import: committed");
        return new AppendOutcome.Appended(head + 1, _position);
    }

    async Task<AppendOutcome?> FindKeyAsync()
    {
        await using var command = Execute("select first_position, last_position from ledger_commands where key = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? new AppendOutcome.AlreadyDone(row.GetInt64(0), row.GetInt64(1)) : null;
    }

    async Task<AppendOutcome?> WriteChunkAsync()
    {
        if (_chunk.Count == 0)
            return null;
        var streams = StreamRuns.Of(_chunk);
        if (await FindConflictAsync(streams) is { } conflict)
            return conflict;
        await WriteStreamsAsync(streams);
        await CopyAsync(CopyEvents, _chunk, WriteEvent);
        if (keepCommandKeys)
            await CopyAsync(CopyCommands, _commands, WriteCommand, keepLast: true);
        _chunk.Clear();
        Step.At("import: a chunk is copied");
        return null;
    }

    async Task<AppendOutcome?> FindConflictAsync(StreamRuns streams)
    {
        await using var command = Execute("""
            select s.id, s.first - 1, coalesce(m.version, 0)
            from unnest($1, $2) with ordinality as s (id, first, ordinal) left join mt_streams m on m.id = s.id
            where coalesce(m.version, 0) <> s.first - 1 order by s.ordinal limit 1
            """);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = streams.Ids() });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = streams.Firsts() });
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel)
            ? new AppendOutcome.VersionConflict(row.GetString(0), row.GetInt64(1), row.GetInt64(2)) : null;
    }

    async Task WriteStreamsAsync(StreamRuns streams)
    {
        await using var command = Execute("""
            insert into mt_streams as m (id, type, version, timestamp, created)
            select s.id, s.type, s.last, s.last_at, s.first_at
            from unnest($1, $2, $3, $4, $5) as s (id, type, last, first_at, last_at)
            on conflict (id) do update set version = excluded.version, timestamp = excluded.timestamp
            """);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = streams.Ids() });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = streams.Types() });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = streams.Lasts() });
        foreach (var times in new[] { streams.FirstTimes(), streams.LastTimes() })
            command.Parameters.Add(new NpgsqlParameter<DateTime[]>
            {
                TypedValue = times,
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
            });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <param name="keepLast">The last item may still grow: it waits for the next chunk.</param>
    async Task CopyAsync<T>(string sql, List<T> items, Action<CopyWriter, T> write, bool keepLast = false)
    {
        var count = items.Count - (keepLast ? 1 : 0);
        await using (var stream = await connection.BeginRawBinaryCopyAsync(sql, cancel))
        {
            var writer = new CopyWriter(stream);
            writer.Begin();
            for (var i = 0; i < count; i++)
            {
                write(writer, items[i]);
                await writer.FlushIfFullAsync(cancel);
            }

            await writer.EndAsync(cancel);
        }

        items.RemoveRange(0, count);
    }

    void WriteEvent(CopyWriter row, NewEvent e)
    {
        const short fields = 10;
        _position++;
        row.Row(fields);
        row.Bigint(_position);
        row.Uuid(EventRow.Id(e.Stream, e.Version));
        row.Text(e.Stream);
        row.Bigint(e.Version);
        row.Jsonb(e.Data.Span);
        row.Text(e.Type);
        row.Timestamp(e.At);
        row.Text(EventRow.DotnetType(e.Type));
        row.Text(e.Causation);
        row.Jsonb(EventRow.Headers(e.Schema));
        if (keepCommandKeys)
            NoteCommand(e.Causation);
    }

    void NoteCommand(string causation)
    {
        if (_commands.Count > 0 && _commands[^1].Key == causation)
            _commands[^1] = _commands[^1] with { Last = _position };
        else
            _commands.Add((causation, _position, _position));
    }

    static void WriteCommand(CopyWriter row, (string Key, long First, long Last) command)
    {
        const short fields = 3;
        row.Row(fields);
        row.Text(command.Key);
        row.Bigint(command.First);
        row.Bigint(command.Last);
    }

    async Task FinishAsync(long first)
    {
        if (keepCommandKeys)
            await CopyAsync(CopyCommands, _commands, WriteCommand);
        await using var batch = new NpgsqlBatch(connection);
        // A key that a command of this import has too is recorded already.
        Add(batch, "insert into ledger_commands values ($1, $2, $3) on conflict do nothing", key, first, _position);
        Add(batch, "select setval('mt_events_sequence', $1) where $1 >= (select last_value from mt_events_sequence)",
            _position);
        Add(batch, "select pg_notify($1, $2)", EventStore.Channel, _position.ToString(CultureInfo.InvariantCulture));
        await batch.ExecuteNonQueryAsync(cancel);
    }

    static void Add(NpgsqlBatch batch, string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        batch.BatchCommands.Add(command);
    }

    NpgsqlCommand Execute(string sql) => new(sql, connection);
}
