using System.Collections.Immutable;
using System.Threading.Channels;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Store;
using Gradients.Ledger.Store.Conducting;
using Npgsql;

namespace Gradients.Runners.Conductor;

/// <summary>
/// The time for which one node holds the lease: what follows from the events is recorded, what is to be done is begun
/// where there is room, and its results are recorded in turn. All of the ledger goes through this loop alone.
/// </summary>
public sealed class Session(
    NpgsqlDataSource source, Fence fence, ConductSettings settings, ConductPlan plan, Rooms rooms, Hands hands,
    Func<long> clock, Action<Telling> tell)
{
    readonly Channel<Asked> _asked = Channel.CreateUnbounded<Asked>();
    readonly SortedDictionary<string, Begun> _begun = new(StringComparer.Ordinal);
    readonly Dictionary<string, DateTime> _resting = new(StringComparer.Ordinal);
    readonly Dictionary<string, long> _refused = new(StringComparer.Ordinal);
    readonly Dictionary<RunKey, RunLease> _orphans = [];
    readonly Desk _desk = new();
    DurableLedger _ledger = null!;
    Seeds _seeds = null!;
    Desktop _desktop = null!;
    HostWatch _hosts = null!;
    string _tidied = "";

    sealed record Asked(ImmutableArray<CommandLine> Lines)
    {
        internal TaskCompletionSource<ImmutableArray<Answer>> Answers { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    sealed record Begun(Job Job, Task Work, string? Lease);

    /// <returns>Nothing is left to do; only with <see cref="ConductSettings.Once"/>.</returns>
    public async Task<bool> RunAsync(CancellationToken leave)
    {
        await using var store = new EventStore(source, fence);
        _ledger = await DurableLedger.OpenAsync(store, clock, _desk.Fold, leave);
        var rows = new ConductorRows(source, fence);
        _seeds = new(await rows.SeedKeyAsync(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32), leave));
        _desktop = new(lines => RecordAsync(lines, leave), rows, leave);
        foreach (var lease in await rows.LeasesAsync(leave))
        {
            _orphans[lease.Run] = lease;
            rooms.Add(lease);
        }
        var hosts = _hosts = new HostWatch(rooms, hands.Admit, settings.Retry, tell, leave);
        var holds = new Holds(source);
        try
        {
            while (true)
            {
                await _ledger.CatchUpAsync(leave);
                var held = await holds.ListAsync(leave);
                var work = Work.Of(_ledger.State, _desk, plan, _seeds, held, clock());
                if (held.IsEmpty)
                    await DropOrphansAsync(work);
                hosts.Look(); // After it: what nobody carries out any more is swept at the first look.
                tell(new Telling.Waits(work.Waits));
                if (await SayAsync(work))
                    continue;
                var idle = Begin(work) & hosts.IsSettled & IsTidy();
                if (idle && settings.Once && _begun.Count == 0)
                    return true;
                await HearAsync(leave);
            }
        }
        finally
        {
            await EndAsync();
            hosts.Close();
        }
    }

    /// <returns>Something was recorded: other work may follow from it.</returns>
    async Task<bool> SayAsync(Work work)
    {
        var due = work.Jobs.OfType<Job.Say>().Where(say => _refused.GetValueOrDefault(say.Key, -1) != _ledger.State.Head)
            .Select(say => say.Line).ToImmutableArray();
        return !due.IsEmpty && (await HandleAsync(due)).Any(answer => answer is Answer.Accepted);
    }

    async Task<ImmutableArray<Answer>> HandleAsync(ImmutableArray<CommandLine> lines)
    {
        Step.At("conductor: due, not recorded");
        var answers = await Task.WhenAll(lines.Select(_ledger.HandleAsync));
        for (var i = 0; i < answers.Length; i++)
            if (answers[i] is Answer.Accepted accepted)
                tell(new Telling.Recorded(accepted.Events));
            else
            {
                // One that was carried out before and seems due again is not asked for at every turn.
                var isNew = _refused.GetValueOrDefault(lines[i].Key, -1) < 0;
                _refused[lines[i].Key] = _ledger.State.Head;
                if (isNew && answers[i] is Answer.Refused refused)
                    tell(new Telling.Refused(lines[i].Key, refused.Refusal));
            }
        Step.At("conductor: recorded, not acted upon");
        return [.. answers];
    }

    /// <summary>Called by workers; carried out by the loop.</summary>
    Task<ImmutableArray<Answer>> RecordAsync(ImmutableArray<CommandLine> lines, CancellationToken leave)
    {
        var asked = new Asked(lines);
        _asked.Writer.TryWrite(asked);
        return asked.Answers.Task.WaitAsync(leave);
    }

    /// <returns>Nothing was begun and nothing rests.</returns>
    bool Begin(Work work)
    {
        var idle = true;
        var full = new HashSet<Pool.RunNeed>();
        var checks = work.Jobs.OfType<Job.Check>().Where(check => check.Rank == 0).ToHashSet();
        foreach (var job in work.Jobs)
        {
            if (job is Job.Say || (job is Job.Check check && !checks.Contains(check)) || _begun.ContainsKey(job.Key))
                continue;
            if (job is Job.Check && _begun.ContainsKey(Job.Tidy.Only))
                continue; // It may need an image that is about to be removed.
            idle = false;
            if (_resting.TryGetValue(job.Key, out var until) && until > DateTime.UtcNow)
                continue;
            if (job is Job.Train train)
                Begin(train, full);
            else
                Begin(job, null, Task.Run(() => CarryOutAsync(job)));
        }
        return idle;
    }

    Task CarryOutAsync(Job job) => job switch
    {
        Job.Check check => hands.Check(check, _desktop, _desktop.Leave),
        Job.Pose pose => hands.Pose(pose, _desktop, _desktop.Leave),
        Job.Measure measure => hands.Measure(measure, _desktop, _desktop.Leave),
        Job.Archive archive => hands.Archive(archive, _desktop, _desktop.Leave),
        _ => throw new System.Diagnostics.UnreachableException($"No hand for {job.GetType().Name}."),
    };

    /// <summary>Once when it begins, whenever a tournament has ended, and when a host has come back.</summary>
    bool IsTidy()
    {
        if (_begun.ContainsKey(Job.Tidy.Only))
            return false;
        var ready = rooms.Hosts.Where(host => rooms.IsReady(host.Name)).ToImmutableArray();
        var tidied = $"{Keys.Number(_desk.Ended)} {string.Join(' ', ready.Select(host => host.Name))}";
        if (!_hosts.IsSettled || tidied == _tidied)
            return true;
        _tidied = tidied;
        var tidy = Job.Tidy.Of(_ledger.State, _desk, plan);
        Begin(tidy, null, Task.Run(() => hands.Tidy(tidy, ready, _desktop.Leave)));
        return false;
    }

    void Begin(Job job, RunLease? lease, Task work)
    {
        _begun.Add(job.Key, new(job, work, lease?.Lease));
        // What is over makes room: the loop is woken for it, with nothing to record.
        _ = work.ContinueWith(_ => _asked.Writer.TryWrite(new Asked([])), TaskScheduler.Default);
        tell(new Telling.Began(job, lease?.Host));
    }

    void Begin(Job.Train train, HashSet<Pool.RunNeed> full)
    {
        if (_orphans.TryGetValue(train.Run, out var orphan))
        {
            // Its host may come back: until it was looked at, nobody knows whether it lives.
            if (!_hosts.WasSeen(orphan.Host))
                return;
            _orphans.Remove(train.Run);
            if (rooms.IsReady(orphan.Host))
            {
                Begin(train, orphan, Task.Run(() => hands.Train(
                    train, new(rooms.Find(orphan.Host)!, orphan, Resumes: true), _desktop, _hosts.Of(orphan.Host))));
                return;
            }
            rooms.Remove(orphan.Lease);
        }
        var need = hands.Need(train);
        if (full.Contains(need))
            return;
        if (rooms.Place(train.Run, need, $"{Guid.NewGuid():N}") is { } placed)
            Begin(train, placed, Task.Run(() => hands.Train(
                train, new(rooms.Find(placed.Host)!, placed, Resumes: false), _desktop, _hosts.Of(placed.Host))));
        else
            full.Add(need);
    }

    /// <summary>Leases of runs that nobody waits for any more. (One that is held runs on.)</summary>
    async Task DropOrphansAsync(Work work)
    {
        if (_orphans.Count == 0)
            return;
        var wanted = work.Jobs.OfType<Job.Train>().Select(train => train.Run).ToHashSet();
        foreach (var orphan in _orphans.Values.Where(lease => !wanted.Contains(lease.Run)).ToArray())
        {
            await _desktop.Rows.EndAsync(orphan.Lease, _desktop.Leave);
            _orphans.Remove(orphan.Run);
            rooms.Remove(orphan.Lease);
            _hosts.LookAgain(orphan.Host);
        }
    }

    /// <summary>Waits until somebody asks, something is over, or a pause has passed.</summary>
    async Task HearAsync(CancellationToken leave)
    {
        using var wake = CancellationTokenSource.CreateLinkedTokenSource(leave);
        wake.CancelAfter(settings.Pause);
        try
        {
            await _asked.Reader.WaitToReadAsync(wake.Token);
        }
        catch (OperationCanceledException) when (!leave.IsCancellationRequested)
        {
            // The pause is over.
        }
        if (Together() is { Count: > 0 } wave)
            await AnswerAsync(wave);
        foreach (var (key, begun) in _begun.Where(one => one.Value.Work.IsCompleted).ToArray())
            Over(key, begun);
    }

    /// <summary>What workers ask at the same time is recorded in one transaction.</summary>
    List<Asked> Together()
    {
        const int most = 256;
        var wave = new List<Asked>();
        while (wave.Count < most && _asked.Reader.TryRead(out var asked))
            wave.Add(asked);
        return wave;
    }

    async Task AnswerAsync(List<Asked> wave)
    {
        try
        {
            var answers = await HandleAsync([.. wave.SelectMany(asked => asked.Lines)]);
            var at = 0;
            foreach (var asked in wave)
            {
                asked.Answers.TrySetResult(answers[at..(at + asked.Lines.Length)]);
                at += asked.Lines.Length;
            }
        }
        catch (Exception failure)
        {
            foreach (var asked in wave)
                asked.Answers.TrySetException(failure);
            throw;
        }
    }

    void Over(string key, Begun begun)
    {
        _begun.Remove(key);
        if (begun.Lease is { } lease)
            rooms.Remove(lease);
        var fault = begun.Work.Exception?.GetBaseException();
        if (begun.Work.IsCanceled)
            fault = new OperationCanceledException("given up");
        if (fault is not null)
            _resting[key] = DateTime.UtcNow + settings.Retry;
        tell(new Telling.Over(begun.Job, fault?.Message));
    }

    /// <summary>Workers leave what they do as it is; the next holder of the lease goes on with it.</summary>
    async Task EndAsync()
    {
        _asked.Writer.TryComplete();
        while (_asked.Reader.TryRead(out var asked))
            asked.Answers.TrySetCanceled();
        await Task.WhenAll(_begun.Values.Select(begun => begun.Work))
            .ContinueWith(_ => { }, TaskScheduler.Default).WaitAsync(TimeSpan.FromSeconds(5))
            .ContinueWith(_ => { }, TaskScheduler.Default);
    }
}
