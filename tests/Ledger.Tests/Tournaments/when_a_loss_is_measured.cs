namespace Gradients.Ledger.Tests.Tournaments;

public sealed class when_a_loss_is_measured : TournamentSpec
{
    readonly Story _story = a_round_with_tasks(8);
    readonly Hotkey _miner;
    readonly Hotkey _other;

    public when_a_loss_is_measured()
    {
        (_miner, _other) = (_story.Members(0)[0], _story.Members(0)[1]);
        _story.And(a_training("r1.0", _miner));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.0)]
    [InlineData(-3.5)]
    [InlineData(double.Epsilon)]
    [InlineData(double.MaxValue)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void every_double_is_a_legal_loss(double value) => Is_legal(value);

    [Fact]
    public void a_negative_zero_is_kept_apart_from_zero() => Is_legal(-0.0);

    void Is_legal(double value)
    {
        var measured = loss("r1.0", _miner, value);
        Given(_story).When(measured).Then(measured);
        Given(_story).When(measured).Then<LossMeasured>(e => Assert.Equal(
            BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(e.Loss)));
    }

    [Fact]
    public void it_is_measured_after_training() =>
        Given(_story).When(loss("r1.0", _other, 0.5)).Then(Refused("not_trained"));

    [Fact]
    public void it_is_measured_once() =>
        Given(_story.And(loss("r1.0", _miner, 0.5))).When(loss("r1.0", _miner, 0.4)).Then(Refused("already_measured"));

    [Fact]
    public void a_failed_evaluation_is_a_measurement_too() =>
        Given(_story.And(loss("r1.0", _miner, double.NaN)))
            .When(loss("r1.0", _miner, 0.4))
            .Then(Refused("already_measured"));

    [Fact]
    public void it_is_measured_on_the_tasks_held_out_set() =>
        Given(_story)
            .When(loss("r1.0", _miner, 0.5) with { HeldOutDigest = "sha256:other" })
            .Then(Refused("held_out_set_differs"));

    [Fact]
    public void it_names_the_held_out_set() =>
        Given(_story).When(loss("r1.0", _miner, 0.5) with { HeldOutDigest = null }).Then(Refused("loss_incomplete"));

    [Fact]
    public void strangers_are_not_measured() =>
        Given(_story).When(loss("r1.0", Eve, 0.5)).Then(Refused("not_in_task"));

    [Fact]
    public void there_must_be_such_a_task() =>
        Given(_story).When(loss("r8.0", _miner, 0.5)).Then(Refused("no_task"));

    [Fact]
    public void it_may_carry_a_reason_that_stood_before_ranking() =>
        Given(_story)
            .When(loss("r1.0", _miner, 0.5, reason: "Repository is private"))
            .Then(loss("r1.0", _miner, 0.5, reason: "Repository is private"));

    /// <summary>Surprise 4 lives from this: a fine loss though training is said to have failed.</summary>
    [Fact]
    public void a_model_of_a_failed_training_may_still_be_measured()
    {
        _story.And(a_training("r1.0", _other, TrainingStatus.Failure));
        Given(_story).When(loss("r1.0", _other, 0.5)).Then(loss("r1.0", _other, 0.5));
    }

    [Fact]
    public void a_measurement_may_fail() =>
        Given(_story)
            .When(new MeasurementFailed(_miner, "evaluator_crashed", "r1.0"))
            .Then(new MeasurementFailed(_miner, "evaluator_crashed", "r1.0"));

    [Fact]
    public void a_failed_measurement_is_final()
    {
        _story.And(new MeasurementFailed(_miner, "evaluator_crashed", "r1.0"));
        Given(_story).When(loss("r1.0", _miner, 0.5)).Then(Refused("already_measured"));
        Given(_story).When(new MeasurementFailed(_miner, "again", "r1.0")).Then(Refused("already_measured"));
    }

    [Fact]
    public void a_measured_loss_does_not_fail_afterwards() =>
        Given(_story.And(loss("r1.0", _miner, 0.5)))
            .When(new MeasurementFailed(_miner, "late", "r1.0"))
            .Then(Refused("already_measured"));

    [Fact]
    public void a_measurement_fails_after_training() =>
        Given(_story).When(new MeasurementFailed(_other, "no_model", "r1.0")).Then(Refused("not_trained"));

    [Fact]
    public void an_imported_loss_stands_without_training_or_digest() =>
        Given(a_ledger_with_rules().imported().field(Alice, Bob).drawn_as([Alice, Bob])
                .task("t1", [Alice, Bob], TaskType.ImageTask))
            .When(new LossMeasured(null, Alice, true, 0.5, null, null, "t1"))
            .Then(new LossMeasured(null, Alice, true, 0.5, null, null, "t1"));

    [Fact]
    public void an_imported_loss_that_names_a_set_names_the_right_one() =>
        Given(a_ledger_with_rules().imported().field(Alice, Bob).drawn_as([Alice, Bob])
                .And(a_task("t1", [Alice, Bob], TaskType.ImageTask)))
            .When(new LossMeasured("sha256:other", Alice, true, 0.5, null, null, "t1"))
            .Then(Refused("held_out_set_differs"));
}
