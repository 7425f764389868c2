using System.Collections.Immutable;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Tournaments;

namespace Gradients.Projections.Simulation;

/// <summary>One tournament from announcement to archive. Who goes on is read from the ledger after each round.</summary>
internal sealed class SimulatedTournament(World world, TournamentType type, int number, long at)
{
    const double Unpopular = 0.02;
    const double Cancelled = 0.03;
    const double Lost = 0.01;
    const double NodeGivenUp = 0.12;
    const double ChampionEnters = 0.2;
    const int EntryWindow = 36 * 60;

    readonly string _stream = Streams.Tournament($"sim{world.Seed}-{Word(type)}-{number:0000}");
    readonly Chance _chance = new(world.Seed, $"{Word(type)}:{number}");
    readonly List<Miner> _playing = [];
    SeedBinding _seeds = null!;

    /// <summary>Goes forward with the tournament; in the end, when it was over.</summary>
    public long At { get; private set; } = at;

    static string Word(TournamentType type) => type == TournamentType.Text ? "text" : "image";

    Tournament Current => world.State.TournamentOf(_stream);

    public IEnumerable<Planned> Play()
    {
        var doomed = _chance.Happens(Cancelled) && world.Cancels ? _chance.Between(1, 2) : 0;
        foreach (var step in Open(doomed > 0))
            yield return step;
        while (Current is Tournament.Running { IsPlayedOut: false } running)
            foreach (var step in PlayRound(running, isLast: running.Past.Length + 1 == doomed))
                yield return step;
        if (Current is Tournament.Decided)
            yield return Later(600, 2880, doomed > 0
                ? new Report(new TournamentCancelled("appeal_upheld"))
                : new CompleteTournament());
        if (doomed > 0)
            world.Doomed--;
        foreach (var miner in _playing)
            miner.Playing--;
        if (Current is not Tournament.Completed completed)
            yield break;
        world.Completions++;
        Crown(completed);
        if (world.Nodes.MinerOf(completed.RealWinner) is { } winner && _chance.Happens(0.8))
            yield return Later(60, 600, new Report(new WinnerArchived(
                winner.Commit(type), _chance.Hex(64), winner.Hotkey, winner.Repository(type))));
    }

    /// <summary>The announcement, the entries, and the end of the field.</summary>
    IEnumerable<Planned> Open(bool isDoomed)
    {
        var completion = _chance.Happens(0.3) ? Completion.Automatic : Completion.Operator;
        yield return new(At, _stream, new AnnounceTournament(
            completion, null, Origin.Recorded, Constants2025_12.RulebookId, type));
        _seeds = new(world.Nodes, _chance);
        foreach (var commitment in _seeds.Commit())
            yield return Later(1, 3, new Report(commitment));
        var isUnpopular = _chance.Happens(Unpopular) && world.Cancels;
        var entrants = Entrants(isUnpopular ? _chance.Between(3, 7) : Size());
        var field = new Field(world, type, _stream, _chance).Plan(entrants, At, EntryWindow);
        foreach (var step in field)
            yield return step;
        At = Math.Max(At, field[^1].At);
        // Counted from before the field closes: from then on its participants would count in a weight setting.
        world.Doomed += isDoomed ? 1 : 0;
        if (isUnpopular)
        {
            yield return Later(60, 600, new Report(new TournamentCancelled("too_few_entrants")));
            yield break;
        }
        if (_seeds.Name(1, At) is { } named)
            yield return Later(10, 60, new Report(named));
        yield return Later(10, 240, new CloseField());
    }

    /// <summary>Mostly ten to forty, sometimes the minimum, sometimes enough for two or three groups.</summary>
    int Size() => _chance.Below(100) switch
    {
        < 15 => _chance.Between(9, 14),
        < 90 => _chance.Between(10, 40),
        _ => _chance.Between(41, 70),
    };

    ReadOnlySpan<Miner> Entrants(int wanted)
    {
        var champion = world.State.History(type).Champion;
        var defendsInPerson = _chance.Happens(ChampionEnters);
        var pool = new List<Miner>();
        foreach (var miner in world.Nodes.AllMiners)
            if (world.Nodes.IsRegistered(miner.Hotkey) && (miner.Hotkey != champion || defendsInPerson))
                pool.Add(miner);
        var order = pool.ToArray();
        _chance.Shuffle(order.AsSpan());
        // A champion in person is never crowded out.
        var place = Array.FindIndex(order, miner => miner.Hotkey == champion);
        if (place > 0)
            (order[0], order[place]) = (order[place], order[0]);
        foreach (var miner in order.AsSpan(0, Math.Min(wanted, order.Length)))
        {
            miner.Practise(type, _chance);
            miner.Playing++;
            _playing.Add(miner);
        }
        return order.AsSpan(0, Math.Min(wanted, order.Length));
    }

    IEnumerable<Planned> PlayRound(Tournament.Running before, bool isLast)
    {
        var number = before.Past.Length + 1;
        var gone = before.Past.IsEmpty ? null : GiveUpNode(before.Past[^1].Winners);
        if (gone is { } hotkey)
            yield return Later(5, 60, new Report(new NodeGone(hotkey)));
        At = Math.Max(At, _seeds.Ready(number));
        yield return Later(10, 240, new DrawRound([], _seeds.Reveal(number)));
        if (_seeds.Name(number + 1, At) is { } named)
            yield return Later(1, 5, new Report(named));
        var drawn = (Tournament.Running)Current;
        var round = new SimulatedRound(world, drawn.Terms, _stream, _chance);
        var plan = round.Plan(drawn.Round!, At, isLost: number == 1 && _chance.Happens(Lost));
        var stop = isLast ? At + (long)((round.Ends - At) * _chance.Unit()) : long.MaxValue;
        foreach (var step in plan.TakeWhile(step => step.At < stop))
            yield return step;
        At = Math.Min(Math.Max(At, round.Ends), stop);
        if (isLast)
        {
            yield return Later(1, 60, new Report(new TournamentCancelled("operator_error")));
            yield break;
        }
        foreach (var step in Close(round.Counting))
            yield return step;
    }

    IEnumerable<Planned> Close(List<string> tasks)
    {
        foreach (var task in tasks)
        {
            if (((Tournament.Running)Current).Round!.Find(task)!.MostTrainingsFailed)
                yield return Later(5, 300, new Report(new FailuresApproved("operator", task)));
            yield return Later(1, 10, new DecideTask(task));
        }
        yield return Later(1, 30, new CloseRound());
        if (Current is Tournament.Running { IsPlayedOut: false } running)
            foreach (var participant in running.Participants)
                if (!participant.IsAlive)
                    Release(participant.Hotkey);
    }

    void Release(Hotkey hotkey)
    {
        if (_playing.Find(miner => miner.Hotkey == hotkey) is not { } miner)
            return;
        miner.Playing--;
        _playing.Remove(miner);
    }

    /// <summary>A winner's node changes hands before the next draw, as long as two others are left.</summary>
    Hotkey? GiveUpNode(ImmutableArray<Hotkey> winners)
    {
        if (winners.Count(hotkey => !Champion.Is(hotkey)) < 3 || !_chance.Happens(NodeGivenUp))
            return null;
        var hotkey = _chance.Pick(winners.AsSpan());
        if (world.Nodes.MinerOf(hotkey) is not { Playing: 1 })
            return null;
        Release(hotkey);
        world.Nodes.TakeOver(hotkey);
        return hotkey;
    }

    void Crown(Tournament.Completed completed)
    {
        var champion = world.ChampionOf(type);
        if (world.Nodes.MinerOf(completed.Winner) is { } winner)
            champion.Crowned(winner.Skill(type));
        else
            champion.Aged();
    }

    Planned Later(int least, int most, LedgerCommand command)
    {
        At += _chance.Minutes(least, most);
        return new(At, _stream, command);
    }
}
