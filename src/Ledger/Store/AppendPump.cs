using Gradients.Ledger.Store.Conducting;
using Npgsql;

namespace Gradients.Ledger.Store;

/// <summary>
/// Group commit. The first call on an idle queue is sent at once; calls that arrive while it is on its way go together
/// in the next transaction, in the order they came. Each is one statement of that transaction and sees what those
/// before it wrote, so every answer is what it would have been alone.
/// </summary>
sealed class AppendPump(NpgsqlDataSource source, Fence? fence) : IAsyncDisposable
{
    // Large enough that the disk waits for nobody, small enough that a transaction stays a few megabytes.
    const int MostCalls = 256;
    const int MostEvents = 4096;

    readonly Lock _gate = new();
    readonly Queue<AppendCall> _waiting = new();
    bool _running;

    // Kept while the store lives: a pooled connection would be reset, and its statements looked up, at every append.
    NpgsqlConnection? _connection;

    internal async Task<AppendOutcome> SubmitAsync(AppendCall call)
    {
        call.Cancel.ThrowIfCancellationRequested();
        bool isIdle;
        lock (_gate)
        {
            isIdle = !_running;
            _running = true;
            if (!isIdle)
                _waiting.Enqueue(call);
        }

        if (isIdle)
            await SendDirectlyAsync(call).WaitAsync(call.Cancel);
        return await call.Answer.WaitAsync(call.Cancel);
    }

    /// <summary>Await all appends first.</summary>
    public ValueTask DisposeAsync() => ForgetConnectionAsync();

    /// <summary>Stays in the caller's flow, so that a lone append waits for nobody's thread but its own.</summary>
    async Task SendDirectlyAsync(AppendCall call)
    {
        await SendAsync([call]);
        _ = PumpAsync(); // Those that came meanwhile. Sends before it first waits, and fails into their answers.
    }

    async Task PumpAsync()
    {
        var calls = new List<AppendCall>();
        while (Take(calls))
        {
            await SendAsync(calls);
            calls.Clear();
        }
    }

    bool Take(List<AppendCall> calls)
    {
        lock (_gate)
        {
            var events = 0;
            while (calls.Count < MostCalls && events < MostEvents && _waiting.TryDequeue(out var call))
            {
                if (call.Withdraw())
                    continue;
                calls.Add(call);
                events += call.Events;
            }

            _running = calls.Count > 0;
            return _running;
        }
    }

    async Task SendAsync(List<AppendCall> calls)
    {
        try
        {
            await WriteAsync(calls);
        }
        catch (PostgresException refused) when (calls.Count > 1 && !Trouble.IsConnection(refused))
        {
            // One of them holds something PostgreSQL refuses. All of it was rolled back; apart, only that one fails.
            foreach (var call in calls)
                await SendAsync([call]);
        }
        catch (Exception reason)
        {
            var failure = Explain(reason);
            foreach (var call in calls)
                call.Fail(failure);
        }
    }

    async Task WriteAsync(List<AppendCall> calls)
    {
        try
        {
            await TransactAsync(calls);
        }
        catch (Exception reason) when (Trouble.IsConnection(reason))
        {
            // The server went away, perhaps long ago. Whether it committed is unknown, but the keys know: sending the
            // same again writes nothing twice.
            await ForgetConnectionAsync();
            await TransactAsync(calls);
        }
    }

    async Task TransactAsync(List<AppendCall> calls)
    {
        _connection ??= await source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(_connection)
        {
            Timeout = 0, // An import may hold the lock for minutes. Callers who will not wait cancel.
        };
        if (fence is not null)
            batch.BatchCommands.Add(Check(fence));
        foreach (var call in calls)
            batch.BatchCommands.Add(call.Command());
        await batch.PrepareAsync();
        Step.At("append: before it is sent");

        var outcomes = new List<AppendOutcome>(calls.Count);
        await using (var reader = await batch.ExecuteReaderAsync())
        {
            if (fence is not null)
                await reader.NextResultAsync();
            do
            {
                await reader.ReadAsync();
                outcomes.Add(AppendCall.Read(reader));
                Step.At("append: carried out, perhaps not committed");
            }
            while (await reader.NextResultAsync()); // The last one waits for the commit.
        }

        Step.At("append: committed, not answered");
        for (var i = 0; i < calls.Count; i++)
            calls[i].Succeed(outcomes[i]);
    }

    static NpgsqlBatchCommand Check(Fence fence)
    {
        var check = new NpgsqlBatchCommand("select ledger_fence($1, $2)");
        check.Parameters.Add(new NpgsqlParameter<string> { TypedValue = fence.Name });
        check.Parameters.Add(new NpgsqlParameter<long> { TypedValue = fence.Token });
        return check;
    }

    async ValueTask ForgetConnectionAsync()
    {
        if (_connection is { } connection)
            await connection.DisposeAsync();
        _connection = null;
    }

    static Exception Explain(Exception reason) => Trouble.IsConnection(reason)
        ? new StoreException(
            $"The connection to PostgreSQL was lost during an append ({reason.Message}). Whether it was written is "
            + "not known: append again with the same key, which writes nothing twice.", reason)
        : Trouble.Explain("An append was refused by PostgreSQL, and nothing was written", reason);
}
