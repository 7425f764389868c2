using Gradients.Ledger.Hashing;
using Gradients.Ledger.Tournaments;

namespace Gradients.Projections.Simulation;

/// <summary>
/// How a tournament's draws are bound: every round's seed committed by hash at the announcement, only the first rounds',
/// or none; what is not committed comes from a chain block named in time.
/// </summary>
internal sealed class SeedBinding
{
    const int MostRounds = 8;

    readonly Nodes _nodes;
    readonly Chance _chance;
    readonly string?[] _seeds;
    readonly Dictionary<int, long> _blocks = [];

    public SeedBinding(Nodes nodes, Chance chance)
    {
        _nodes = nodes;
        _chance = chance;
        _seeds = new string?[chance.Below(10) switch { < 6 => MostRounds, < 8 => 2, _ => 0 }];
    }

    public IEnumerable<DrawSeedCommitted> Commit()
    {
        for (var i = 0; i < _seeds.Length; i++)
        {
            var seed = _seeds[i] = _chance.Hex(64);
            yield return new(Hex.Sha256(Convert.FromHexString(seed)), i + 1);
        }
    }

    /// <summary>Names a block some minutes ahead for a round without a commitment; null where there is one.</summary>
    public DrawBlockNamed? Name(int round, long at)
    {
        if (round <= _seeds.Length)
            return null;
        _blocks[round] = Nodes.BlockAt(at) + _chance.Between(25, 300);
        return new(_blocks[round], round);
    }

    /// <summary>When the seed can be known.</summary>
    public long Ready(int round) =>
        _blocks.TryGetValue(round, out var block) ? Nodes.TimeOf(block) : 0;

    public string Reveal(int round) =>
        round <= _seeds.Length ? _seeds[round - 1]! : _nodes.BlockHash(_blocks[round]);
}
