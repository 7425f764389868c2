using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tests.Rulebooks;

public sealed class when_a_round_is_decided : RulebookSpec
{
    [Fact]
    public void the_eight_smallest_losses_of_a_group_go_on_in_order() =>
        Assert.Equal(
            [.. Names(9).Reverse().Take(8)],
            GroupRound.Advance(Losses(9, 8, 7, 6, 5, 4, 3, 2, 1)).AsEnumerable());

    [Fact]
    public void a_group_counts_losses_that_ranking_refused()
    {
        // Surprise 2: not fine-tuned, yet in front; an infinite loss, valid in ranking, is not there at all.
        var rows = new[] { Row(Ann, 1.0), Row(Bob, 0.5, finetuned: false), Row(Cleo, double.PositiveInfinity) };
        Assert.Equal([Bob, Ann], GroupRound.Advance([.. rows]).AsEnumerable());
    }

    [Fact]
    public void a_pair_without_winner_sends_nobody() =>
        Assert.Equal([Ann], RoundWinners.OfKnockout([null, Ann, null]).AsEnumerable());

    [Fact]
    public void a_final_follows_a_single_winner_or_two_with_the_placeholder_among_them()
    {
        Assert.True(RoundFlow.Next([Ann], []).IsFinal);
        Assert.True(RoundFlow.Next([Ann, Burn], []).IsFinal);
        Assert.False(RoundFlow.Next([Ann, Bob], []).IsFinal);
    }

    [Fact]
    public void an_odd_number_of_winners_takes_the_placeholder_in_or_out()
    {
        var taken = RoundFlow.Next(Names(3), []);
        Assert.True(taken.PlaceholderAdded && taken.Entrants.Contains(Burn) && taken.Pairs == 2);

        var left = RoundFlow.Next(Names(2, Burn), []);
        Assert.True(left.PlaceholderRemoved && !left.Entrants.Contains(Burn) && left.Pairs == 1);
    }

    [Fact]
    public void an_entrant_whose_node_is_gone_is_dropped_and_parity_is_mended_again()
    {
        var next = RoundFlow.Next(Names(4), Names(1));
        Assert.Equal([Burn, .. Names(4).Skip(1)], next.Entrants.AsEnumerable());
    }

    [Fact]
    public void no_winner_at_all_ends_the_tournament() =>
        Assert.Equal(RoundOutcome.NoWinners, RoundFlow.Next([], []).Outcome);

    [Fact]
    public void the_placeholder_alone_is_a_named_dead_end() =>
        Assert.Equal(RoundOutcome.NobodyToDraw, RoundFlow.Next([Burn], []).Outcome);   // surprise 16

    [Fact]
    public void fourteen_entrants_pair_up_and_fifteen_form_a_group()
    {
        Assert.Equal(7, RoundFlow.First(Names(14)).Pairs);
        Assert.Equal([15], RoundFlow.First(Names(15)).GroupSizes.AsEnumerable());
    }

    [Fact]
    public void groups_never_shrink_below_twenty_while_fewer_would_do()
    {
        Assert.Equal([39], RoundFlow.First(Names(39)).GroupSizes.AsEnumerable());
        Assert.Equal([20, 20], RoundFlow.First(Names(40)).GroupSizes.AsEnumerable());
        Assert.Equal([22, 22, 21], RoundFlow.First(Names(65)).GroupSizes.AsEnumerable());
    }

    [Fact]
    public void the_placeholder_is_not_in_the_first_round_unless_parity_needs_it()
    {
        Assert.DoesNotContain(Burn, RoundFlow.First(Names(12, Burn)).Entrants);
        Assert.Contains(Burn, RoundFlow.First(Names(13, Burn)).Entrants);
    }
}
