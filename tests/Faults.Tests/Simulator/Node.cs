using Gradients.Api.Database;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Store;
using Gradients.Projections;

namespace Gradients.Faults.Tests.Simulator;

/// <summary>
/// A process of the program: the real <see cref="DurableLedger"/> and the real <see cref="PendingRows"/> over a store
/// that fails. It may be killed at any moment and starts again by itself.
/// </summary>
sealed class Node(World world, int number)
{
    const long Hour = 3_600_000_000;
    const int LongestRestart = 60;

    readonly Queue<Request> _inbox = new();
    readonly Wire _wire = new(world);
    Machine _machine = world.NewMachine();
    TaskCompletionSource _wake = new();
    PendingRows _rows = null!;
    Turn _turn = new();
    long _skew;
    bool _isUp;

    /// <summary>What a client sent: commands, singly or as one import.</summary>
    public sealed record Request(
        IReadOnlyList<CommandLine> Lines, string? Import, Action<IReadOnlyList<Answer>?> Reply);

    public DurableLedger? Ledger { get; private set; }

    public int Number => number;

    public void Start()
    {
        _isUp = true;
        _machine.Start(LiveAsync);
    }

    public void Kill()
    {
        if (!_isUp)
            return; // It waits for its restart already.
        _isUp = false;
        _machine.Kill();
        (Ledger, _machine) = (null, world.NewMachine());
        _inbox.Clear();
        world.Checks.Killed(this);
        Forget(_turn);
        world.Time.After(1 + world.Below(LongestRestart), Start);
    }

    public void Receive(Request request)
    {
        if (Ledger is null)
            return; // Nobody listens: the client will find out.
        _inbox.Enqueue(request);
        _machine.Run(() => _wake.TrySetResult());
    }

    /// <summary>Once, when all is calm: everything folded, every table at the head.</summary>
    public Task<bool> SettleAsync()
    {
        var settled = new TaskCompletionSource<bool>();
        _inbox.Enqueue(new([], null, _ => settled.TrySetResult(true)));
        _machine.Run(() => _wake.TrySetResult());
        return settled.Task;
    }

    async Task LiveAsync()
    {
        while (!await TryAsync(OpenAsync))
            await _machine.Sleep(1 + world.Below(20));
        while (true)
        {
            if (_inbox.Count == 0)
            {
                _wake = new();
                await _wake.Task;
            }
            await ServeAsync();
        }
    }

    async Task ServeAsync()
    {
        var wave = new List<Request>();
        while (wave.Count < 4 && _inbox.TryDequeue(out var next))
            wave.Add(next);
        // Imports and catching up want the ledger to themselves.
        await Task.WhenAll(wave.Where(request => request is { Import: null, Lines.Count: > 0 }).Select(AnswerAsync));
        foreach (var import in wave.Where(request => request.Import is not null))
            await AnswerAsync(import);
        var settling = wave.Where(request => request.Lines.Count == 0).ToList();
        if ((settling.Count > 0 || world.Below(4) == 0) && await TryAsync(CatchUpAsync))
            settling.ForEach(request => request.Reply(null));
        else
            settling.ForEach(_inbox.Enqueue);
    }

    async Task OpenAsync()
    {
        var tables = await _wire.AskTwiceAsync(world.Server.Tables);
        _rows = new(tables);
        _skew = 0;
        var store = new FaultyStore(world, _wire, _machine);
        var checks = world.Checks.Follow(this);
        var rows = _rows;
        var ledger = await DurableLedger.OpenAsync(store, Clock, e =>
        {
            checks(e);
            rows.Fold(e);
        }, default);
        Ledger = ledger;
        await TryAsync(CatchUpAsync);
    }

    long Clock()
    {
        if (world.Fails(Fault.ClockJumped))
            _skew += world.Below(2) == 0 ? -Hour : Hour;
        return 1_767_571_200_000_000 + (world.Time.Now * 1000) + _skew;
    }

    async Task AnswerAsync(Request request)
    {
        var done = request.Lines.Select(line => world.Server.Keys.ContainsKey(line.Key)).ToList();
        IReadOnlyList<Answer>? answers = null;
        if (!await TryAsync(async () => answers = request.Import is { } key
                ? Answers(await Ledger!.ImportAsync(request.Lines, key))
                : [await Ledger!.HandleAsync(request.Lines[0])]))
        {
            request.Reply(null);
            return;
        }
        if (answers!.Count == request.Lines.Count)
            for (var i = 0; i < answers.Count; i++)
                world.Checks.Answered(this, request.Lines[i], answers[i], done[i]);
        request.Reply(answers);
    }

    static IReadOnlyList<Answer> Answers(ImportAnswer import) => import is ImportAnswer.Refused refused
        ? [new Answer.Refused(refused.Refusal)]
        : ((ImportAnswer.Done)import).Answers;

    /// <summary>The protocol of <c>CurrentTables</c>, with a failing wire in place of PostgreSQL.</summary>
    async Task CatchUpAsync()
    {
        await Ledger!.CatchUpAsync(default);
        while (await WriteAsync() is { Length: > 0 })
            await TurnAsync(() => world.Server.Commit(Rebuilt()));
        _rows.Written(await _wire.AskTwiceAsync(world.Server.Tables));
    }

    SimulatedServer.TableCommit Rebuilt()
    {
        var rows = Checks.Rebuilt(world.Server, out var head);
        return new([.. rows.All()], ProjectionSet.Names.ToDictionary(name => name, _ => head), Anew: true);
    }

    async Task<string[]> WriteAsync()
    {
        string[] lost = [];
        await TurnAsync(() =>
        {
            var tables = world.Server.Tables();
            lost = _rows.Lost(tables);
            if (lost.Length == 0)
                world.Server.Commit(new(
                    [.. _rows.Rows(tables)],
                    _rows.Moving(tables).ToDictionary(moving => moving.Name, moving => moving.Position), Anew: false));
        });
        return lost;
    }

    /// <summary>Takes the lock of the tables, works in one transaction, lets go however that ends.</summary>
    async Task TurnAsync(Action work)
    {
        var turn = _turn = new Turn();
        try
        {
            while (!await _wire.AskTwiceAsync(() => world.Server.Take(turn)))
                await _machine.Sleep(1 + world.Below(10));
            await _wire.AskAsync(() =>
            {
                if (!ReferenceEquals(world.Server.Turn, turn))
                    throw new IOException("the turn was lost with its connection");
                work();
                world.Server.Turn = null;
                return true;
            });
        }
        catch (IOException gone)
        {
            throw new StoreException("the turn broke off", gone);
        }
        finally
        {
            Forget(turn);
        }
    }

    /// <summary>The server notices a connection that is gone sooner or later, and takes its lock away.</summary>
    void Forget(Turn turn)
    {
        turn.IsOver = true;
        world.Time.After(1 + world.Below(LongestRestart), () => world.Server.Release(turn));
    }

    static async Task<bool> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (StoreException)
        {
            return false;
        }
    }
}
