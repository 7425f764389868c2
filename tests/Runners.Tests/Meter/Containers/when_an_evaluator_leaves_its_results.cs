using System.Text;
using Gradients.Ledger;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Meter.Containers;

namespace Gradients.Runners.Tests.Meter.Containers;

public sealed class when_an_evaluator_leaves_its_results
{
    static readonly Hotkey Alice = new("alice"), Bob = new("bob"), Carol = new("carol");

    [Fact]
    public void losses_and_errors_become_events()
    {
        var results = Read(TaskType.InstructTextTask, """
            {"a":{"is_finetune":true,"eval_loss":1.25},"b":"CUDA out\nof memory","model_params_count":70000000}
            """);
        Assert.Equal(70_000_000, results.Parameters);
        Assert.Equal<TournamentEvent>(
            [
                new LossMeasured("sha256:00", Alice, true, 1.25, "container", null, "t"),
                new MeasurementFailed(Bob, "CUDA out of memory", "t"),
                new MeasurementFailed(Carol, "the evaluation says nothing of this model", "t"),
            ],
            ContainerMeasurements.Of(results, "t", "sha256:00", [(Alice, "a"), (Bob, "b"), (Carol, "c")]));
    }

    [Fact]
    public void grpo_scores_come_from_the_rewards_of_the_pool()
    {
        var results = Read(TaskType.GrpoTask, """
            {"a":{"is_finetune":true,"final_raw_rewards":{"f":1},"weights":{"f":0.5},"kl_divergence":0.25},
             "b":"failed","c":{"is_finetune":false,"final_raw_rewards":{"f":2},"weights":{"f":0.5},"kl_divergence":0}}
            """);
        Assert.Equal<TournamentEvent>(
            [
                new LossMeasured("h", Carol, false, 0.5, "container", null, "t"),
                new LossMeasured("h", Alice, true, 0.5 * 0.5 - 0.5 * 0.25, "container", null, "t"),
            ],
            ContainerMeasurements.Of(results, "t", "h", [(Carol, "c"), (Alice, "a")]));
    }

    [Theory]
    [InlineData("""{"a":{"is_finetune":true,"text_guided_losses":[1,3],"no_text_losses":[4]}}""", 0.25 * 2 + 0.75 * 4)]
    [InlineData("""{"a":{"is_finetune":true,"eval_loss":{"text_guided_losses":[1,3],"no_text_losses":[4]}}}""", 3.5)]
    [InlineData("""{"a":{"is_finetune":true,"text_guided_losses":[],"no_text_losses":[4]}}""", 3.0)]
    public void an_image_loss_weighs_its_two_lists(string json, double loss) =>
        Assert.Equal(loss, Assert.Single(Read(TaskType.ImageTask, json).Models).Loss);

    [Theory]
    [InlineData("""{"a":{"is_finetune":true,"eval_loss":NaN}}""", "eval_loss is \"NaN\", no finite number")]
    [InlineData("""{"a":{"is_finetune":true,"eval_loss":-Infinity}}""", "eval_loss is \"-Infinity\", no finite number")]
    [InlineData("""{"a":{"is_finetune":true,"eval_loss":1e999}}""", "eval_loss is 1e999, no finite number")]
    [InlineData("""{"a":{"is_finetune":true,"eval_loss":null}}""", "eval_loss is missing")]
    [InlineData("""{"a":{"is_finetune":true}}""", "eval_loss is missing")]
    [InlineData("""{"a":{"eval_loss":1}}""", "is_finetune is missing")]
    [InlineData("""{"a":{"is_finetune":1,"eval_loss":1}}""", "is_finetune is missing")]
    [InlineData("""{"a":7}""", "the result is neither numbers nor an error text")]
    public void a_loss_that_is_missing_or_not_finite_is_no_score(string json, string reason) =>
        Fails(TaskType.InstructTextTask, json, reason);

    [Theory]
    [InlineData("""{"a":{"is_finetune":true,"final_raw_rewards":{}}}""", "final_raw_rewards is missing or empty")]
    [InlineData("""{"a":{"is_finetune":true,"eval_loss":1}}""", "final_raw_rewards is missing or empty")]
    [InlineData("""{"a":{"is_finetune":true,"final_raw_rewards":{"f":1}}}""", "kl_divergence is missing")]
    [InlineData("""{"a":{"is_finetune":true,"final_raw_rewards":{"f":NaN},"kl_divergence":0}}""",
        "f is \"NaN\", no finite number")]
    public void rewards_that_are_missing_or_not_finite_are_no_score(string json, string reason) =>
        Fails(TaskType.GrpoTask, json, reason);

    [Theory]
    [InlineData("""{"a":{"is_finetune":true,"no_text_losses":[1,"NaN \" NaN"]}}""",
        "no_text_losses holds \"NaN \\\" NaN\", no finite number")]
    [InlineData("""{"a":{"is_finetune":true,"eval_loss":0.5}}""", "text_guided_losses and no_text_losses are missing")]
    [InlineData("""{"a":{"is_finetune":true,"no_text_losses":[1e308,1e308,1e308]}}""",
        "the mean of the image losses is not finite")]
    public void image_losses_that_are_missing_or_not_finite_are_no_score(string json, string reason) =>
        Fails(TaskType.ImageTask, json, reason);

    [Theory]
    [InlineData(""), InlineData("[]"), InlineData("{\"a\":1,\"a\":2}"), InlineData("{\"a\":"), InlineData("NaN")]
    public void what_is_no_result_at_all_is_refused(string json) =>
        Assert.Throws<FormatException>(() => Read(TaskType.InstructTextTask, json));

    static void Fails(TaskType type, string json, string reason)
    {
        var model = Assert.Single(Read(type, json).Models);
        Assert.Equal((null, reason), (model.Loss, model.Failure));
    }

    static EvaluationResults Read(TaskType type, string json) =>
        EvaluationResults.Read(Encoding.UTF8.GetBytes(json), type);
}
