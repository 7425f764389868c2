namespace Gradients.Ledger.Tests.Tournaments;

/// <summary>Surprise 17: more than half of the trainings failed, so a human has to act.</summary>
public sealed class when_many_trainings_fail : TournamentSpec
{
    static readonly FailuresApproved Approved = new("operator", "r1.0");

    static Story A_task(params TrainingStatus[] trainings)
    {
        var story = a_round_with_tasks(8);
        for (var i = 0; i < trainings.Length; i++)
            story.And(a_training("r1.0", story.Members(0)[i], trainings[i]));
        return story;
    }

    [Fact]
    public void the_task_is_not_decided_before_a_human_approves() =>
        Given(A_task(TrainingStatus.Failure, TrainingStatus.Failure))
            .When(new DecideTask("r1.0"))
            .Then(Refused("failures_unapproved"));

    [Fact]
    public void a_human_may_approve() =>
        Given(A_task(TrainingStatus.Failure, TrainingStatus.Failure)).When(Approved).Then(Approved);

    [Fact]
    public void the_task_is_decided_afterwards() =>
        Given(A_task(TrainingStatus.Failure, TrainingStatus.Failure).And(Approved))
            .When(new DecideTask("r1.0"))
            .Then(new TaskDecided(null, [], "r1.0", null));

    [Fact]
    public void it_is_approved_once() =>
        Given(A_task(TrainingStatus.Failure, TrainingStatus.Failure).And(Approved))
            .When(Approved)
            .Then(Refused("nothing_to_approve"));

    [Fact]
    public void exactly_half_is_not_more_than_half() =>
        Given(A_task(TrainingStatus.Failure, TrainingStatus.Success))
            .When(Approved)
            .Then(Refused("nothing_to_approve"));

    [Fact]
    public void a_task_without_failures_needs_no_approval() =>
        Given(A_task(TrainingStatus.Success, TrainingStatus.Success))
            .When(Approved)
            .Then(Refused("nothing_to_approve"));

    [Fact]
    public void a_task_nobody_has_trained_on_needs_no_approval() =>
        Given(A_task()).When(Approved).Then(Refused("nothing_to_approve"));

    [Fact]
    public void a_task_may_be_replaced_instead() =>
        Given(A_task(TrainingStatus.Failure, TrainingStatus.Failure))
            .When(new TaskReplaced("model cannot be loaded", "r1.0"))
            .Then(new TaskReplaced("model cannot be loaded", "r1.0"));

    [Fact]
    public void who_has_no_training_record_is_not_counted()
    {
        var story = a_ledger_with_rules().imported().field(Alice, Bob).drawn_as([Alice, Bob])
            .task("t1", [Alice, Bob], TaskType.ImageTask)
            .And(training("t1", Alice, TrainingStatus.Failure), loss("t1", Bob, 0.5));
        Given(story).When(new DecideTask("t1")).Then(Refused("failures_unapproved"));
    }

    [Theory]
    [InlineData(TrainingStatus.Training)]
    [InlineData(TrainingStatus.Pending)]
    public void only_failures_are_failures(TrainingStatus status)
    {
        var story = a_ledger_with_rules().imported().field(Alice, Bob).drawn_as([Alice, Bob])
            .task("t1", [Alice, Bob], TaskType.ImageTask)
            .And(training("t1", Alice, TrainingStatus.Failure), training("t1", Bob, status));
        Given(story).When(new DecideTask("t1")).Then(new TaskDecided(null, [], "t1", null));
    }

    [Fact]
    public void an_import_needs_the_approval_as_well()
    {
        var story = a_ledger_with_rules().imported().field(Alice).drawn_as([Alice, Placeholder])
            .task("t1", [Alice, Placeholder], TaskType.ImageTask)
            .And(training("t1", Alice, TrainingStatus.Failure));
        Given(story).When(new DecideTask("t1")).Then(Refused("failures_unapproved"));
        Given(story.And(new FailuresApproved(null, "t1")))
            .When(new DecideTask("t1"))
            .Then(new TaskDecided(null, [], "t1", null));
    }
}
