using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tests.Rulebooks;

public sealed class when_nodes_get_their_weights : RulebookSpec
{
    static readonly TypeWeights AnnLeads = new(Ann, null, Amounts((Ann, 0.75), (Bob, 0.25)));

    [Fact]
    public void only_the_winner_gets_the_bonus_and_the_rest_of_the_share_is_burnt()
    {
        var nodes = NodeWeights.Of(Inputs([Ann, Bob, Burn], [], AnnLeads));
        Assert.Equal([0.75 * 0.5, 0.25 * 0.15, 0.2 + nodes.Undistributed], nodes.Weights.AsEnumerable());
        Assert.Equal(0.5 - (0.75 * 0.5 + 0.25 * 0.15) + 0.3, nodes.Undistributed);
    }

    [Fact]
    public void what_an_unregistered_hotkey_would_get_is_burnt_too()
    {
        var nodes = NodeWeights.Of(Inputs([Bob, Burn], [], AnnLeads));
        Assert.Equal(0.5 - 0.25 * 0.15 + 0.3, nodes.Undistributed);
    }

    [Fact]
    public void the_burn_node_loses_what_it_had_collected()
    {
        // Surprises 9 and 15: alive, hence counted, and then overwritten.
        var with = NodeWeights.Of(Inputs([Ann, Bob, Burn], [Burn], AnnLeads));
        Assert.Equal(0.2 * (1.0 - 0.0001) + with.Undistributed, with.Weights[2]);
        Assert.True(with.Sum < 1.0);
    }

    [Fact]
    public void without_a_burn_node_its_share_vanishes()
    {
        var nodes = NodeWeights.Of(Inputs([Ann, Bob], [], AnnLeads));
        Assert.Equal(0.75 * 0.5 + 0.25 * 0.15, nodes.Sum);
    }

    [Fact]
    public void every_node_explains_its_weight_term_by_term()
    {
        var inputs = Inputs([Ann, Bob, Burn], [Bob], AnnLeads);
        var scale = 1.0 - 0.0001;
        Assert.Equal(
            [
                new NodeTerm(NodeTermKind.Text, 0.25, 0.15 * scale, 0.25 * (0.15 * scale), 0.25 * (0.15 * scale)),
                new NodeTerm(
                    NodeTermKind.Participation, 0.0001, 1.0, 0.0001, 0.25 * (0.15 * scale) + 0.0001),
            ],
            NodeWeights.Terms(inputs, uid: 1).AsEnumerable());
        Assert.Equal(NodeTermKind.Burn, Assert.Single(NodeWeights.Terms(inputs, uid: 2)).Kind);
    }

    [Fact]
    public void the_order_of_the_participants_is_free()
    {
        var straight = NodeWeights.Of(Inputs([Ann, Bob, Burn], [Ann, Bob, Burn], AnnLeads));
        var reversed = NodeWeights.Of(Inputs([Ann, Bob, Burn], [Burn, Bob, Ann], AnnLeads));
        Assert.Equal(straight.Weights.AsEnumerable(), reversed.Weights.AsEnumerable());
    }

    static WeightInputs Inputs(Hotkey[] metagraph, Hotkey[] participants, TypeWeights text) =>
        new(new Metagraph([.. metagraph]), [.. participants], text, null, 0.5, 0.3, 0.2);
}
