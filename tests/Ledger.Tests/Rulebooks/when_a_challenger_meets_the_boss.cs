using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tests.Rulebooks;

public sealed class when_a_challenger_meets_the_boss : RulebookSpec
{
    const double TenPercent = 0.10;

    [Fact]
    public void the_margin_shrinks_with_each_defence_down_to_its_floor()
    {
        Assert.Equal(0.10, BossMargin.After(1));
        Assert.Equal(0.08000000000000002, BossMargin.After(2));
        Assert.Equal(0.03, BossMargin.After(7));
        Assert.Equal(0.03, BossMargin.After(1_000_000));
    }

    [Fact]
    public void no_win_at_all_asks_for_more_than_one() => Assert.Equal(0.125, BossMargin.After(0));   // surprise 14

    [Fact]
    public void less_than_the_margin_is_not_enough_and_exactly_the_margin_is()
    {
        Assert.Equal(Burn, Judge(Instruct, boss: 1.0, challenger: 0.91));
        Assert.Equal(Ann, Judge(Instruct, boss: 1.0, challenger: 1.0 * (1.0 - TenPercent)));   // surprise 5
        Assert.Equal(Ann, Judge(Instruct, boss: 1.0, challenger: 0.5));
    }

    [Fact]
    public void a_grpo_score_has_to_be_bigger_by_the_margin()
    {
        Assert.Equal(Burn, Judge(Grpo, boss: 1.0, challenger: 1.09));
        Assert.Equal(Ann, Judge(Grpo, boss: 1.0, challenger: 1.2));
    }

    [Fact]
    public void against_a_negative_score_a_slightly_worse_challenger_wins() =>
        Assert.Equal(Ann, Judge(Grpo, boss: -1.0, challenger: -1.05));                         // surprise 6

    [Fact]
    public void a_challenger_without_a_loss_loses_even_where_the_boss_has_none_either()
    {
        // Surprise 3: whatever was trained.
        Assert.Equal(Burn, BossRound.Judge(TenPercent, Instruct, []));
        Assert.Equal(Burn, BossRound.Judge(TenPercent, Instruct, [Row(Burn, double.NaN), Row(Ann, double.NaN)]));
    }

    [Theory]
    [InlineData(TrainingStatus.Success, true)]
    [InlineData(TrainingStatus.Failure, false)]
    [InlineData(TrainingStatus.Pending, false)]
    [InlineData(null, false)]
    public void against_a_boss_that_failed_only_a_successful_training_wins(TrainingStatus? status, bool wins)
    {
        // Surprise 4: the performance record of the same task always says that the challenger won.
        FinalTask task = new(Instruct, [Row(Burn, double.NaN), Row(Ann, 1.0, training: status)]);
        Assert.Equal(wins ? Ann : Burn, BossRound.Judge(TenPercent, task.Type, task.Rows));
        Assert.True(PerformanceDifference.Of([task], TenPercent).Tasks[0].ChallengerWon);
    }

    [Fact]
    public void the_title_takes_four_of_six()
    {
        Assert.Equal(Burn, BossRound.Decide([Ann, Ann, Ann, Burn, Burn, Burn]));
        Assert.Equal(Ann, BossRound.Decide([Ann, Burn, Ann, Burn, Ann, Ann]));
        Assert.Equal(Burn, BossRound.Decide([]));
    }

    [Fact]
    public void the_performance_is_the_median_of_what_can_be_compared()
    {
        FinalTask Task(double boss, double challenger) => new(Instruct, [Row(Burn, boss), Row(Ann, challenger)]);
        var performance = PerformanceDifference.Of(
            [Task(1.5, 1.0), Task(3.0, 1.0), new(Instruct, [Row(Ann, 1.0)]), new(Instruct, [])], TenPercent);
        Assert.Equal([0, 1, 2], performance.Tasks.Select(task => task.Task));
        Assert.Equal(1.25, performance.Median);
    }

    static Hotkey Judge(TaskType type, double boss, double challenger) =>
        BossRound.Judge(TenPercent, type, [Row(Ann, challenger), Row(Burn, boss)]);
}
