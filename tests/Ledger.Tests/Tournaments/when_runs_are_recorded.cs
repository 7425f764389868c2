namespace Gradients.Ledger.Tests.Tournaments;

public sealed class when_runs_are_recorded : TournamentSpec
{
    readonly Story _story = a_round_with_tasks(8);
    readonly Hotkey _miner;

    public when_runs_are_recorded() => _miner = _story.Members(0)[0];

    RunScheduled Scheduled(int attempt = 1) => new(attempt, _miner, "r1.0");

    RunStarted Started(int attempt = 1) => new(attempt, _miner, "sha256:image", "strict", "r1.0");

    RunFinished Finished(int attempt = 1) => new(attempt, 0, _miner, "sha256:output", "r1.0", new(60.5, 1 << 30, 61));

    RunFailed Failed(int attempt = 1) => new(attempt, _miner, "out_of_memory", "r1.0");

    [Fact]
    public void a_first_attempt_is_scheduled() => Given(_story).When(Scheduled()).Then(Scheduled());

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-1)]
    public void the_first_attempt_is_number_1(int attempt) =>
        Given(_story).When(Scheduled(attempt)).Then(Refused("attempt_out_of_order"));

    [Fact]
    public void an_attempt_is_scheduled_once() =>
        Given(_story.And(Scheduled())).When(Scheduled()).Then(Refused("attempt_out_of_order"));

    [Fact]
    public void the_second_waits_for_the_end_of_the_first()
    {
        Given(_story.And(Scheduled())).When(Scheduled(2)).Then(Refused("attempt_out_of_order"));
        Given(_story.And(Started())).When(Scheduled(2)).Then(Refused("attempt_out_of_order"));
    }

    [Fact]
    public void a_failed_attempt_is_followed_by_a_second() =>
        Given(_story.And(Scheduled(), Failed())).When(Scheduled(2)).Then(Scheduled(2));

    [Fact]
    public void a_finished_attempt_may_be_followed_by_a_second() =>
        Given(_story.And(Scheduled(), Started(), Finished())).When(Scheduled(2)).Then(Scheduled(2));

    [Fact]
    public void there_is_no_third_attempt() =>
        Given(_story.And(Scheduled(), Failed(), Scheduled(2), Failed(2)))
            .When(Scheduled(3))
            .Then(Refused("attempt_out_of_order"));

    [Fact]
    public void a_scheduled_run_starts() => Given(_story.And(Scheduled())).When(Started()).Then(Started());

    [Fact]
    public void a_run_starts_after_its_schedule() =>
        Given(_story).When(Started()).Then(Refused("run_out_of_order"));

    [Fact]
    public void a_run_starts_once() =>
        Given(_story.And(Scheduled(), Started())).When(Started()).Then(Refused("run_out_of_order"));

    [Fact]
    public void a_late_start_of_the_first_attempt_is_stale() =>
        Given(_story.And(Scheduled(), Failed(), Scheduled(2))).When(Started(1)).Then(Refused("run_out_of_order"));

    [Fact]
    public void a_started_run_finishes_with_what_it_used() =>
        Given(_story.And(Scheduled(), Started())).When(Finished()).Then(Finished());

    [Fact]
    public void a_run_does_not_finish_before_it_started() =>
        Given(_story.And(Scheduled())).When(Finished()).Then(Refused("run_out_of_order"));

    [Fact]
    public void a_run_finishes_once() =>
        Given(_story.And(Scheduled(), Started(), Finished())).When(Finished()).Then(Refused("run_out_of_order"));

    [Fact]
    public void a_run_may_fail_before_or_after_its_start()
    {
        Given(_story.And(Scheduled())).When(Failed()).Then(Failed());
        Given(_story.And(Started())).When(Failed()).Then(Failed());
    }

    [Fact]
    public void a_finished_run_does_not_fail_afterwards() =>
        Given(_story.And(Scheduled(), Started(), Finished())).When(Failed()).Then(Refused("run_out_of_order"));

    [Fact]
    public void a_result_of_the_first_attempt_is_stale_during_the_second() =>
        Given(_story.And(Scheduled(), Failed(), Scheduled(2), Started(2)))
            .When(Finished(1))
            .Then(Refused("run_out_of_order"));

    [Fact]
    public void strangers_do_not_run() =>
        Given(_story).When(new RunScheduled(1, Eve, "r1.0")).Then(Refused("not_in_task"));

    [Fact]
    public void members_of_another_pair_do_not_run_here() =>
        Given(_story).When(new RunScheduled(1, _story.Members(1)[0], "r1.0")).Then(Refused("not_in_task"));

    [Fact]
    public void there_must_be_a_task_and_a_round()
    {
        Given(_story).When(new RunScheduled(1, _miner, "r7.0")).Then(Refused("no_task"));
        Given(a_closed_field(8)).When(new RunScheduled(1, Miner(1), "r1.0")).Then(Refused("no_round_running"));
    }

    [Fact]
    public void training_ends_after_a_run()
    {
        Given(_story).When(training("r1.0", _miner)).Then(Refused("not_run"));
        Given(_story.And(Scheduled())).When(training("r1.0", _miner)).Then(Refused("not_run"));
        Given(_story.And(Started())).When(training("r1.0", _miner)).Then(Refused("not_run"));
        Given(_story.And(Finished())).When(training("r1.0", _miner)).Then(training("r1.0", _miner));
    }

    [Fact]
    public void training_ends_in_failure_after_a_failed_run() =>
        Given(_story.And(Scheduled(), Failed()))
            .When(training("r1.0", _miner, TrainingStatus.Failure))
            .Then(training("r1.0", _miner, TrainingStatus.Failure));

    [Fact]
    public void training_ends_once() =>
        Given(_story.And(a_training("r1.0", _miner))).When(training("r1.0", _miner)).Then(Refused("training_over"));

    [Fact]
    public void nothing_is_scheduled_after_training_ended() =>
        Given(_story.And(a_training("r1.0", _miner))).When(Scheduled(2)).Then(Refused("training_over"));

    [Fact]
    public void an_import_knows_no_runs() =>
        Given(a_ledger_with_rules().imported().field(Alice, Bob).drawn_as([Alice, Bob])
                .task("t1", [Alice, Bob], TaskType.ImageTask))
            .When(training("t1", Alice, TrainingStatus.Training))
            .Then(training("t1", Alice, TrainingStatus.Training));
}
