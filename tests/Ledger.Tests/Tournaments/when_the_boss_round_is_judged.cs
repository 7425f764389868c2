namespace Gradients.Ledger.Tests.Tournaments;

/// <summary>Rule 4.6, task by task: who takes a task of the boss round.</summary>
public sealed class when_the_boss_round_is_judged : TournamentSpec
{
    /// <summary>A fresh champion: the challenger must be better by 10 %.</summary>
    static Story Final(TaskType type = TaskType.ImageTask, int streak = 1)
    {
        var tournament = type == TaskType.ImageTask ? TournamentType.Image : TournamentType.Text;
        return a_ledger_with_rules().a_reign_of(Bob, streak, tournament)
            .imported(tournament).challenged_by(Eve).task("t1", [Eve, Placeholder], type);
    }

    static void Taken_by(Hotkey expected, Story story) =>
        Given(story).When(new DecideTask("t1")).Then<TaskDecided>(d => Assert.Equal(expected, d.BossRoundWinner));

    static Story Losses(double boss, double challenger, TaskType type = TaskType.ImageTask) => Final(type)
        .And(training("t1", Eve), loss("t1", Eve, challenger), loss("t1", Placeholder, boss));

    [Fact]
    public void a_challenger_well_ahead_takes_it() => Taken_by(Eve, Losses(boss: 1.0, challenger: 0.85));

    [Fact]
    public void a_challenger_not_far_enough_ahead_does_not() =>
        Taken_by(Placeholder, Losses(boss: 1.0, challenger: 0.95));

    /// <summary>Surprise 5: exactly at the margin the challenger takes it.</summary>
    [Fact]
    public void exactly_at_the_margin_the_challenger_takes_it() =>
        Taken_by(Eve, Losses(boss: 1.0, challenger: 1.0 * (1.0 - 0.1)));

    [Fact]
    public void one_bit_short_of_the_margin_the_boss_keeps_it() =>
        Taken_by(Placeholder, Losses(boss: 1.0, challenger: Math.BitIncrement(1.0 * (1.0 - 0.1))));

    [Fact]
    public void of_grpo_the_bigger_score_takes_it() =>
        Taken_by(Eve, Losses(boss: 1.0, challenger: 1.2, TaskType.GrpoTask));

    [Fact]
    public void of_grpo_exactly_at_the_margin_the_challenger_takes_it() =>
        Taken_by(Eve, Losses(boss: 1.0, challenger: 1.0 * (1.0 + 0.1), TaskType.GrpoTask));

    [Fact]
    public void of_grpo_one_bit_short_of_the_margin_the_boss_keeps_it() =>
        Taken_by(Placeholder, Losses(boss: 1.0, challenger: Math.BitDecrement(1.0 * (1.0 + 0.1)), TaskType.GrpoTask));

    /// <summary>Surprise 6: a negative score times 1.1 is a lower bar, so being slightly worse is enough.</summary>
    [Fact]
    public void against_a_negative_grpo_score_a_slightly_worse_one_takes_it() =>
        Taken_by(Eve, Losses(boss: -1.0, challenger: -1.05, TaskType.GrpoTask));

    /// <summary>Surprise 3: an opponent without a valid loss is not looked up at all.</summary>
    [Fact]
    public void the_boss_keeps_it_where_the_challenger_has_no_loss() =>
        Taken_by(Placeholder, Final().And(training("t1", Eve), loss("t1", Placeholder, 5.0)));

    /// <summary>Surprise 3, at its oddest: the boss has nothing either, and the challenger did train.</summary>
    [Fact]
    public void the_boss_keeps_it_where_both_evaluations_failed() =>
        Taken_by(Placeholder, Losses(boss: double.NaN, challenger: double.NaN));

    [Fact]
    public void the_boss_keeps_it_where_nobody_was_scored() => Taken_by(Placeholder, Final());

    [Fact]
    public void a_boss_that_failed_loses_it_to_a_trained_challenger() =>
        Taken_by(Eve, Losses(boss: double.NaN, challenger: 9.0));

    /// <summary>Surprise 4: the fine loss alone does not do.</summary>
    [Theory]
    [InlineData(TrainingStatus.Failure)]
    [InlineData(TrainingStatus.Training)]
    [InlineData(TrainingStatus.Pending)]
    public void a_boss_that_failed_keeps_it_where_the_challengers_training_did_not_succeed(TrainingStatus status) =>
        Taken_by(Placeholder, Final().And(
            training("t1", Eve, status), loss("t1", Eve, 0.1), loss("t1", Placeholder, double.NaN),
            training("t1", Placeholder)));

    [Fact]
    public void a_boss_that_failed_keeps_it_where_nothing_is_known_of_the_challengers_training() =>
        Taken_by(Placeholder, Final().And(loss("t1", Eve, 0.1), loss("t1", Placeholder, double.NaN)));

    /// <summary>Surprise 2: here a model that is no fine-tune counts by its loss.</summary>
    [Fact]
    public void a_challenger_that_is_no_fine_tune_may_take_it() =>
        Taken_by(Eve, Final().And(loss("t1", Eve, 0.5, isFinetune: false), loss("t1", Placeholder, 1.0)));

    /// <summary>Surprise 2, the reverse: an infinite loss, valid in ranking, counts for nothing here.</summary>
    [Fact]
    public void an_infinite_loss_of_the_boss_counts_as_none() =>
        Taken_by(Eve, Losses(boss: double.PositiveInfinity, challenger: 9.0));

    [Fact]
    public void an_infinite_loss_of_the_challenger_counts_as_none() =>
        Taken_by(Placeholder, Losses(boss: 9.0, challenger: double.NegativeInfinity));

    [Fact]
    public void a_reason_that_stood_before_changes_nothing_here() =>
        Taken_by(Eve, Final().And(
            loss("t1", Eve, 0.5, reason: "Private repository"), loss("t1", Placeholder, 1.0)));

    /// <summary>
    /// The verdict names both: who takes the task by the margin and who ranked first. They may differ.
    /// </summary>
    [Fact]
    public void the_better_raw_loss_is_first_by_quality_all_the_same() =>
        Given(Losses(boss: 1.0, challenger: 0.95)).When(new DecideTask("t1")).Then<TaskDecided>(decided =>
        {
            Assert.Equal(Placeholder, decided.BossRoundWinner);
            Assert.Equal(Eve, decided.Winner);
        });

    [Fact]
    public void no_other_round_names_a_winner_by_the_margin() =>
        Given(a_ledger_with_rules().imported().field(Alice, Bob).drawn_as([Alice, Bob])
                .task("t1", [Alice, Bob], TaskType.ImageTask))
            .When(new DecideTask("t1"))
            .Then<TaskDecided>(decided => Assert.Null(decided.BossRoundWinner));

    [Theory]
    [InlineData(1, 0.9)]    // 10 %
    [InlineData(2, 0.92)]   // 8 %
    [InlineData(3, 0.936)]  // 6.4 %
    [InlineData(6, 0.96723)] // 3.2768 %
    [InlineData(7, 0.97)]   // 2.62 % would be below the floor of 3 %
    [InlineData(12, 0.97)]
    public void the_margin_shrinks_with_every_win_down_to_its_floor(int streak, double bar)
    {
        foreach (var (challenger, taken) in new[] { (bar - 0.0001, Eve), (bar + 0.0001, Placeholder) })
            Taken_by(taken, Final(streak: streak).And(
                loss("t1", Eve, challenger), loss("t1", Placeholder, 1.0)));
    }

    /// <summary>Surprise 14: without any win before, the margin is 12.5 % and not 10 %.</summary>
    [Fact]
    public void a_first_tournament_demands_an_eighth()
    {
        foreach (var (challenger, taken) in new[] { (0.875, Eve), (0.876, Placeholder) })
            Taken_by(taken, a_ledger_with_rules().imported().challenged_by(Eve)
                .task("t1", [Eve, Placeholder], TaskType.ImageTask)
                .And(loss("t1", Eve, challenger), loss("t1", Placeholder, 1.0)));
    }
}
