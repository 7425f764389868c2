using System.Globalization;
using Gradients.Ledger.Store;
using Npgsql;
using NpgsqlTypes;

namespace Gradients.Benchmarks;

/// <summary>
/// The same rows by hand, as somebody would write them who wants speed: prepared once, one batch, one implicit
/// transaction, positions from the sequence. No idempotency key, no gapless positions, no notification.
/// </summary>
sealed class HandWritten(NpgsqlConnection connection) : IAsyncDisposable
{
    const string Streams = """
        insert into mt_streams (id, type, version, timestamp, created) values ($1, $2, $3, $4, $4)
        on conflict (id) do update set version = excluded.version, timestamp = excluded.timestamp
        """;

    const string OneEvent = """
        insert into mt_events
            (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type, causation_id, headers)
        values (nextval('mt_events_sequence'), $1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    const string ManyEvents = """
        insert into mt_events
            (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type, causation_id, headers)
        select nextval('mt_events_sequence'), * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    static readonly byte[] Headers = """{"v":1}"""u8.ToArray();

    public async Task AppendAsync(NewEvent e)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(StreamRow(e));
        var insert = new NpgsqlBatchCommand(OneEvent);
        Add(insert, EventRow.Id(e.Stream, e.Version), NpgsqlDbType.Uuid);
        Add(insert, e.Stream, NpgsqlDbType.Text);
        Add(insert, e.Version, NpgsqlDbType.Bigint);
        Add(insert, e.Data, NpgsqlDbType.Jsonb);
        Add(insert, e.Type, NpgsqlDbType.Text);
        Add(insert, Time(e), NpgsqlDbType.TimestampTz);
        Add(insert, EventRow.DotnetType(e.Type), NpgsqlDbType.Text);
        Add(insert, e.Causation, NpgsqlDbType.Text);
        Add(insert, Headers, NpgsqlDbType.Jsonb);
        batch.BatchCommands.Add(insert);
        await batch.PrepareAsync();
        await batch.ExecuteNonQueryAsync();
    }

    public async Task AppendAsync(IReadOnlyList<NewEvent> events)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(StreamRow(events[^1]));
        var insert = new NpgsqlBatchCommand(ManyEvents);
        AddEach(insert, events, e => EventRow.Id(e.Stream, e.Version), NpgsqlDbType.Uuid);
        AddEach(insert, events, e => e.Stream, NpgsqlDbType.Text);
        AddEach(insert, events, e => e.Version, NpgsqlDbType.Bigint);
        AddEach(insert, events, e => e.Data, NpgsqlDbType.Jsonb);
        AddEach(insert, events, e => e.Type, NpgsqlDbType.Text);
        AddEach(insert, events, Time, NpgsqlDbType.TimestampTz);
        AddEach(insert, events, e => EventRow.DotnetType(e.Type), NpgsqlDbType.Text);
        AddEach(insert, events, e => e.Causation, NpgsqlDbType.Text);
        AddEach(insert, events, _ => Headers, NpgsqlDbType.Jsonb);
        batch.BatchCommands.Add(insert);
        await batch.PrepareAsync();
        await batch.ExecuteNonQueryAsync();
    }

    /// <summary>Binary COPY into tables of the same kind: streams first, since the foreign key stays.</summary>
    public async Task CopyAsync(IReadOnlyList<NewEvent> events, long firstPosition)
    {
        await using (var streams = await connection.BeginBinaryImportAsync(
            "copy mt_streams (id, type, version, timestamp, created) from stdin (format binary)"))
        {
            foreach (var last in events.GroupBy(e => e.Stream).Select(stream => stream.Last()))
            {
                await streams.StartRowAsync();
                await streams.WriteAsync(last.Stream, NpgsqlDbType.Varchar);
                await streams.WriteAsync(last.StreamType, NpgsqlDbType.Varchar);
                await streams.WriteAsync(last.Version, NpgsqlDbType.Bigint);
                await streams.WriteAsync(Time(last), NpgsqlDbType.TimestampTz);
                await streams.WriteAsync(Time(last), NpgsqlDbType.TimestampTz);
            }

            await streams.CompleteAsync();
        }

        await using var rows = await connection.BeginBinaryImportAsync("""
            copy mt_events
                (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type, causation_id, headers)
            from stdin (format binary)
            """);
        foreach (var e in events)
        {
            await rows.StartRowAsync();
            await rows.WriteAsync(firstPosition++, NpgsqlDbType.Bigint);
            await rows.WriteAsync(EventRow.Id(e.Stream, e.Version), NpgsqlDbType.Uuid);
            await rows.WriteAsync(e.Stream, NpgsqlDbType.Varchar);
            await rows.WriteAsync(e.Version, NpgsqlDbType.Bigint);
            await rows.WriteAsync(e.Data, NpgsqlDbType.Jsonb);
            await rows.WriteAsync(e.Type, NpgsqlDbType.Varchar);
            await rows.WriteAsync(Time(e), NpgsqlDbType.TimestampTz);
            await rows.WriteAsync(EventRow.DotnetType(e.Type), NpgsqlDbType.Varchar);
            await rows.WriteAsync(e.Causation, NpgsqlDbType.Varchar);
            await rows.WriteAsync(Headers, NpgsqlDbType.Jsonb);
        }

        await rows.CompleteAsync();
    }

    /// <summary>Reads rows in order through a data reader, as most code does.</summary>
    public async Task<long> ReadAsync(long from)
    {
        await using var command = new NpgsqlCommand("""
            select seq_id, stream_id, version, timestamp, causation_id, type, headers->>'v', data
            from mt_events where seq_id >= $1 order by seq_id
            """, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = from });
        await using var row = await command.ExecuteReaderAsync();
        var read = 0L;
        while (await row.ReadAsync())
        {
            _ = new StoredEvent(
                row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.GetDateTime(3).Ticks, row.GetString(4),
                row.GetString(5), int.Parse(row.GetString(6), CultureInfo.InvariantCulture),
                row.GetFieldValue<byte[]>(7));
            read++;
        }

        return read;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    internal static DateTime Time(NewEvent e) => DateTime.UnixEpoch.AddTicks(e.At * 10);

    static NpgsqlBatchCommand StreamRow(NewEvent last)
    {
        var command = new NpgsqlBatchCommand(Streams);
        Add(command, last.Stream, NpgsqlDbType.Text);
        Add(command, last.StreamType, NpgsqlDbType.Text);
        Add(command, last.Version, NpgsqlDbType.Bigint);
        Add(command, Time(last), NpgsqlDbType.TimestampTz);
        return command;
    }

    static void AddEach<T>(
        NpgsqlBatchCommand command, IReadOnlyList<NewEvent> events, Func<NewEvent, T> value, NpgsqlDbType type) =>
        Add(command, events.Select(value).ToArray(), NpgsqlDbType.Array | type);

    static void Add<T>(NpgsqlBatchCommand command, T value, NpgsqlDbType type) =>
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
}
