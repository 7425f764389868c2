using Gradients.Runners.Meter.Containers;

namespace Gradients.Runners.Tests.Meter.Containers;

public sealed class when_grpo_models_are_scored
{
    [Fact]
    public void two_models_with_a_negative_get_a_quarter_and_three_quarters() =>
        Assert.Equal([0.75, 0.25], GrpoPool.Scores([Model(0, ("f", 2.0)), Model(0, ("f", -1.0))]));

    [Fact]
    public void a_single_model_and_all_zero_get_one()
    {
        Assert.Equal([1.0], GrpoPool.Scores([Model(0, ("f", 0.3))]));
        Assert.Equal([1.0, 1.0], GrpoPool.Scores([Model(0, ("f", 0.0)), Model(0, ("f", 0.0))]));
    }

    [Fact]
    public void three_models_are_shifted_and_divided_and_pay_for_their_divergence() => Assert.Equal(
        [0.0 - 0.5 * 0.2, 0.5, 1.0],
        GrpoPool.Scores([Model(0.2, ("f", -1.0)), Model(0, ("f", 0.0)), Model(0, ("f", 1.0))]));

    [Fact]
    public void weights_count_and_a_missing_one_is_one() => Assert.Equal(
        [0.25 * 1.0 + 0.5, 0.25 * 0.5 + 1.0],
        GrpoPool.Scores([Model(0, ("f", 4.0), ("g", 1.0)), Model(0, ("f", 2.0), ("g", 2.0))]));

    [Fact]
    public void a_failed_model_shifts_nobody() => Assert.Equal(
        [0.5, null, 1.0],
        GrpoPool.Scores([Model(0, ("f", 1.0)), new("x", false, null, null, null, null, "failed"),
            Model(0, ("f", 2.0))]));

    static EvaluatedModel Model(double divergence, params (string, double)[] rewards) =>
        new("m", true, null, rewards, rewards.Length > 1 ? [("f", 0.25)] : [], divergence, null);
}
