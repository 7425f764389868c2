using Gradients.Ledger.Canonical;
using Gradients.Ledger.Commands;

namespace Gradients.Ledger.Store;

/// <summary>
/// The ledger in PostgreSQL, answering commands: they are decided one after the other on the state that all events
/// before them give, and the events of all commands that wait are appended in one transaction. Should another process
/// have appended meanwhile, its events are folded first and the commands decided again.
/// </summary>
public sealed class DurableLedger
{
    /// <summary>Commands that share a transaction: enough that the disk waits for nobody.</summary>
    const int MostCommands = 256;

    readonly IEventLog _store;
    readonly Func<long> _clock;
    readonly Action<Recorded> _folded;
    readonly Interner _names = new();
    readonly Lock _gate = new();
    readonly Queue<Waiting> _waiting = new();
    bool _running;

    DurableLedger(IEventLog store, Func<long> clock, Action<Recorded> folded)
    {
        _store = store;
        _clock = clock;
        _folded = folded;
    }

    /// <summary>The state after every event known to be durable.</summary>
    public LedgerState State { get; private set; } = LedgerState.Empty;

    /// <summary>Reads the whole ledger.</summary>
    /// <param name="clock">Microseconds since 1970, for commands that bring no time of their own.</param>
    /// <param name="folded">Told every event once, in order, whoever appended it.</param>
    /// <exception cref="StoreException">An event cannot be read or has no place.</exception>
    public static Task<DurableLedger> OpenAsync(
        EventStore store, Func<long> clock, Action<Recorded>? folded = null, CancellationToken cancel = default) =>
        OpenAsync((IEventLog)store, clock, folded, cancel);

    internal static async Task<DurableLedger> OpenAsync(
        IEventLog store, Func<long> clock, Action<Recorded>? folded, CancellationToken cancel)
    {
        var ledger = new DurableLedger(store, clock, folded ?? (_ => { }));
        await ledger.CatchUpAsync(cancel);
        return ledger;
    }

    /// <summary>Carries a command out, once for each key; answers when its events are on disk.</summary>
    /// <exception cref="StoreException">PostgreSQL could not be reached, or refused.</exception>
    public Task<Answer> HandleAsync(CommandLine line)
    {
        var waiting = new Waiting(line);
        lock (_gate)
        {
            _waiting.Enqueue(waiting);
            if (_running)
                return waiting.Answer.Task;
            _running = true;
        }
        _ = PumpAsync();
        return waiting.Answer.Task;
    }

    sealed record Waiting(CommandLine Line)
    {
        public TaskCompletionSource<Answer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    async Task PumpAsync()
    {
        while (true)
        {
            var wave = new List<Waiting>();
            lock (_gate)
            {
                while (wave.Count < MostCommands && _waiting.TryDequeue(out var next))
                    wave.Add(next);
                if (wave.Count == 0)
                {
                    _running = false;
                    return;
                }
            }
            try
            {
                await HandleAsync(wave);
            }
            catch (Exception failure)
            {
                foreach (var waiting in wave)
                    waiting.Answer.TrySetException(failure);
            }
        }
    }

    async Task HandleAsync(List<Waiting> wave)
    {
        // A lone command is decided on what is known here; only a refusal or a conflict makes it worth asking.
        var known = wave.Count > 1 ? await FindAsync(wave) : NoKeys;
        var fresh = false;
        while (true)
        {
            var decided = Decide(wave, known);
            var settled = fresh || !decided.Exists(d => d.Answer is Answer.Refused);
            AppendOutcome? met = null;
            if (settled && (met = await AppendAsync(decided)) is AppendOutcome.Appended or null)
            {
                Settle(decided);
                return;
            }
            // In this order: an event that arrives between the two is then known by its key, or moves the head again.
            await CatchUpAsync(met, CancellationToken.None);
            known = await FindAsync(wave);
            fresh = true;
        }
    }

    static readonly IReadOnlyDictionary<string, (long First, long Last)> NoKeys =
        new Dictionary<string, (long First, long Last)>();

    Task<IReadOnlyDictionary<string, (long First, long Last)>> FindAsync(List<Waiting> wave) =>
        _store.FindKeysAsync([.. wave.Select(waiting => waiting.Line.Key).Distinct()]);

    readonly record struct Decided(Waiting Waiting, Answer Answer, LedgerState After, IReadOnlyList<NewEvent> Events);

    /// <summary>One after the other, each on the state that those before it leave.</summary>
    List<Decided> Decide(List<Waiting> wave, IReadOnlyDictionary<string, (long First, long Last)> known)
    {
        var state = State;
        var decided = new List<Decided>(wave.Count);
        var keys = new Dictionary<string, (long First, long Last)>(StringComparer.Ordinal);
        foreach (var waiting in wave)
        {
            var key = waiting.Line.Key;
            if (known.TryGetValue(key, out var done) || keys.TryGetValue(key, out done))
            {
                decided.Add(new(waiting, new Answer.Repeated(done.First, done.Last), state, []));
                continue;
            }
            var handled = Handling.Handle(state, waiting.Line, waiting.Line.At ?? _clock());
            if (handled.Answer is Answer.Accepted)
                keys.Add(key, (state.Head + 1, handled.After.Head));
            state = handled.After;
            decided.Add(new(waiting, handled.Answer, state, handled.Rows));
        }
        return decided;
    }

    async Task<AppendOutcome?> AppendAsync(List<Decided> decided)
    {
        var events = new List<NewEvent>();
        foreach (var one in decided)
            events.AddRange(one.Events);
        return events.Count == 0 ? null : await _store.AppendAsync(events, State.Head);
    }

    void Settle(List<Decided> decided)
    {
        State = decided[^1].After;
        Step.At("append: folded, not answered");
        foreach (var one in decided)
        {
            if (one.Answer is Answer.Accepted accepted)
                foreach (var e in accepted.Events)
                    _folded(e);
            one.Waiting.Answer.TrySetResult(one.Answer);
        }
    }

    /// <summary>
    /// Carries out many commands in one transaction, all of them or none. Those carried out before are left out.
    /// </summary>
    /// <param name="key">The idempotency key of the whole.</param>
    public async Task<ImportAnswer> ImportAsync(
        IReadOnlyList<CommandLine> lines, string key, CancellationToken cancel = default)
    {
        var wave = lines.Select(line => new Waiting(line)).ToList();
        while (true)
        {
            await CatchUpAsync(cancel);
            var decided = Decide(wave, await FindAsync(wave));
            foreach (var (waiting, answer, _, _) in decided)
                if (answer is Answer.Refused refused)
                    return new ImportAnswer.Refused(waiting.Line, refused.Refusal);
            var events = decided.SelectMany(d => d.Events).ToList();
            if (events.Count > 0 && await _store.ImportAsync(
                InOrder(events), key, keepCommandKeys: true, State.Head, cancel) is not AppendOutcome.Appended and var met)
            {
                await CatchUpAsync(met, cancel);
                continue;
            }
            Settle(decided);
            return new ImportAnswer.Done([.. decided.Select(d => d.Answer)]);
        }
    }

    static async IAsyncEnumerable<NewEvent> InOrder(List<NewEvent> events)
    {
        foreach (var e in events)
            yield return e;
        await Task.CompletedTask;
    }

    /// <summary>Folds what others have appended since, after an append was turned away.</summary>
    /// <exception cref="StoreException">There is nothing to fold: the append would be turned away for ever.</exception>
    public async Task CatchUpAsync(AppendOutcome? met, CancellationToken cancel)
    {
        var before = State.Head;
        await CatchUpAsync(cancel);
        if (State.Head > before || met is not (AppendOutcome.HeadMoved or AppendOutcome.VersionConflict))
            return;
        var why = met is AppendOutcome.VersionConflict conflict
            ? $"the row of {conflict.Stream} says version {conflict.Actual}, its events end at {conflict.Expected}"
            : ((AppendOutcome.HeadMoved)met).Actual is var actual && actual > before
                ? $"positions {before + 1} to {actual} hold no events, as tombstones of a Marten host's failed appends do"
                : $"the database ends at position {actual}, and {before} were read from it";
        throw new StoreException(
            $"Nothing can be recorded: {why}. Run 'gradients doctor'; docs/marten.md says what to do about tombstones.");
    }

    /// <summary>Folds what others have appended since. Not to be called while commands are under way.</summary>
    public async Task CatchUpAsync(CancellationToken cancel)
    {
        await foreach (var row in _store.ReadAsync(State.Head + 1, null, cancel))
        {
            var e = StoredEvents.Decode(row, _names);
            try
            {
                State = LedgerState.Evolve(State, e);
            }
            catch (CannotFollow impossible)
            {
                throw new StoreException(
                    $"Position {e.Position}, {impossible.Message}: this event has no place in the ledger. "
                    + "Run 'gradients doctor' and compare with an exported copy.", impossible);
            }
            _folded(e);
        }
    }
}
