using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Gradients.Ledger.Store.Conducting;
using Npgsql;

namespace Gradients.Ledger.Store;

/// <summary>
/// The ledger in PostgreSQL: appends events at positions without holes, and reads them back in order. Safe for any
/// number of tasks, processes and machines at once. One of these per process: its calls share transactions.
/// </summary>
public sealed class EventStore : IEventLog, IAsyncDisposable
{
    /// <summary>Where a notification with the last position is sent at every append.</summary>
    public const string Channel = "gradients_events";

    // What Marten leaves in a place that a failed append had taken. Not an event of anybody's.
    const string NotTombstone = "not (type = 'tombstone' and stream_id = 'mt_tombstone')";

    readonly NpgsqlDataSource _source;
    readonly AppendPump _pump;

    /// <param name="fence">Of a lease's holder: once it is overtaken, none of its appends is written.</param>
    public EventStore(NpgsqlDataSource source, Fence? fence = null)
    {
        _source = source;
        _pump = new AppendPump(source, fence);
    }

    /// <summary>
    /// Appends events in one transaction, at the positions after the head, and answers when they are on disk. Each
    /// stream's first version here must follow its version in the ledger. A cancelled call may still be written: its
    /// key tells.
    /// </summary>
    /// <param name="events">At least one, in order.</param>
    /// <param name="key">The command's idempotency key: appended once, answered with AlreadyDone ever after.</param>
    /// <param name="expectedHead">The head the decision was made at; absent when only stream versions matter.</param>
    /// <exception cref="StoreException">PostgreSQL refused, or could not be reached.</exception>
    public Task<AppendOutcome> AppendAsync(
        IReadOnlyList<NewEvent> events, string key, long? expectedHead = null, CancellationToken cancel = default) =>
        _pump.SubmitAsync(new AppendCall(events, key, expectedHead, cancel));

    /// <summary>
    /// The same for the events of several commands together: each event's causation is the key of the command behind
    /// it, a command's events stand together, and if any of these commands was seen before, nothing is written.
    /// </summary>
    public Task<AppendOutcome> AppendAsync(
        IReadOnlyList<NewEvent> events, long expectedHead, CancellationToken cancel = default) =>
        _pump.SubmitAsync(new AppendCall(events, null, expectedHead, cancel));

    /// <summary>
    /// Appends any number of events in one transaction by binary COPY, in constant memory: all of them or none. Other
    /// appends wait meanwhile. An exception of the source, or of its cancellation, leaves nothing behind.
    /// </summary>
    /// <param name="events">At least one, in order. Awaited while the ledger is locked: have them at hand.</param>
    /// <param name="key">The idempotency key of the import as a whole.</param>
    /// <param name="keepCommandKeys">
    /// Whether every event's causation is recorded as the idempotency key of a command too, so that the same commands
    /// sent singly later do nothing. A command's events must stand together.
    /// </param>
    /// <exception cref="StoreException">PostgreSQL refused, or a command was recorded before.</exception>
    public async Task<AppendOutcome> ImportAsync(
        IAsyncEnumerable<NewEvent> events, string key, bool keepCommandKeys, long? expectedHead = null,
        CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancel);
            return await new EventImport(connection, key, keepCommandKeys, cancel).RunAsync(events, expectedHead);
        }
        catch (NpgsqlException reason)
        {
            throw Trouble.Explain("The import was refused, and nothing was written", reason);
        }
    }

    /// <summary>Which of these idempotency keys were seen, and the positions their commands wrote.</summary>
    public Task<IReadOnlyDictionary<string, (long First, long Last)>> FindKeysAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancel = default) =>
        Trouble.GuardAsync<IReadOnlyDictionary<string, (long First, long Last)>>("Keys were not looked up", async () =>
        {
            await using var command = _source.CreateCommand(
                "select key, first_position, last_position from ledger_commands where key = any($1)");
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. keys] });
            await using var reader = await command.ExecuteReaderAsync(cancel);
            var found = new Dictionary<string, (long First, long Last)>(StringComparer.Ordinal);
            while (await reader.ReadAsync(cancel))
                found.Add(reader.GetString(0), (reader.GetInt64(1), reader.GetInt64(2)));
            return found;
        });

    /// <summary>The highest position; 0 when the ledger is empty.</summary>
    public Task<long> HeadAsync(CancellationToken cancel = default) =>
        Trouble.GuardAsync("The head was not read", async () =>
        {
            await using var command = _source.CreateCommand("select coalesce(max(seq_id), 0) from mt_events");
            return (long)(await command.ExecuteScalarAsync(cancel))!;
        });

    /// <summary>The version of a stream's last event; 0 when it has none.</summary>
    public Task<long> StreamVersionAsync(string stream, CancellationToken cancel = default) =>
        Trouble.GuardAsync("The version of a stream was not read", async () =>
        {
            await using var command = _source.CreateCommand("select version from mt_streams where id = $1");
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = stream });
            return await command.ExecuteScalarAsync(cancel) as long? ?? 0;
        });

    /// <summary>
    /// All events from one position to another (both included; to the head when absent), in order, as one snapshot and
    /// in constant memory. A row's data stays valid, and keeps up to 64 KiB of its neighbours alive with it.
    /// </summary>
    public async IAsyncEnumerable<StoredEvent> ReadAsync(
        long from = 1, long? to = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var range = string.Create(CultureInfo.InvariantCulture, $"seq_id between {from} and {to ?? long.MaxValue}");
        var select = $"select {CopyReader.Columns} from mt_events where {range} and {NotTombstone} order by seq_id";
        // Right after an import there are no statistics, and the planner would sort the ledger instead of walking its
        // index. Below this many rows any plan will do.
        const long shortRange = 1000;
        await using var reader = await CopyReader.OpenAsync(_source, select, walk: !(to - from < shortRange), cancel);
        while (await reader.NextAsync(cancel) is { } row)
            yield return row;
    }

    /// <summary>The events of one stream from a version on, in order.</summary>
    public async IAsyncEnumerable<StoredEvent> ReadStreamAsync(
        string stream, long fromVersion = 1, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        // COPY takes no parameters: the name goes in as hexadecimal digits, which no name can break out of.
        var name = $"convert_from('\\x{Convert.ToHexString(Encoding.UTF8.GetBytes(stream))}', 'UTF8')";
        var range = string.Create(CultureInfo.InvariantCulture, $"version >= {fromVersion}");
        var select = $"select {CopyReader.Columns} from mt_events"
            + $" where stream_id = {name} and {range} and {NotTombstone} order by version";
        await using var reader = await CopyReader.OpenAsync(_source, select, walk: false, cancel);
        while (await reader.NextAsync(cancel) is { } row)
            yield return row;
    }

    /// <summary>
    /// The events from a position on, and then every further one within milliseconds of its append, until cancelled.
    /// Waits out a server that is away.
    /// </summary>
    /// <param name="gather">
    /// How long to wait for more once there is one: whoever is in no hurry spares the server a query for each append.
    /// </param>
    public async IAsyncEnumerable<StoredEvent> FollowAsync(
        long from = 1, TimeSpan gather = default, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var follower = new EventFollower(this, _source, from, gather);
        while (true)
            yield return await follower.NextAsync(cancel);
    }

    public ValueTask DisposeAsync() => _pump.DisposeAsync();
}
