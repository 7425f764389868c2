using Gradients.Ledger;
using Gradients.Ledger.Hashing;
using Gradients.Ledger.Tournaments;

namespace Gradients.Projections.Simulation;

/// <summary>
/// A plain tournament under any rulebook that plays them: nothing goes wrong with entries or nodes, and who meets whom is
/// read from the ledger. The season of 2025.12 has more colour; this one is for ledgers that span rulebooks.
/// </summary>
/// <param name="name">Its id.</param>
internal sealed class RuledTournament(World world, string rulebook, TournamentType type, string name, long at)
{
    const int MostRounds = 8;
    const long FeeRao = 200_000_000;

    readonly string _stream = Streams.Tournament(name);
    readonly Chance _chance = new(world.Seed, name);

    /// <summary>Goes forward with the tournament; in the end, when it was over.</summary>
    public long At { get; private set; } = at;

    bool IsByStake => rulebook == "2025.09";

    Tournament Current => world.State.TournamentOf(_stream);

    public IEnumerable<Planned> Play()
    {
        var seeds = new string[MostRounds];
        yield return Later(new AnnounceTournament(
            Completion.Operator, null, Origin.Recorded, rulebook, type, IsByStake ? null : FeeRao));
        for (var i = 0; i < MostRounds; i++)
        {
            seeds[i] = _chance.Hex(64);
            yield return Later(new Report(new DrawSeedCommitted(
                Hex.Sha256(Convert.FromHexString(seeds[i])), i + 1)));
        }
        foreach (var miner in Entrants())
            foreach (var fact in Entering(miner))
                yield return Later(new Report(fact));
        yield return Later(new CloseField());
        while (Current is Tournament.Running { IsPlayedOut: false, Past.Length: var played } && played < MostRounds)
        {
            var draw = new DrawRound([], seeds[played]);
            if (LedgerRules.Decide(world.State, _stream, draw) is Decision.Refuse)
                break;
            yield return Later(draw);
            foreach (var step in PlayRound())
                yield return step;
        }
        if (Current is not Tournament.Decided decided)
        {
            // Nobody is left to draw: the reference would wait for ever.
            yield return Later(new Report(new TournamentCancelled("nobody_left")));
            yield break;
        }
        if (Places(decided) is { } places)
            yield return Later(new Report(places));
        yield return Later(new CompleteTournament());
    }

    Miner[] Entrants()
    {
        var able = new List<Miner>();
        foreach (var miner in world.Nodes.AllMiners)
            if (world.Nodes.IsRegistered(miner.Hotkey) && miner.Hotkey != world.State.History(type).Champion)
                able.Add(miner);
        var order = able.ToArray();
        _chance.Shuffle(order.AsSpan());
        return order[..Math.Min(order.Length, _chance.Between(9, IsByStake ? 36 : 20))];
    }

    IEnumerable<LedgerEvent> Entering(Miner miner)
    {
        yield return new EntrySubmitted(miner.Coldkey, _chance.Hex(40), miner.Hotkey, miner.Repository(type));
        if (IsByStake)
            yield return new EntryStaked(
                world.State.ReturnsOf(miner.Hotkey), miner.Hotkey, _chance.Between(100, 9000));
        else
            yield return new EntryFeePaid(FeeRao, miner.Hotkey, _chance.Hex(64));
        if (IsByStake && _chance.Happens(0.03))
            yield return new EntryRefused("train/loader.py", miner.Hotkey, "obfuscated_code");
        else
            yield return new EntryAccepted(miner.Hotkey);
    }

    IEnumerable<Planned> PlayRound()
    {
        var running = (Tournament.Running)Current;
        var round = running.Round!;
        var tasks = new List<string>();
        var played = new RuledTask(world, type, running.Terms.Book.Margin(running.Terms.Announcement.Streak), _chance);
        foreach (var (slot, task) in RuledTask.Types(rulebook, type, round, _chance))
        {
            foreach (var step in played.Play(_stream, $"{name}-{round.Number}-{tasks.Count}", slot, task, round, At))
                yield return step;
            At = Math.Max(At, played.Ends);
            tasks.Add($"{name}-{round.Number}-{tasks.Count}");
        }
        foreach (var id in tasks)
        {
            foreach (var step in Evidence(round, id))
                yield return step;
            if (Posed(id).MostTrainingsFailed)
                yield return Later(new Report(new FailuresApproved("operator", id)));
            yield return Later(new DecideTask(id));
        }
        if (IsByStake && !round.IsBossRound && _chance.Happens(0.5))
            yield return Later(new Report(new StakesObserved([new(_chance.Pick(round.Assignments[0].AsSpan()), 50)])));
        yield return Later(new CloseRound());
    }

    IEnumerable<Planned> Evidence(Round round, string id)
    {
        foreach (var fact in new RuledEvidence(rulebook, world, _chance).Of(Posed(id)))
            yield return Later(fact);
        if (!IsByStake || !round.IsBossRound)
            yield break;
        var copy = new SimulatedPool(world, _chance);
        foreach (var step in copy.Task($"{id}-copy", Posed(id).Posed.Type, At - (_chance.Between(1, 60) * Spans.Hour), At))
            yield return step;
        At = Math.Max(At, copy.At);
        yield return Later(new Report(new TaskCopied($"{id}-copy", id)));
    }

    PosedTask Posed(string id) => ((Tournament.Running)Current).Round!.Find(id)!;

    /// <summary>Rule 2026.10 4.12 pays by places; those of text and image finals are reported.</summary>
    PlacesAwarded? Places(Tournament.Decided decided)
    {
        if (IsByStake || type == TournamentType.Environment || decided.Course.FinalTasks.IsEmpty)
            return null;
        var final = decided.Course.FinalTasks[0].Entrants.Select(entrant => entrant.Row.Hotkey);
        return new([new(decided.Winner, 1), .. final.Where(h => h != decided.Winner).Select(h => new AwardedPlace(h, 2))]);
    }

    Planned Later(LedgerCommand command)
    {
        At += _chance.Minutes(1, 30);
        return new(At, _stream, command);
    }
}
