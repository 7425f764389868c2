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
        insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type, causation_id, headers)
        values (nextval('mt_events_sequence'), $1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    const string ManyEvents = """
        insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type, causation_id, headers)
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
