namespace Gradients.Ledger.Tests.Tournaments;

public sealed class when_a_task_is_decided : TournamentSpec
{
    const string First = "Ranked 1st by test_loss";
    const string Below = "Ranked below top 1 by test_loss";

    /// <summary>One imported pair or group with one task, t1.</summary>
    static Story A_task(Hotkey[] rows, TaskType type = TaskType.InstructTextTask) =>
        a_ledger_with_rules().imported(TournamentType.Text).field(rows).drawn_as(rows).task("t1", rows, type);

    static readonly DecideTask Decide = new("t1");

    [Fact]
    public void the_smaller_loss_wins() =>
        Given(A_task([Alice, Bob]).And(loss("t1", Alice, 0.6), loss("t1", Bob, 0.5)))
            .When(Decide)
            .Then(new TaskDecided(null, [new(0.6, Alice, Below, 0), new(0.5, Bob, First, 3)], "t1", Bob));

    [Fact]
    public void the_bigger_grpo_score_wins() =>
        Given(A_task([Alice, Bob], TaskType.GrpoTask).And(loss("t1", Alice, 0.6), loss("t1", Bob, 0.5)))
            .When(Decide)
            .Then(new TaskDecided(null,
                [
                    new(0.6, Alice, "Ranked 1st by GRPO score (bigger is better)", 3),
                    new(0.5, Bob, "Ranked below top 1 by GRPO score (bigger is better)", 0),
                ], "t1", Alice));

    [Fact]
    public void the_upper_row_wins_a_tie() =>
        Given(A_task([Bob, Alice]).And(loss("t1", Alice, 0.5), loss("t1", Bob, 0.5)))
            .When(Decide)
            .Then<TaskDecided>(decided => Assert.Equal(Bob, decided.Winner));

    [Fact]
    public void zero_and_negative_zero_are_a_tie() =>
        Given(A_task([Bob, Alice]).And(loss("t1", Alice, -0.0), loss("t1", Bob, 0.0)))
            .When(Decide)
            .Then<TaskDecided>(decided => Assert.Equal(Bob, decided.Winner));

    [Fact]
    public void a_failed_evaluation_is_punished() =>
        Given(A_task([Alice, Bob]).And(loss("t1", Alice, double.NaN), loss("t1", Bob, 0.5)))
            .When(Decide)
            .Then(new TaskDecided(null,
                [new(null, Alice, "Invalid test loss", -1), new(0.5, Bob, First, 3)], "t1", Bob));

    /// <summary>Surprise 2: however good its loss, a model that is no fine-tune loses a knockout.</summary>
    [Fact]
    public void no_fine_tune_is_punished_whatever_its_loss() =>
        Given(A_task([Alice, Bob]).And(loss("t1", Alice, 0.1, isFinetune: false), loss("t1", Bob, 0.5)))
            .When(Decide)
            .Then(new TaskDecided(null,
                [new(null, Alice, "Non-finetuned submission", -1), new(0.5, Bob, First, 3)], "t1", Bob));

    /// <summary>Surprise 2, the reverse: an infinite loss is valid here and beats nothing but may win.</summary>
    [Fact]
    public void an_infinite_loss_may_win() =>
        Given(A_task([Alice, Bob]).And(loss("t1", Alice, double.PositiveInfinity), loss("t1", Bob, double.NaN)))
            .When(Decide)
            .Then(new TaskDecided(null,
                [new(double.PositiveInfinity, Alice, First, 3), new(null, Bob, "Invalid test loss", -1)],
                "t1", Alice));

    [Fact]
    public void nobody_wins_where_nobody_is_valid_and_nobody_is_punished() =>
        Given(A_task([Alice, Bob]).And(loss("t1", Alice, double.NaN), loss("t1", Bob, 0.5, isFinetune: false)))
            .When(Decide)
            .Then(new TaskDecided(null,
                [new(null, Alice, "Invalid test loss", 0), new(null, Bob, "Non-finetuned submission", 0)],
                "t1", null));

    [Fact]
    public void a_reason_that_stood_before_keeps_its_row_out_of_the_ranking() =>
        Given(A_task([Alice, Bob]).And(loss("t1", Alice, 0.1, reason: "Private repository"), loss("t1", Bob, 0.5)))
            .When(Decide)
            .Then(new TaskDecided(null,
                [new(null, Alice, "Private repository", 0), new(0.5, Bob, First, 3)], "t1", Bob));

    [Fact]
    public void who_was_never_scored_does_not_appear() =>
        Given(A_task([Alice, Bob]).And(training("t1", Alice, TrainingStatus.Success), loss("t1", Bob, 0.5)))
            .When(Decide)
            .Then(new TaskDecided(null, [new(0.5, Bob, First, 3)], "t1", Bob));

    [Fact]
    public void a_task_nobody_was_scored_on_has_no_winner() =>
        Given(A_task([Alice, Bob])).When(Decide).Then(new TaskDecided(null, [], "t1", null));

    [Fact]
    public void eight_rows_have_no_bottom_quarter() => Scores_of(8, [3, 0, 0, 0, 0, 0, 0, 0]);

    /// <summary>
    /// Surprise 19: the share counts valid rows only, and a middle row scores like one nobody could win.
    /// </summary>
    [Fact]
    public void of_nine_rows_the_last_two_are_punished() => Scores_of(9, [3, 0, 0, 0, 0, 0, 0, -1, -1]);

    [Fact]
    public void of_twelve_rows_the_last_three_are_punished() =>
        Scores_of(12, [3, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, -1]);

    static void Scores_of(int rows, double[] expected)
    {
        // In an imported season a task may have been posed for many; here all of one group.
        var miners = Miners(Math.Max(rows, 15));
        var story = A_task(miners);
        for (var i = 0; i < rows; i++)
            story.And(loss("t1", miners[i], i));
        Given(story).When(Decide).Then<TaskDecided>(d => Assert.Equal(expected, d.Rows.Select(row => row.Score)));
    }

    [Fact]
    public void all_entrants_of_a_recorded_one_are_waited_for()
    {
        var story = a_round_with_tasks(8);
        var pair = story.Members(0);
        Given(story).When(new DecideTask("r1.0")).Then(Refused("losses_missing"));
        story.And(a_trained_loss("r1.0", pair[0], 0.5)).And(a_training("r1.0", pair[1]));
        Given(story).When(new DecideTask("r1.0")).Then(Refused("losses_missing"));
        story.And(loss("r1.0", pair[1], 0.4));
        Given(story).When(new DecideTask("r1.0")).Then<TaskDecided>(d => Assert.Equal(pair[1], d.Winner));
    }

    [Fact]
    public void a_failed_training_is_not_waited_for()
    {
        var story = a_round_with_tasks(8);
        var pair = story.Members(0);
        story.And(a_training("r1.0", pair[0], TrainingStatus.Failure)).And(a_trained_loss("r1.0", pair[1], 0.4));
        Given(story)
            .When(new DecideTask("r1.0"))
            .Then(new TaskDecided(null, [new(0.4, pair[1], First, 3)], "r1.0", pair[1]));
    }

    [Fact]
    public void a_failed_measurement_is_not_waited_for()
    {
        var story = a_round_with_tasks(8);
        var pair = story.Members(0);
        story.And(a_training("r1.0", pair[0])).And(new MeasurementFailed(pair[0], "crash", "r1.0"))
            .And(a_trained_loss("r1.0", pair[1], 0.4));
        Given(story)
            .When(new DecideTask("r1.0"))
            .Then(new TaskDecided(null, [new(0.4, pair[1], First, 3)], "r1.0", pair[1]));
    }

    [Fact]
    public void it_is_decided_once() =>
        Given(A_task([Alice, Bob]).Asked(Decide)).When(Decide).Then(Refused("task_is_over"));

    [Fact]
    public void nothing_is_measured_afterwards() =>
        Given(A_task([Alice, Bob]).Asked(Decide)).When(loss("t1", Alice, 0.1)).Then(Refused("task_is_over"));

    [Fact]
    public void there_must_be_such_a_task_and_a_round()
    {
        Given(A_task([Alice, Bob])).When(new DecideTask("t2")).Then(Refused("no_task"));
        Given(a_closed_field(8)).When(new DecideTask("t1")).Then(Refused("no_round_running"));
    }

    [Fact]
    public void nobody_reports_a_verdict_of_ones_own_making() =>
        Given(A_task([Alice, Bob])).When(new TaskDecided(null, [], "t1", Alice)).Then(Refused("conclusion_reported"));

    [Fact]
    public void an_auditor_recomputes_it_from_the_losses()
    {
        var story = A_task([Alice, Bob]).And(loss("t1", Alice, 0.6), loss("t1", Bob, 0.5));
        var recomputed = LedgerRules.Recompute(story.State, Spring, new TaskDecided(null, [], "t1", Alice));
        Assert.Equal(Bob, Assert.IsType<TaskDecided>(recomputed).Winner);
    }
}
