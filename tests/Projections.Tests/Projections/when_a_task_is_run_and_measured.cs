using Gradients.Ledger.Tournaments;

namespace Gradients.Projections.Tests;

public sealed class when_a_task_is_run_and_measured
{
    readonly Story _story = new Story().Open("spring", TournamentType.Text, "a", "b").Draw("spring", ["a", "b"])
        .Pose("spring", "t", 0, ["b", "a"]);

    Cells A => _story.Row("task_results", "spring", 1, "t", "a");

    Cells B => _story.Row("task_results", "spring", 1, "t", "b");

    [Fact]
    public void posing_it_lists_the_entrants_in_row_order()
    {
        Assert.Equal((0, 1), (B["row_order"], A["row_order"]));
        Assert.Equal(("InstructTextTask", 0, 0), (A["task_type"], A["slot"], A["task_order"]));
        Assert.Null(A["training"]);
        Assert.Null(A["winner"]);
        Assert.Equal(false, A["replaced"]);
    }

    [Fact]
    public void attempts_show_when_training_ends()
    {
        foreach (var attempt in new[] { 1, 2 })
            _story.Tell("spring", new RunScheduled(attempt, new("a"), "t"))
                .Tell("spring", new RunStarted(attempt, new("a"), "sha256:1", "strict", "t"))
                .Tell("spring", new RunFinished(attempt, 0, new("a"), null, "t", null));
        Assert.Empty(_story.Changed);
        _story.Train("spring", "t", "a");
        Assert.Equal((2, "success"), (A["attempts"], A["training"]));
        Assert.Single(_story.Changed);
    }

    [Fact]
    public void a_loss_names_its_position()
    {
        _story.Measure("spring", "t", "a", 0.25);
        Assert.Equal((0.25, true, (object)_story.Head), (A["loss"], A["is_finetune"], A["loss_position"]));
        Assert.Null(A["score"]);
        Assert.Null(B["loss"]);
        Assert.Null(B["is_finetune"]);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(-0.0)]
    public void a_loss_keeps_its_bits(double loss)
    {
        _story.Measure("spring", "t", "a", loss);
        Assert.Equal(BitConverter.DoubleToInt64Bits(loss), BitConverter.DoubleToInt64Bits((double)A["loss"]!));
    }

    [Fact]
    public void the_verdict_brings_scores_reasons_and_the_winner()
    {
        _story.Measure("spring", "t", "b", 0.2).Measure("spring", "t", "a", 0.1).Decide("spring", "t");
        Assert.Equal((3.0, 0.1, true), (A["score"], A["adjusted_loss"], A["winner"]));
        Assert.Equal("Ranked 1st by test_loss", A["reason"]);
        Assert.Equal((0.0, false), (B["score"], B["winner"]));
        Assert.Null(A["boss_round_winner"]);
    }

    [Fact]
    public void somebody_never_measured_has_no_score()
    {
        _story.Measure("spring", "t", "a", 0.1)
            .Tell("spring", new MeasurementFailed(new("b"), "model_missing", "t")).Decide("spring", "t");
        Assert.Equal("model_missing", B["reason"]);
        Assert.Null(B["score"]);
        Assert.Equal(false, B["winner"]);
        _story.CloseRound("spring");
        Assert.Equal(1, _story.Row("careers", "a")["tasks_measured"]);
        Assert.Equal(0, _story.Row("careers", "b")["tasks_measured"]);
    }

    [Fact]
    public void a_duplicate_is_ranked_as_not_a_number()
    {
        _story.Measure("spring", "t", "b", 0.2).Measure("spring", "t", "a", 0.2)
            .Tell("spring", new DuplicateFound(new("a"), new("b"), "t"));
        Assert.Equal((double.NaN, false, "b"), (A["loss"], A["is_finetune"], A["duplicate_of"]));
        _story.Decide("spring", "t");
        Assert.Equal(("Duplicated submission", -1.0), (A["reason"], A["score"]));
        Assert.Equal(true, B["winner"]);
    }

    [Fact]
    public void a_replaced_task_stays_visible_as_such()
    {
        _story.Measure("spring", "t", "a", 0.1).Tell("spring", new TaskReplaced("dataset withdrawn", "t"))
            .Pose("spring", "u", 0, ["a", "b"], TaskType.DpoTask, replaces: "t");
        Assert.Equal((true, 0.1), (A["replaced"], A["loss"]));
        Assert.Null(A["winner"]);
        var successor = _story.Row("task_results", "spring", 1, "u", "a");
        Assert.Equal((false, 1, "DpoTask"), (successor["replaced"], successor["task_order"], successor["task_type"]));
    }

    [Fact]
    public void a_decided_task_is_forgotten()
    {
        var results = new TaskResults();
        _story.Measure("spring", "t", "a", 0.1).Decide("spring", "t");
        foreach (var e in _story.Events)
            results.Apply(e, []);
        Assert.Equal(0, results.Rounds.Of(_story.Events[^1]).Open);
    }
}
