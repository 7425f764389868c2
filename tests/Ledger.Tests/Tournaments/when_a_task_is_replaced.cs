namespace Gradients.Ledger.Tests.Tournaments;

public sealed class when_a_task_is_replaced : TournamentSpec
{
    static readonly TaskReplaced Replaced = new("dataset is empty", "r1.0");

    static TaskPosed Substitute(Story story, string? replaces = "r1.0", int slot = 0) =>
        a_task("second", [.. story.Members(slot)], slot: slot, replaces: replaces);

    [Fact]
    public void it_counts_no_longer() =>
        Given(a_round_with_tasks(8)).When(Replaced).Then(Replaced);

    [Fact]
    public void there_must_be_such_a_task() =>
        Given(a_round_with_tasks(8)).When(new TaskReplaced("?", "r9.9")).Then(Refused("no_task"));

    [Fact]
    public void it_is_replaced_once() =>
        Given(a_round_with_tasks(8).And(Replaced)).When(Replaced).Then(Refused("task_is_over"));

    [Fact]
    public void a_decided_one_stands()
    {
        var story = a_round_with_tasks(8);
        foreach (var entrant in story.Members(0))
            story.And(a_trained_loss("r1.0", entrant, 1.0));
        Given(story.Asked(new DecideTask("r1.0"))).When(Replaced).Then(Refused("task_is_over"));
    }

    [Fact]
    public void a_substitute_takes_its_slot()
    {
        var story = a_round_with_tasks(8).And(Replaced);
        Given(story).When(Substitute(story)).Then(Substitute(story));
    }

    [Fact]
    public void a_substitute_need_not_say_what_it_replaces()
    {
        var story = a_round_with_tasks(8).And(Replaced);
        Given(story).When(Substitute(story, null)).Then(Substitute(story, null));
    }

    [Fact]
    public void a_substitute_stands_in_for_a_replaced_task_only()
    {
        var story = a_round_with_tasks(8).And(Replaced);
        Given(story).When(Substitute(story, "r1.1")).Then(Refused("nothing_to_replace"));
        Given(story).When(Substitute(story, "r9.9")).Then(Refused("nothing_to_replace"));
    }

    [Fact]
    public void a_substitute_stands_in_the_same_slot()
    {
        var story = a_round_with_tasks(8).And(Replaced, new TaskReplaced("too", "r1.1"));
        Given(story).When(Substitute(story, "r1.0", slot: 1)).Then(Refused("nothing_to_replace"));
    }

    [Fact]
    public void there_is_one_substitute()
    {
        var story = a_round_with_tasks(8).And(Replaced);
        story.And(Substitute(story));
        Given(story).When(Substitute(story) with { Task = "third" }).Then(Refused("too_many_tasks"));
    }

    [Fact]
    public void a_substitute_may_be_replaced_in_turn()
    {
        var story = a_round_with_tasks(8).And(Replaced);
        story.And(Substitute(story), new TaskReplaced("again", "second"));
        var third = Substitute(story, "second") with { Task = "third" };
        Given(story).When(third).Then(third);
    }

    [Fact]
    public void nothing_more_is_recorded_about_it()
    {
        var story = a_round_with_tasks(8).And(Replaced);
        var entrant = story.Members(0)[0];
        Given(story).When(new RunScheduled(1, entrant, "r1.0")).Then(Refused("task_is_over"));
        Given(story).When(loss("r1.0", entrant, 1.0)).Then(Refused("task_is_over"));
        Given(story).When(new DecideTask("r1.0")).Then(Refused("task_is_over"));
    }

    [Fact]
    public void its_losses_decide_nothing()
    {
        var story = a_round_with_tasks(8);
        var pair = story.Members(0);
        story.And([.. a_trained_loss("r1.0", pair[0], 0.1), Replaced]);
        story.And(Substitute(story));
        story.And([.. a_trained_loss("second", pair[0], 9.0), .. a_trained_loss("second", pair[1], 1.0)]);
        Given(story).When(new DecideTask("second")).Then<TaskDecided>(d => Assert.Equal(pair[1], d.Winner));
    }

    [Fact]
    public void its_winner_does_not_go_on()
    {
        var story = a_ledger_with_rules().imported().field(Alice, Bob).drawn_as([Alice, Bob])
            .task("first", [Alice, Bob], TaskType.ImageTask).And(loss("first", Alice, 0.1), loss("first", Bob, 0.2))
            .And(new TaskReplaced("wrong held-out set", "first"))
            .task("second", [Alice, Bob], TaskType.ImageTask).decided("second", (Alice, 2), (Bob, 1));
        Given(story).When(new CloseRound()).Then(new RoundClosed([Bob], [Placeholder, Alice], 1));
    }

    [Fact]
    public void the_round_waits_for_its_substitute()
    {
        var story = a_round_with_tasks(8).And(Replaced);
        foreach (var slot in new[] { 1, 2, 3 })
        {
            foreach (var entrant in story.Members(slot))
                story.And(a_trained_loss($"r1.{slot}", entrant, 1.0));
            story.Asked(new DecideTask($"r1.{slot}"));
        }
        Given(story).When(new CloseRound()).Then(Refused("tasks_missing"));
    }
}
