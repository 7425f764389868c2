using Gradients.Ledger.Commands;
using Gradients.Ledger.Metagraphs;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;
using Gradients.Projections.Seasons;

namespace Gradients.Projections.Simulation;

/// <summary>
/// The rulebook, then the chain all season long: uids change hands, the metagraph is looked at, weights are set after
/// each completion and now and then in the middle.
/// </summary>
internal sealed class WeightLane(World world)
{
    const double UidChangesHands = 0.06;
    const double SettingInBetween = 0.012;
    const double SeenUnchanged = 0.2;

    readonly Chance _chance = new(world.Seed, "weights");

    public IEnumerable<Planned> Play()
    {
        yield return new(Spans.Start, Streams.Rulebook, new AdoptRulebook(Constants2025_12.RulebookId));
        var at = Spans.Start + _chance.Minutes(1, 30);
        yield return Observation(at);
        for (var set = 0; world.LanesOpen > 0 || set < world.Completions;)
        {
            at += _chance.Minutes(40, 100);
            yield return new(at, "", null);
            if (_chance.Happens(UidChangesHands))
                world.Nodes.TakeOverAny();
            var isDue = set < world.Completions || _chance.Happens(SettingInBetween);
            if (!isDue || world.Doomed > 0)
                continue;
            if (world.Nodes.HaveChanged || _chance.Happens(SeenUnchanged))
                yield return Observation(at);
            set = world.Completions;
            at += _chance.Minutes(1, 10);
            yield return new(at, Streams.Weights(SeasonCommands.Netuid), new DeriveWeights());
        }
    }

    Planned Observation(long at)
    {
        var block = Nodes.BlockAt(at);
        return new(at, Streams.Metagraph(SeasonCommands.Netuid),
            new Report(new MetagraphObserved(block, world.Nodes.BlockHash(block), world.Nodes.Observe())));
    }
}
