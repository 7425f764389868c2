using System.Collections.Immutable;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Tournaments;

namespace Gradients.Projections.Simulation;

/// <summary>
/// Who enters a tournament and what becomes of each entry: most pay and are accepted; some pay twice or too little, some
/// are turned away, some try again.
/// </summary>
internal sealed class Field(World world, TournamentType type, string stream, Chance chance)
{
    /// <summary>The first entries of every field go well: a field needs eight.</summary>
    const int Safe = 9;

    /// <summary>Reason codes with the detail that goes with them.</summary>
    static readonly ImmutableArray<(string Reason, string? Detail)> Faults =
    [
        ("licence_missing", "LICENSE"), ("licence_missing", null), ("obfuscated_code", "train/loader.py"),
        ("repository_private", null), ("commit_not_found", null), ("dockerfile_missing", "dockerfiles/trainer"),
    ];

    readonly long _fee = Constants2025_12.FeeRao(type);
    readonly List<Planned> _plan = [];
    Miner _miner = null!;
    long _at;

    /// <summary>The entrants' doings in the order of time, from <paramref name="at"/> on.</summary>
    /// <param name="entrants">Registered miners, whose nodes stay while they play.</param>
    /// <param name="window">Minutes in which entries arrive.</param>
    public List<Planned> Plan(ReadOnlySpan<Miner> entrants, long at, int window)
    {
        for (var i = 0; i < entrants.Length; i++)
        {
            _miner = entrants[i];
            _at = at + chance.Minutes(1, window);
            Enter(isSafe: i < Safe);
        }
        // A miner without a node tries its luck.
        if (chance.Happens(0.15) && chance.Pick(world.Nodes.AllMiners) is var stranger
            && !world.Nodes.IsRegistered(stranger.Hotkey))
        {
            (_miner, _at) = (stranger, at + chance.Minutes(1, window));
            Submit();
            Refuse("not_registered", null);
        }
        return [.. _plan.OrderBy(step => step.At)];
    }

    void Enter(bool isSafe)
    {
        Submit();
        switch (chance.Below(100))
        {
            case < 3:
                // Paid twice by mistake: the sum counts and nothing comes back.
                Pay(_fee);
                Pay(_fee);
                Accept();
                break;
            case < 6:
                Pay(_fee - Short());
                Pay(_fee);
                Accept();
                break;
            case < 9 when !isSafe:
                Pay(_fee - Short());
                Refuse("fee_too_low", null);
                break;
            case < 13 when !isSafe:
                if (chance.Happens(0.5))
                    Pay(_fee);
                TurnAway();
                break;
            case < 15 when !isSafe:
                Pay(_fee);
                Accept();
                TurnAway();
                break;
            case < 17:
                TurnAway();
                Submit();
                Pay(_fee);
                Accept();
                break;
            default:
                Pay(_fee);
                Accept();
                break;
        }
    }

    long Short() => chance.Between(1, 9) * 10_000_000L;

    void Submit() =>
        Add(new EntrySubmitted(
            _miner.Coldkey, _miner.Commit(type, chance.Hex(40)), _miner.Hotkey, _miner.Repository(type)));

    void Pay(long amount) => Add(new EntryFeePaid(amount, _miner.Hotkey, chance.Hex(64)));

    void Accept() => Add(new EntryAccepted(_miner.Hotkey));

    void TurnAway()
    {
        var (reason, detail) = chance.Pick(Faults.AsSpan());
        Refuse(reason, detail);
    }

    void Refuse(string reason, string? detail) => Add(new EntryRefused(detail, _miner.Hotkey, reason));

    void Add(LedgerEvent fact)
    {
        _plan.Add(new(_at, stream, new Report(fact)));
        _at += chance.Minutes(1, 45);
    }
}
