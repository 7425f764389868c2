using System.Globalization;
using Npgsql;

namespace Gradients.Ledger.Store;

/// <summary>
/// Reads the ledger to its head and then as it grows, over every loss of its connections. Because positions appear in
/// commit order, going on after the last one read neither misses an event nor gives one twice.
/// </summary>
sealed class EventFollower(EventStore store, NpgsqlDataSource source, long from, TimeSpan gather)
    : IAsyncDisposable
{
    // A writer that uses Marten does not notify: look anyway now and then.
    static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    NpgsqlConnection? _listening;
    IAsyncEnumerator<StoredEvent>? _rows;
    long _next = from;
    long _announced;
    int _failures;

    internal async Task<StoredEvent> NextAsync(CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                // Listening begins before the ledger is read, so no append falls in between.
                await ListenAsync(cancel);
                _rows ??= store.ReadAsync(_next, cancel: cancel).GetAsyncEnumerator(cancel);
                if (await _rows.MoveNextAsync())
                {
                    _next = _rows.Current.Position + 1;
                    return _rows.Current;
                }

                _failures = 0;
                await CloseRowsAsync();
                while (_announced < _next && await _listening!.WaitAsync(Silence, cancel))
                {
                }
                await Task.Delay(gather, cancel);
            }
            catch (Exception reason) when (Trouble.IsConnection(reason) && !cancel.IsCancellationRequested)
            {
                await CloseAsync();
                var pause = TimeSpan.FromMilliseconds(50 << Math.Min(_failures++, 10));
                await Task.Delay(pause < LongestPause ? pause : LongestPause, cancel);
            }
        }
    }

    public ValueTask DisposeAsync() => CloseAsync();

    async Task ListenAsync(CancellationToken cancel)
    {
        if (_listening is not null)
            return;
        var connection = await source.OpenConnectionAsync(cancel);
        try
        {
            connection.Notification += (_, heard) =>
            {
                if (long.TryParse(heard.Payload, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
                    _announced = Math.Max(_announced, position);
            };
            await using var listen = new NpgsqlCommand($"listen {EventStore.Channel}", connection);
            await listen.ExecuteNonQueryAsync(cancel);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        _listening = connection;
    }

    async ValueTask CloseAsync()
    {
        await CloseRowsAsync();
        if (_listening is not { } listening)
            return;
        _listening = null;
        try
        {
            // Back in the pool it would go on hearing, and nobody would read what it hears.
            if (listening.State == System.Data.ConnectionState.Open)
                await ProjectionTables.ExecuteAsync(listening, "unlisten *", CancellationToken.None);
        }
        catch (Exception reason) when (Trouble.IsConnection(reason))
        {
            // Gone already.
        }

        await listening.DisposeAsync();
    }

    async ValueTask CloseRowsAsync()
    {
        var rows = _rows;
        _rows = null;
        try
        {
            if (rows is not null)
                await rows.DisposeAsync();
        }
        catch (Exception reason) when (Trouble.IsConnection(reason))
        {
            // It broke once already; what matters is that it is closed.
        }
    }
}
