namespace Gradients.Ledger.Tests.Tournaments;

public sealed class when_a_duplicate_is_reported : TournamentSpec
{
    static readonly DuplicateFound Copied = new(Bob, Alice, "t1");

    static Story Losses(double alice, double bob, string? reason = null) =>
        a_ledger_with_rules().imported(TournamentType.Text).field(Alice, Bob).drawn_as([Alice, Bob])
            .task("t1", [Alice, Bob], TaskType.InstructTextTask)
            .And(loss("t1", Alice, alice), loss("t1", Bob, bob, reason: reason));

    [Fact]
    public void equal_losses_betray_it() => Given(Losses(0.5, 0.5)).When(Copied).Then(Copied);

    [Fact]
    public void zero_and_negative_zero_are_equal() => Given(Losses(0.0, -0.0)).When(Copied).Then(Copied);

    [Fact]
    public void equal_infinities_are_equal() =>
        Given(Losses(double.PositiveInfinity, double.PositiveInfinity)).When(Copied).Then(Copied);

    [Fact]
    public void different_losses_are_none() =>
        Given(Losses(0.5, 0.50000000000000011)).When(Copied).Then(Refused("no_duplicate"));

    [Fact]
    public void two_failed_evaluations_are_none() =>
        Given(Losses(double.NaN, double.NaN)).When(Copied).Then(Refused("no_duplicate"));

    [Fact]
    public void nobody_copies_oneself() =>
        Given(Losses(0.5, 0.5)).When(new DuplicateFound(Bob, Bob, "t1")).Then(Refused("no_duplicate"));

    [Fact]
    public void both_must_be_entrants()
    {
        Given(Losses(0.5, 0.5)).When(new DuplicateFound(Eve, Alice, "t1")).Then(Refused("not_in_task"));
        Given(Losses(0.5, 0.5)).When(new DuplicateFound(Bob, Eve, "t1")).Then(Refused("not_in_task"));
    }

    [Fact]
    public void both_must_be_measured() =>
        Given(a_ledger_with_rules().imported().field(Alice, Bob).drawn_as([Alice, Bob])
                .task("t1", [Alice, Bob], TaskType.ImageTask).And(loss("t1", Alice, 0.5)))
            .When(Copied)
            .Then(Refused("no_duplicate"));

    [Fact]
    public void it_is_found_once() => Given(Losses(0.5, 0.5).And(Copied)).When(Copied).Then(Refused("no_duplicate"));

    [Fact]
    public void the_original_is_not_turned_into_a_copy_of_its_copy() =>
        Given(Losses(0.5, 0.5).And(Copied))
            .When(new DuplicateFound(Alice, Bob, "t1"))
            .Then(Refused("no_duplicate"));

    [Fact]
    public void its_row_is_ranked_as_a_failed_evaluation_of_no_fine_tune() =>
        Given(Losses(0.5, 0.5).And(Copied))
            .When(new DecideTask("t1"))
            .Then(new TaskDecided(null,
                [
                    new(0.5, Alice, "Ranked 1st by test_loss", 3),
                    new(null, Bob, "Duplicated submission", -1),
                ], "t1", Alice));

    [Fact]
    public void a_reason_that_stood_before_is_kept() =>
        Given(Losses(0.5, 0.5, "Private repository").And(Copied))
            .When(new DecideTask("t1"))
            .Then<TaskDecided>(decided => Assert.Equal("Private repository", decided.Rows[1].Reason));

    [Fact]
    public void an_empty_reason_is_none() =>
        Given(Losses(0.5, 0.5, "").And(Copied))
            .When(new DecideTask("t1"))
            .Then<TaskDecided>(decided => Assert.Equal("Duplicated submission", decided.Rows[1].Reason));

    [Fact]
    public void it_is_too_late_after_the_verdict() =>
        Given(Losses(0.5, 0.5).Asked(new DecideTask("t1"))).When(Copied).Then(Refused("task_is_over"));
}
