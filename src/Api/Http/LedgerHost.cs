using System.Threading.Channels;
using Gradients.Api.Database;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gradients.Api.Http;

/// <summary>The ledger after some position, with all projections at the same one.</summary>
/// <param name="At">When this server learned of it.</param>
internal sealed record Seen(long Head, LedgerState State, ProjectionState Tables, DateTimeOffset At);

/// <summary>
/// The one place of the server that records and folds: commands wait here and are answered when projections show their
/// events; what other processes append is folded as it is announced. Everybody else reads <see cref="Now"/>.
/// </summary>
internal sealed class LedgerHost(OpenLedger open, ILogger<LedgerHost> log) : BackgroundService
{
    const int MostTogether = 256;

    readonly Channel<Work> _work = Channel.CreateBounded<Work>(4096);
    readonly RecentEvents _recent = new();
    readonly MeasurementTimes _measurements = new();
    CurrentTables? _tables;
    TaskCompletionSource _moved = Pulse();

    sealed record Work(CommandLine? Line, Condition? Condition)
    {
        public TaskCompletionSource<Outcome> Done { get; } = Pulse<Outcome>();
    }

    /// <summary>Null until the ledger has been read once.</summary>
    public Seen? Now { get; private set; }

    /// <summary>Why the ledger cannot be followed at the moment; null: it can.</summary>
    public string? Failure { get; private set; }

    /// <summary>The ledger as it is known now.</summary>
    /// <exception cref="NotReady">It was not read yet.</exception>
    public Seen Required => Now ?? throw new NotReady(Failure ?? "the ledger is being read");

    /// <summary>Answers when the command's events are on disk and every projection shows them.</summary>
    public async Task<Outcome> HandleAsync(CommandLine line, Condition? condition, CancellationToken cancel)
    {
        _ = Required;
        var work = new Work(line, condition);
        await _work.Writer.WriteAsync(work, cancel);
        return await work.Done.Task; // Not given up half-way: the caller's key tells what became of it.
    }

    /// <summary>Returns when the ledger has an event after the position.</summary>
    public async Task WaitPastAsync(long position, CancellationToken cancel)
    {
        while (true)
        {
            var moved = _moved.Task;
            if (Now is { } now && now.Head > position)
                return;
            await moved.WaitAsync(cancel);
        }
    }

    /// <summary>The events after a position up to the head, from memory where they are recent.</summary>
    public async IAsyncEnumerable<Recorded> AfterAsync(
        long position, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var head = Required.Head;
        if (_recent.TryAfter(position, head) is { } recent)
        {
            foreach (var e in recent)
                yield return e;
            yield break;
        }
        var names = new Gradients.Ledger.Canonical.Interner();
        await foreach (var row in open.Store.ReadAsync(position + 1, head, cancel))
            yield return StoredEvents.Decode(row, names);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // Reading a long ledger must not hold up the start.
        try
        {
            await OpenAsync(stoppingToken);
            var listening = new AppendListener(open.Source, Wake).RunAsync(stoppingToken);
            await TurnsAsync(stoppingToken);
            await listening;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped; commands that were taken up have been answered.
        }
    }

    async Task TurnsAsync(CancellationToken cancel)
    {
        var batch = new List<Work>();
        while (await _work.Reader.WaitToReadAsync(cancel))
        {
            batch.Clear();
            while (batch.Count < MostTogether && _work.Reader.TryRead(out var next))
                batch.Add(next);
            await TurnAsync(batch, CancellationToken.None); // Not left half-done.
        }
    }

    async Task OpenAsync(CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                _tables = await CurrentTables.OpenAsync(open, cancel, See);
                Publish();
                return;
            }
            catch (Exception failure) when (failure is StoreException or NpgsqlException)
            {
                Fail(failure);
                await Task.Delay(TimeSpan.FromSeconds(2), cancel);
            }
        }
    }

    void See(Recorded e)
    {
        _recent.Add(e);
        _measurements.Add(e);
    }

    /// <summary>How many losses were measured, and how long that took together.</summary>
    public (long Count, double Seconds) Measurements => _measurements.Totals;

    void Wake() => _work.Writer.TryWrite(new(null, null)); // A full queue is awake already.

    async Task TurnAsync(List<Work> batch, CancellationToken cancel)
    {
        var outcomes = new Outcome?[batch.Count];
        try
        {
            await CarryOutAsync(batch, outcomes, cancel);
            await _tables!.CatchUpAsync(cancel);
            Publish();
        }
        catch (Exception failure) when (failure is StoreException or NpgsqlException)
        {
            Fail(failure);
            foreach (var work in batch)
                work.Done.TrySetException(new NotReady($"{failure.Message} Then repeat it with the same key."));
            return;
        }
        for (var i = 0; i < batch.Count; i++)
            batch[i].Done.TrySetResult(outcomes[i] ?? Outcome.Nothing);
    }

    async Task CarryOutAsync(List<Work> batch, Outcome?[] outcomes, CancellationToken cancel)
    {
        for (var at = 0; at < batch.Count;)
        {
            if (batch[at] is { Line: { } line, Condition: { } condition })
            {
                outcomes[at++] = await new ConditionalAppend(open, _tables!).RunAsync(line, condition, cancel);
                continue;
            }
            var from = at;
            var together = new List<Task<Answer>?>();
            for (; at < batch.Count && batch[at].Condition is null; at++)
                together.Add(batch[at].Line is { } free ? _tables!.Ledger.HandleAsync(free) : null);
            for (var i = 0; i < together.Count; i++)
                if (together[i] is { } answer)
                    outcomes[from + i] = new Outcome.Answered(await answer);
        }
    }

    void Publish()
    {
        var state = _tables!.Ledger.State;
        Failure = null;
        Now = new(state.Head, state, _tables.State, DateTimeOffset.UtcNow);
        Interlocked.Exchange(ref _moved, Pulse()).TrySetResult();
    }

    void Fail(Exception failure)
    {
        Failure = failure.Message;
        log.LogError("The ledger cannot be followed: {Reason}", failure.Message);
    }

    static TaskCompletionSource Pulse() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    static TaskCompletionSource<T> Pulse<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
