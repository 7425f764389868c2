namespace Gradients.Ledger.Tests.Tournaments;

public sealed class when_the_boss_round_is_posed : TournamentSpec
{
    static Story The_boss_round_is_drawn(TournamentType type)
    {
        var story = a_ledger_with_rules().announced(type).closed_with(Miners(8)).drawn().posed();
        while (!((Tournament.Running)story.Current()).Round!.IsBossRound)
        {
            story.measured(the_later_is_better).Asked(new CloseRound()).drawn();
            if (!((Tournament.Running)story.Current()).Round!.IsBossRound)
                story.posed();
        }
        return story;
    }

    static TaskPosed Task(Story story, string id, TaskType type) => a_task(id, [.. story.Members(0)], type);

    [Fact]
    public void eight_entrants_need_three_knockouts_before_it()
    {
        var running = (Tournament.Running)The_boss_round_is_drawn(TournamentType.Text).Current();
        Assert.Equal(
            [RoundKind.Knockout, RoundKind.Knockout, RoundKind.Knockout], running.Past.Select(round => round.Kind));
        Assert.Contains(Placeholder, running.Round!.Assignments[0]);
    }

    [Fact]
    public void a_text_final_has_two_tasks_of_each_kind()
    {
        var story = The_boss_round_is_drawn(TournamentType.Text);
        foreach (var type in new[] { TaskType.InstructTextTask, TaskType.DpoTask, TaskType.GrpoTask })
        {
            story.And(Task(story, $"{type}1", type), Task(story, $"{type}2", type));
            Given(story).When(Task(story, $"{type}3", type)).Then(Refused("too_many_tasks"));
        }
        Assert.Equal(6, ((Tournament.Running)story.Current()).Round!.Tasks.Length);
    }

    [Fact]
    public void an_image_final_has_six_image_tasks()
    {
        var story = The_boss_round_is_drawn(TournamentType.Image);
        for (var i = 0; i < 6; i++)
            story.And(Task(story, $"t{i}", TaskType.ImageTask));
        Given(story).When(Task(story, "t6", TaskType.ImageTask)).Then(Refused("too_many_tasks"));
    }

    [Fact]
    public void a_replaced_one_makes_room_for_one_of_its_kind()
    {
        var story = The_boss_round_is_drawn(TournamentType.Text).posed();
        story.And(new TaskReplaced("broken dataset", "r4.4"));
        Given(story).When(Task(story, "again", TaskType.DpoTask)).Then(Refused("too_many_tasks"));
        var again = Task(story, "again", TaskType.GrpoTask) with { Replaces = "r4.4" };
        Given(story).When(again).Then(again);
    }

    [Fact]
    public void the_round_does_not_close_with_five_tasks()
    {
        var story = The_boss_round_is_drawn(TournamentType.Image);
        for (var i = 0; i < 5; i++)
            story.And(Task(story, $"t{i}", TaskType.ImageTask));
        Given(story.measured(the_later_is_better)).When(new CloseRound()).Then(Refused("tasks_missing"));
    }
}
