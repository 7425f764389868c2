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

    [Fact]
    public void raw_rewards_become_events_where_a_rulebook_makes_scores_of_them()
    {
        var results = Read(TaskType.GrpoTask, """
            {"a":{"is_finetune":true,"eval_loss":0.5,"final_raw_rewards":{"f":1,"g":2},"weights":{"f":0.5},
                  "kl_divergence":0.25},
             "b":"failed","d":{"is_finetune":false,"final_raw_rewards":{"f":9},"kl_divergence":0}}
            """);
        var facts = ContainerMeasurements.Rewards(
            results, "t", [(Alice, "a"), (Bob, "b"), (Carol, "c"), (new("dave"), "d")]);
        var alice = Assert.IsType<RewardsMeasured>(facts[0]);
        Assert.Equal((0.25, Alice, 0.5, "t"), (alice.Divergence, alice.Hotkey, alice.Score, alice.Task));
        Assert.Equal([new Reward("f", 1, 0.5), new("g", 2, null)], alice.Rewards);
        Assert.Equal([new MeasurementFailed(Bob, "failed", "t"),
            new MeasurementFailed(Carol, "the evaluation says nothing of this model", "t"),
            new MeasurementFailed(new("dave"), "not a fine-tune of the base", "t")], facts.Skip(1));
    }

    [Fact]
    public void games_of_pairs_and_own_scores_become_events()
    {
        var results = Read(TaskType.EnvironmentTask, """
            {"a":{"is_finetune":true,"scores":{"swe":0.5}},"b":{"is_finetune":true},"c":"out of memory",
             "d":{"is_finetune":false,"scores":{"swe":9}},
             "pair_results":[
               {"model_a":"d","model_b":"a","results":{"duel":{"model_a_wins":3,"model_b_wins":1,"draws":2}}},
               {"model_a":"b","model_b":"a",
                "results":{"duel":{"model_a_wins":3,"model_b_wins":1,"draws":2,"total_games":6}}},
               {"model_a":"a","model_b":"stranger","results":{"duel":{"model_a_wins":9,"model_b_wins":0,"draws":0}}}]}
            """);
        Assert.Equal<TournamentEvent>(
            [new GamesPlayed(2, "duel", Bob, 3, Alice, 1, "t"), new EnvironmentScored("swe", Alice, 0.5, "t")],
            ContainerMeasurements.Environments(
                results, "t", [(Alice, "a"), (Bob, "b"), (Carol, "c"), (new("dave"), "d")]));
    }

    [Fact]
    public void an_evaluation_without_games_and_scores_is_none() => Assert.Equal<TournamentEvent>(
        [new MeasurementFailed(Alice, "out of memory", "t")],
        ContainerMeasurements.Environments(
            Read(TaskType.EnvironmentTask, """{"a":"out of memory"}"""), "t", [(Alice, "a")]));

    [Theory]
    [InlineData("""{"model_a":"a","model_b":"a","results":{"duel":{"model_a_wins":1,"model_b_wins":0,"draws":0}}}""",
        "a and a play once in duel")]
    [InlineData("""{"model_a":"a","model_b":"b","results":{"duel":{"model_a_wins":-1,"model_b_wins":0,"draws":0}}}""",
        "model_a_wins of duel is no number of games")]
    [InlineData("""{"model_a":"a","model_b":"b","results":{"duel":{"model_a_wins":1,"draws":0}}}""",
        "model_b_wins of duel is no number of games")]
    [InlineData("""
        {"model_a":"a","model_b":"b","results":{"duel":{"model_a_wins":1,"model_b_wins":0,"draws":0,"total_games":2}}}
        """, "do not add up to total_games")]
    [InlineData("""{"model_a":"a","model_b":"b"}""", "a and b have no results")]
    [InlineData("""{"model_b":"b","results":{}}""", "model_a is missing")]
    public void malformed_games_are_refused_with_the_whole_file(string pair, string why) => Assert.Contains(why,
        Assert.Throws<FormatException>(
            () => Read(TaskType.EnvironmentTask, $$"""{"pair_results":[{{pair}}]}""")).Message,
        StringComparison.Ordinal);

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
