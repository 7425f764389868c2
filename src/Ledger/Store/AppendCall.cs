using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace Gradients.Ledger.Store;

/// <summary>One append, waiting for its answer.</summary>
sealed class AppendCall
{
    const string Sql = "select * from ledger_append($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17)";

    // Continuations run elsewhere: they must not hold up the calls behind this one.
    readonly TaskCompletionSource<AppendOutcome> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly IReadOnlyList<NewEvent> _events;
    readonly string? _key;
    readonly long? _expectedHead;
    readonly StreamRuns _streams;

    /// <exception cref="ArgumentException">No events, no key, or versions of a stream that do not count up.</exception>
    internal AppendCall(IReadOnlyList<NewEvent> events, string? key, long? expectedHead, CancellationToken cancel)
    {
        if (key is not null)
            ArgumentException.ThrowIfNullOrEmpty(key);
        if (events.Count == 0)
            throw new ArgumentException("An append needs at least one event.", nameof(events));
        (_events, _key, _expectedHead, Cancel) = (events, key, expectedHead, cancel);
        _streams = StreamRuns.Of(events);
    }

    internal CancellationToken Cancel { get; }

    internal Task<AppendOutcome> Answer => _answer.Task;

    internal int Events => _events.Count;

    internal void Succeed(AppendOutcome outcome) => _answer.TrySetResult(outcome);

    internal void Fail(Exception reason) => _answer.TrySetException(reason);

    /// <summary>Withdraws the call if its caller gave up before it was sent.</summary>
    internal bool Withdraw() => Cancel.IsCancellationRequested && _answer.TrySetCanceled(Cancel);

    internal NpgsqlBatchCommand Command()
    {
        var command = new NpgsqlBatchCommand(Sql);
        Add(command, _key, NpgsqlDbType.Text);
        Add(command, _expectedHead, NpgsqlDbType.Bigint);
        Add(command, _streams.Ids(), NpgsqlDbType.Array | NpgsqlDbType.Text);
        Add(command, _streams.Types(), NpgsqlDbType.Array | NpgsqlDbType.Text);
        Add(command, _streams.Firsts(), NpgsqlDbType.Array | NpgsqlDbType.Bigint);
        Add(command, _streams.Lasts(), NpgsqlDbType.Array | NpgsqlDbType.Bigint);
        Add(command, _streams.FirstTimes(), NpgsqlDbType.Array | NpgsqlDbType.TimestampTz);
        Add(command, _streams.LastTimes(), NpgsqlDbType.Array | NpgsqlDbType.TimestampTz);
        AddEach(command, e => e.Stream, NpgsqlDbType.Text);
        AddEach(command, e => e.Version, NpgsqlDbType.Bigint);
        AddEach(command, e => EventRow.Time(e.At), NpgsqlDbType.TimestampTz);
        AddEach(command, e => e.Causation, NpgsqlDbType.Text);
        AddEach(command, e => e.Type, NpgsqlDbType.Text);
        AddEach(command, e => EventRow.DotnetType(e.Type), NpgsqlDbType.Text);
        AddEach(command, e => e.Schema, NpgsqlDbType.Integer);
        AddEach(command, e => EventRow.Id(e.Stream, e.Version), NpgsqlDbType.Uuid);
        AddEach(command, e => e.Data, NpgsqlDbType.Jsonb);
        return command;
    }

    internal static AppendOutcome Read(NpgsqlDataReader row) => row.GetString(0) switch
    {
        "appended" => new AppendOutcome.Appended(row.GetInt64(1), row.GetInt64(2)),
        "already done" => new AppendOutcome.AlreadyDone(row.GetInt64(1), row.GetInt64(2)),
        "head moved" => new AppendOutcome.HeadMoved(row.GetInt64(5)),
        "version conflict" => new AppendOutcome.VersionConflict(row.GetString(3), row.GetInt64(4), row.GetInt64(5)),
        _ => throw new UnreachableException(),
    };

    void AddEach<T>(NpgsqlBatchCommand command, Func<NewEvent, T> value, NpgsqlDbType type)
    {
        var values = new T[_events.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = value(_events[i]);
        Add(command, values, NpgsqlDbType.Array | type);
    }

    static void Add<T>(NpgsqlBatchCommand command, T value, NpgsqlDbType type) =>
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
}
