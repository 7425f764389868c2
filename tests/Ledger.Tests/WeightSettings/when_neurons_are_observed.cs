using Gradients.Ledger.Metagraphs;

namespace Gradients.Ledger.Tests.WeightSettings;

public sealed class when_neurons_are_observed : WeightSpec
{
    static readonly string Hash = new('a', 64);

    static readonly NeuronsObserved Neurons = new(7, Hash, [0, 65_535], [3, 4], [1], [5, 6]);

    static Story Seen() => new Story().On(Subnet).And(new MetagraphObserved(7, Hash, [Alice, Bob]));

    [Fact]
    public void they_belong_to_the_hotkeys_of_the_same_block()
    {
        Given(Seen()).When(Neurons).Then(Neurons);
        Given(Seen()).When(Neurons with { Block = 8 }).Then(Refused("block_not_observed"));
        Given(Seen()).When(Neurons with { BlockHash = new('b', 64) }).Then(Refused("block_not_observed"));
        Given(new Story().On(Subnet)).When(Neurons).Then(Refused("block_not_observed"));
    }

    [Fact]
    public void they_have_a_number_for_each_uid()
    {
        Given(Seen()).When(Neurons with { Stakes = [5] }).Then(Refused("neurons_malformed"));
        Given(Seen()).When(Neurons with { LastUpdates = [] }).Then(Refused("neurons_malformed"));
        Given(Seen()).When(Neurons with { Permits = [2] }).Then(Refused("neurons_malformed"));
        Given(Seen()).When(Neurons with { Permits = [1, 0] }).Then(Refused("neurons_malformed"));
    }
}
