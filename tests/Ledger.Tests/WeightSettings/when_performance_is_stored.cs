using Gradients.Ledger.Weights;

namespace Gradients.Ledger.Tests.WeightSettings;

/// <summary>Rule 4.9: a weight setting, and nothing else, stores a tournament's fresh performance difference.</summary>
public sealed class when_performance_is_stored : WeightSpec
{
    /// <summary>Bob takes the title by 17.6 %, which is worth a bonus of 25.3 %: below the cap of the type.</summary>
    static Story First() => Image(A_ledger(), "first", Bob, 0.85);

    static double Better => (1.0 - 0.85) / 0.85;

    [Fact]
    public void a_new_champions_difference_is_stored_in_its_tournament() =>
        Assert.Equal([new StoredPerformance(Better, "first")], Setting(First()).Performance);

    [Fact]
    public void completing_a_tournament_stores_nothing() =>
        Assert.Null(First().State.Image.Completed[0].StoredPerformance);

    [Fact]
    public void looking_at_weights_stores_nothing()
    {
        var story = First();
        WeightSetting.Of(story.State, story.State.Metagraph(Subnet)!);
        Assert.Null(story.State.Image.Completed[0].StoredPerformance);
    }

    [Fact]
    public void deriving_weights_stores_it() =>
        Same(Better, First().On(Weights).Asked(Derive).State.Image.Completed[0].StoredPerformance);

    [Fact]
    public void deriving_twice_in_a_row_gives_the_same_and_stores_it_again()
    {
        var story = First().On(Weights).Asked(Derive);
        var again = Setting(story);
        Assert.Equal([new StoredPerformance(Better, "first")], again.Performance);
        Assert.Equal(
            Audit.Text(again), Tournaments.Audit.Text((WeightsDerived)story.Events[^1].Event));
        story.Asked(Derive);
        Assert.Equal(2, story.State.Version(Weights));
    }

    /// <summary>
    /// Surprise 12: a defence stores nothing; the champion lives on the value of the winning tournament.
    /// </summary>
    [Fact]
    public void a_defence_stores_nothing_and_lives_on_the_first_win()
    {
        var story = Image(First().On(Weights).Asked(Derive), "second", Ferdie, 1.5);
        var setting = Setting(story);
        Assert.Empty(setting.Performance);
        Same(Better, setting.Burn.ImagePerformanceDiff);
    }

    /// <summary>Surprise 12: and each extra win costs 0.01.</summary>
    [Fact]
    public void every_extra_win_costs_a_hundredth()
    {
        var story = First().On(Weights).Asked(Derive);
        for (var wins = 2; wins < 6; wins++)
        {
            Image(story, $"defence{wins}", Ferdie, 1.5);
            Same(0.1 + (((Better - 0.05) * 2.0) - ((wins - 1) * 0.01)), Setting(story).Burn.ImageTournamentWeight);
        }
    }

    /// <summary>
    /// Nobody set weights between the win and the defence: the value was never stored, and counts as 0.
    /// </summary>
    [Fact]
    public void a_defence_right_after_the_win_finds_no_value()
    {
        var setting = Setting(Image(First(), "second", Ferdie, 1.5));
        Assert.Empty(setting.Performance);
        Same(0.0, setting.Burn.ImagePerformanceDiff);
        Same(0.1, setting.Burn.ImageTournamentWeight);
    }

    /// <summary>Surprise 11: winning twice under the own hotkey is "not changed", and the lookup finds this very
    /// tournament, whose value was never computed.</summary>
    [Fact]
    public void a_champion_who_wins_again_under_the_own_hotkey_loses_the_bonus()
    {
        var setting = Setting(Image(First().On(Weights).Asked(Derive), "second", Bob, 0.5));
        Assert.Empty(setting.Performance);
        Same(0.0, setting.Burn.ImagePerformanceDiff);
    }

    /// <summary>Surprise 11, the other half: "first won" is the latest tournament with that stored winner.</summary>
    [Fact]
    public void a_champion_who_came_back_lives_on_the_latest_win()
    {
        var story = First().On(Weights).Asked(Derive);
        Image(story, "second", Eve, 0.5).On(Weights).Asked(Derive);
        Image(story, "third", Bob, 0.84).On(Weights).Asked(Derive);
        Image(story, "fourth", Ferdie, 1.5);
        Same((1.0 - 0.84) / 0.84, Setting(story).Burn.ImagePerformanceDiff);
    }

    [Fact]
    public void a_dethroned_champion_leaves_the_bonus_to_the_new_one()
    {
        var story = Image(First().On(Weights).Asked(Derive), "second", Eve, 0.85);
        var setting = Setting(story);
        Assert.Equal([new StoredPerformance((1.0 - 0.85) / 0.85, "second")], setting.Performance);
    }

    [Fact]
    public void a_first_tournament_kept_by_the_placeholder_stores_its_difference_too()
    {
        var setting = Setting(Image(A_ledger(), "first", Bob, 1.25));
        Assert.Equal([new StoredPerformance((1.0 - 1.25) / 1.25, "first")], setting.Performance);
        Same(0.1, setting.Burn.ImageTournamentWeight);
    }

    [Fact]
    public void both_types_store_their_own()
    {
        var story = First().a_past_tournament("words", Eve, wins: true, TournamentType.Text);
        Assert.Equal(["words", "first"], Setting(story).Performance.Select(stored => stored.Tournament));
    }

    [Fact]
    public void a_difference_below_five_percent_brings_no_bonus()
    {
        var setting = Setting(Image(A_ledger(), "first", Bob, 0.953));
        Same((1.0 - 0.953) / 0.953, setting.Burn.ImagePerformanceDiff);
        Same(0.1, setting.Burn.ImageTournamentWeight);
    }

    /// <summary>Surprise 5: at the margin exactly the verdict and the performance record disagree.</summary>
    [Fact]
    public void at_the_margin_exactly_the_record_says_the_challenger_lost()
    {
        var story = Image(A_ledger(), "first", Bob, 0.875);
        Assert.Equal(Bob, story.State.Image.Champion);
        Assert.All(story.State.Image.Latest!.Performance.Tasks, task => Assert.False(task.ChallengerWon));
    }

    /// <summary>Surprise 4: the boss failed, the challenger's training did too; verdict and record disagree.</summary>
    [Fact]
    public void where_the_boss_failed_the_record_says_the_challenger_won()
    {
        var story = A_ledger().imported().challenged_by(Bob).final_tasks(TaskType.ImageTask, count: 1)
            .And(training("final0", Bob, TrainingStatus.Training), loss("final0", Bob, 0.5),
                loss("final0", Placeholder, double.NaN))
            .Asked(new DecideTask("final0"), new CloseRound(), new CompleteTournament());
        Assert.Equal(Placeholder, story.State.Image.Champion);
        var task = Assert.Single(story.State.Image.Latest!.Performance.Tasks);
        Assert.True(task.ChallengerWon);
        Assert.Null(task.Difference);
    }

    /// <summary>Surprise 6: where the divisor is not above zero there is no difference.</summary>
    [Fact]
    public void negative_scores_make_no_difference()
    {
        var story = A_ledger().imported(TournamentType.Text).challenged_by(Bob)
            .final_tasks(TaskType.GrpoTask).all_final_losses(boss: -1.0, challenger: -0.5)
            .Asked(new CloseRound(), new CompleteTournament());
        Assert.Equal(Bob, story.State.Text.Champion);
        Same(0.0, story.State.Text.Latest!.Performance.Median);
    }
}
