using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tests.Rulebooks;

public sealed class when_points_become_weights : RulebookSpec
{
    [Fact]
    public void a_task_earns_its_round_number_times_the_type_weight_added_task_by_task()
    {
        var table = Points.Of(
            TournamentType.Text, null, Cleo, [new(1, false, [Ann, Bob]), new(2, false, [Ann, null, Ann])]);
        Assert.Equal(Amounts((Ann, 0.15 + 0.3 + 0.3), (Bob, 0.15)), table.Scores.AsEnumerable());
    }

    [Fact]
    public void the_winner_earns_no_points_and_leads_all_the_same()
    {
        var table = Points.Of(TournamentType.Image, null, Ann, [new(1, false, [Ann, Bob])]);
        Assert.Equal(Amounts((Bob, 0.1)), table.Scores.AsEnumerable());
        Assert.Equal([Ann, Bob], table.Weights().Select(w => w.Hotkey));
    }

    [Fact]
    public void a_challenger_who_lost_the_title_still_earns_in_the_final()
    {
        // Surprise 7: by raw quality score; the champion, entered as the placeholder, kept the title by the margin.
        var table = Points.Of(TournamentType.Text, Ann, Burn, [new(3, true, [Bob, Burn])]);
        Assert.Equal(Amounts((Bob, 3 * 0.15)), table.Scores.AsEnumerable());
        Assert.Equal(Ann, table.PrevWinner);
        Assert.True(table.PrevWonFinal);
    }

    [Fact]
    public void nobody_gets_anything_where_only_the_winner_won_tasks()
    {
        // Surprise 10: though the mapping alone would give the winner all.
        var table = Points.Of(TournamentType.Text, null, Ann, [new(1, true, [Ann])]);
        Assert.Empty(table.Weights());
        Assert.Equal(Amounts((Ann, 1.0)), PointTable.Map([], Ann, true).AsEnumerable());
    }

    [Fact]
    public void equal_scores_share_the_middle_of_their_ranks()
    {
        var weights = PointTable.Map(Amounts((Ann, 2.0), (Bob, 1.0), (Cleo, 1.0)), null, false);
        var sum = 1.0 + 0.3 + RankWeights.Of(2, 4, 1.0);
        Assert.Equal(1.0 / sum, weights[0].Amount);
        Assert.Equal(weights[1].Amount, weights[2].Amount);
        Assert.Equal(RankWeights.Of(3, 3, sum), weights[1].Amount);              // rank 2.5: 0.3^1.5
    }

    [Fact]
    public void a_sum_of_different_terms_is_no_tie()
    {
        // 0.15 + 0.3 and 0.45 look alike and are not.
        var weights = PointTable.Map(Amounts((Ann, 0.15 + 0.3), (Bob, 0.45)), null, false);
        Assert.NotEqual(weights[0].Amount, weights[1].Amount);
    }

    [Fact]
    public void no_more_than_all_is_given_away()
    {
        for (var n = 1; n < 200; n++)
        {
            var scores = Names(n).Select((hotkey, i) => new HotkeyAmount(hotkey, 1.0 + i % 7)).ToArray();
            var total = 0.0;
            foreach (var weight in PointTable.Map([.. scores], Ann, true)) total += weight.Amount;
            Assert.InRange(total, 0.0, 1.0 + 1e-9);
        }
    }
}
