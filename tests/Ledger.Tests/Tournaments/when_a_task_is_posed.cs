namespace Gradients.Ledger.Tests.Tournaments;

public sealed class when_a_task_is_posed : TournamentSpec
{
    static Hotkey[] Slot(Story story, int slot) => [.. story.Members(slot)];

    static TaskPosed First(Story story) => a_task("t1", Slot(story, 0));

    [Fact]
    public void its_entrants_are_the_members_of_its_slot()
    {
        var story = a_drawn_round(8);
        Given(story).When(a_task("t1", Slot(story, 2), slot: 2)).Then(a_task("t1", Slot(story, 2), slot: 2));
    }

    /// <summary>Ties fall by row order, which need not be the order of the draw.</summary>
    [Fact]
    public void its_rows_may_stand_in_any_order()
    {
        var story = a_drawn_round(8);
        var turned = a_task("t1", [.. Slot(story, 0).Reverse()]);
        Given(story).When(turned).Then(turned);
    }

    [Fact]
    public void members_of_another_slot_are_refused()
    {
        var story = a_drawn_round(8);
        Given(story).When(a_task("t1", Slot(story, 1))).Then(Refused("entrants_differ"));
    }

    [Fact]
    public void nobody_may_be_left_out_or_listed_twice()
    {
        var story = a_drawn_round(8);
        var pair = Slot(story, 0);
        Given(story).When(a_task("t1", [pair[0]])).Then(Refused("entrants_differ"));
        Given(story).When(a_task("t1", [pair[0], pair[0]])).Then(Refused("entrants_differ"));
        Given(story).When(a_task("t1", [.. pair, pair[0]])).Then(Refused("entrants_differ"));
        Given(story).When(a_task("t1", [])).Then(Refused("entrants_differ"));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    [InlineData(int.MaxValue)]
    public void there_must_be_such_a_slot(int slot)
    {
        var story = a_drawn_round(8);
        Given(story).When(First(story) with { Slot = slot }).Then(Refused("no_slot"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void it_runs_for_a_positive_number_of_hours(double hours)
    {
        var story = a_drawn_round(8);
        Given(story).When(First(story) with { Hours = hours }).Then(Refused("hours_malformed"));
    }

    [Fact]
    public void a_round_must_be_running()
    {
        Given(a_closed_field(8)).When(a_task("t1", [Miner(1), Miner(2)])).Then(Refused("no_round_running"));
        Given(an_open_field()).When(a_task("t1", [Miner(1), Miner(2)])).Then(Refused("no_round_running"));
    }

    [Fact]
    public void its_id_is_new()
    {
        var story = a_drawn_round(8);
        story.And(First(story));
        Given(story).When(a_task("t1", Slot(story, 1), slot: 1)).Then(Refused("task_exists"));
    }

    [Fact]
    public void ids_of_earlier_rounds_are_taken_for_ever()
    {
        var story = a_round_with_tasks(8).measured(the_later_is_better).Asked(new CloseRound()).drawn();
        Given(story).When(a_task("r1.0", Slot(story, 0))).Then(Refused("task_exists"));
    }

    [Fact]
    public void its_id_has_one_to_128_characters()
    {
        var story = a_drawn_round(8);
        Given(story).When(First(story) with { Task = "" }).Then(Refused("task_id_malformed"));
        Given(story).When(First(story) with { Task = new('x', 129) }).Then(Refused("task_id_malformed"));
        Given(story).When(First(story) with { Task = new('x', 128) }).Then(First(story) with { Task = new('x', 128) });
    }

    [Fact]
    public void a_pair_has_one_task()
    {
        var story = a_drawn_round(8);
        story.And(First(story));
        Given(story).When(a_task("t2", Slot(story, 0))).Then(Refused("too_many_tasks"));
    }

    [Fact]
    public void an_imported_pair_may_have_had_more() =>
        Given(a_ledger_with_rules().imported().field(Alice, Bob).drawn_as([Alice, Bob])
                .task("t1", [Alice, Bob], TaskType.ImageTask))
            .When(new TaskPosed(null, [Bob, Alice], null, null, null, null, null, 0, "t2", TaskType.ImageTask))
            .Then(new TaskPosed(null, [Bob, Alice], null, null, null, null, null, 0, "t2", TaskType.ImageTask));

    [Theory]
    [InlineData(TaskType.InstructTextTask)]
    [InlineData(TaskType.DpoTask)]
    [InlineData(TaskType.GrpoTask)]
    public void a_text_knockout_may_train_in_three_ways(TaskType type)
    {
        var story = a_drawn_round(8);
        Given(story).When(First(story) with { Type = type }).Then(First(story) with { Type = type });
    }

    [Theory]
    [InlineData(TaskType.ImageTask)]
    [InlineData(TaskType.ChatTask)]
    public void a_text_knockout_trains_no_images_and_no_chat(TaskType type)
    {
        var story = a_drawn_round(8);
        Given(story).When(First(story) with { Type = type }).Then(Refused("task_type_differs"));
    }

    [Theory]
    [InlineData(TaskType.DpoTask)]
    [InlineData(TaskType.GrpoTask)]
    [InlineData(TaskType.ImageTask)]
    public void a_text_group_trains_instructions_only(TaskType type)
    {
        var story = a_drawn_round(15);
        Given(story).When(First(story) with { Type = type }).Then(Refused("task_type_differs"));
    }

    [Fact]
    public void an_image_tournament_trains_images_only()
    {
        var story = a_ledger_with_rules().announced(TournamentType.Image).closed_with(Miners(8)).drawn();
        Given(story).When(First(story)).Then(Refused("task_type_differs"));
        Given(story)
            .When(First(story) with { Type = TaskType.ImageTask })
            .Then(First(story) with { Type = TaskType.ImageTask });
    }

    [Fact]
    public void an_imported_season_may_hold_chat_tasks() =>
        Given(a_ledger_with_rules().imported(TournamentType.Text).field(Alice, Bob).drawn_as([Alice, Bob]))
            .When(new TaskPosed(null, [Bob, Alice], null, null, null, null, null, 0, "t1", TaskType.ChatTask))
            .Then(new TaskPosed(null, [Bob, Alice], null, null, null, null, null, 0, "t1", TaskType.ChatTask));

    [Fact]
    public void it_names_its_model_and_both_digests()
    {
        var story = a_drawn_round(8);
        Given(story).When(First(story) with { Model = null }).Then(Refused("task_incomplete"));
        Given(story).When(First(story) with { DatasetDigest = null }).Then(Refused("task_incomplete"));
        Given(story).When(First(story) with { HeldOutDigest = null }).Then(Refused("task_incomplete"));
    }

    [Fact]
    public void hours_and_gpus_may_be_left_out()
    {
        var story = a_drawn_round(8);
        Given(story)
            .When(First(story) with { Hours = null, Gpu = null })
            .Then(First(story) with { Hours = null, Gpu = null });
    }
}
