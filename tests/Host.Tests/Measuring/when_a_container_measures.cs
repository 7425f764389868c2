using Gradients.Ledger;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Meter.Arithmetic;
using Gradients.Runners.Meter.Containers;
using Gradients.Runners.Meter.Measuring;
using Gradients.Runners.Meter.Metrics;

namespace Gradients.Host.Tests.Measuring;

public sealed class when_a_container_measures(DemoTournament demo) : IClassFixture<DemoTournament>
{
    [Fact]
    public async Task an_image_task_is_trained_evaluated_and_told_as_events()
    {
        var task = demo.Task(TournamentType.Image, TaskType.ImageTask);
        var miners = demo.Miners[TournamentType.Image];
        var broken = Cages.OpenFolder("broken-");
        File.Copy(Path.Combine(task.Model, "config.json"), Path.Combine(broken, "config.json"));
        File.WriteAllBytes(Path.Combine(broken, "model.safetensors"), [255, 255, 255, 255, 255, 255, 255, 127, 0]);
        var evaluated = await demo.EvaluateAsync(task,
        [
            new("first", await demo.TrainAsync(task, miners[0])), new("second", await demo.TrainAsync(task, miners[1])),
            new("broken", broken),
        ]);
        Directory.Delete(broken, recursive: true);
        Assert.Equal((null, 1), (evaluated.Failure, evaluated.Tries));
        Hotkey third = new("third");
        var events = ContainerMeasurements.Of(evaluated.Results!, task.Posed.Task, task.Posed.HeldOutDigest!,
            [(miners[0].Miner.Hotkey, "first"), (miners[1].Miner.Hotkey, "second"), (third, "broken")]);
        var first = Assert.IsType<LossMeasured>(events[0]);
        var second = Assert.IsType<LossMeasured>(events[1]);
        Assert.True(first.IsFinetune && second.IsFinetune);
        // The second miner trains longer and faster.
        Assert.InRange(second.Loss, 0.0001, first.Loss * 0.9);
        Assert.Contains("JSONDecodeError", Assert.IsType<MeasurementFailed>(events[2]).Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_grpo_task_gets_rewards_and_divergences_and_the_base_itself_has_none()
    {
        var task = demo.Task(TournamentType.Text, TaskType.GrpoTask);
        var trained = await demo.TrainAsync(task, demo.Miners[TournamentType.Text][1]);
        var evaluated = await demo.EvaluateAsync(task, [new("trained", trained), new("untouched", task.Model)]);
        Assert.Null(evaluated.Failure);
        var models = evaluated.Results!.Models;
        Assert.Equal(["longer", "upper"], models[0].Rewards!.Select(reward => reward.Function));
        Assert.Equal([0.75, 0.25], models[0].Weights!.Select(weight => weight.Value));
        Assert.InRange(models[0].Divergence!.Value, 0.001, 100);
        Assert.Equal(0.0, models[1].Divergence!.Value, 6);
        // The native meter computes the divergence too, with sums of its own.
        var native = new NativeMeter(new TokenScores(new Workers(1), 1024, _ => { }), _ => { }).Take(
            new(trained, task.Model, task.HeldOut, TaskType.GrpoTask, task.Kind));
        Assert.Equal(native.Score.Value, models[0].Divergence!.Value, 4);
    }

    [Fact]
    public async Task an_instruct_task_has_the_loss_that_the_native_meter_finds()
    {
        var task = demo.Task(TournamentType.Text, TaskType.InstructTextTask);
        var trained = await demo.TrainAsync(task, demo.Miners[TournamentType.Text][0]);
        var evaluated = await demo.EvaluateAsync(task, [new("trained", trained)]);
        var native = new NativeMeter(new TokenScores(new Workers(1), 1024, _ => { }), _ => { }).Take(
            new(trained, task.Model, task.HeldOut, TaskType.InstructTextTask, task.Kind));
        Assert.True(native.IsFinetune && evaluated.Results!.Models[0].IsFinetune);
        Assert.Equal(native.Score.Value, evaluated.Results!.Models[0].Loss!.Value, 4);
    }

    [Fact]
    public async Task an_evaluator_that_leaves_nothing_is_tried_again_and_then_says_why()
    {
        var task = demo.Task(TournamentType.Image, TaskType.ImageTask);
        // A miner's image knows nothing of the variables and leaves no result.
        var evaluated = await demo.EvaluateAsync(
            task, [new("any", task.Model)], demo.Miners[TournamentType.Image][0].Image);
        Assert.Equal((null, ContainerMeter.MostTries), (evaluated.Results, evaluated.Tries));
        Assert.Equal("the evaluator left no evaluation_results.json (Exited, exit 2)", evaluated.Failure);
    }

    [Fact]
    public async Task one_that_is_given_up_is_no_verdict()
    {
        var task = demo.Task(TournamentType.Image, TaskType.ImageTask);
        using var stop = new CancellationTokenSource();
        var slow = await demo.BuildAsync(
            Entry.Of($"FROM {Engines.Base}\nENTRYPOINT [\"sleep\", \"600\"]\n"), Entry.Dockerfile);
        var measuring = demo.EvaluateAsync(task, [new("any", task.Model)], slow, stop.Token);
        await demo.RunsAsync();
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => measuring);
    }
}
