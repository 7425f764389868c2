namespace Gradients.Ledger.Tests.Tournaments;

public sealed class when_a_round_is_closed : TournamentSpec
{
    static Story Knockout(params Hotkey[][] pairs) =>
        a_ledger_with_rules().imported()
            .field([.. pairs.SelectMany(pair => pair).Where(h => h != Placeholder)])
            .drawn_as(pairs);

    static Story Group(TaskType type, params Hotkey[] rows)
    {
        var story = a_ledger_with_rules()
            .imported(type == TaskType.ImageTask ? TournamentType.Image : TournamentType.Text);
        return story.field(rows).drawn_as(rows).task("t1", rows, type);
    }

    [Fact]
    public void the_winners_of_the_pairs_go_on_in_ordinal_order() =>
        Given(Knockout([Alice, Bob], [Charlie, Dave])
                .task("a", [Alice, Bob], TaskType.ImageTask).decided("a", (Alice, 1), (Bob, 2))
                .task("b", [Charlie, Dave], TaskType.ImageTask, 1).decided("b", (Charlie, 2), (Dave, 1)))
            .When(new CloseRound())
            .Then(new RoundClosed([Dave, Alice], [Bob, Charlie, Placeholder], 1));

    [Fact]
    public void the_round_may_be_named() =>
        Given(Knockout([Alice, Bob]).task("a", [Alice, Bob], TaskType.ImageTask).decided("a", (Alice, 1), (Bob, 2)))
            .When(new CloseRound(1))
            .Then(new RoundClosed([Alice], [Bob, Placeholder], 1));

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void another_round_than_the_running_one_is_refused(long round) =>
        Given(Knockout([Alice, Bob]).task("a", [Alice, Bob], TaskType.ImageTask).decided("a", (Alice, 1), (Bob, 2)))
            .When(new CloseRound(round))
            .Then(Refused("round_not_running"));

    /// <summary>Surprise 15: it is a participant, is not drawn in round 1, and so is out after it.</summary>
    [Fact]
    public void the_placeholder_is_out_after_a_round_it_did_not_play() =>
        Given(Knockout([Alice, Bob]).task("a", [Alice, Bob], TaskType.ImageTask).decided("a", (Alice, 1), (Bob, 2)))
            .When(new CloseRound())
            .Then(new RoundClosed([Alice], [Bob, Placeholder], 1));

    [Fact]
    public void the_placeholder_may_win_its_pair() =>
        Given(Knockout([Alice, Bob], [Charlie, Placeholder])
                .task("a", [Alice, Bob], TaskType.ImageTask).decided("a", (Alice, 1), (Bob, 2))
                .task("b", [Charlie, Placeholder], TaskType.ImageTask, 1).decided("b", (Charlie, 2), (Placeholder, 1)))
            .When(new CloseRound())
            .Then(new RoundClosed([Placeholder, Alice], [Bob, Charlie], 1));

    [Fact]
    public void a_pair_without_winner_sends_nobody() =>
        Given(Knockout([Alice, Bob], [Charlie, Dave])
                .task("a", [Alice, Bob], TaskType.ImageTask).decided("a", (Alice, 1), (Bob, 2))
                .task("b", [Charlie, Dave], TaskType.ImageTask, 1)
                .decided("b", (Charlie, double.NaN), (Dave, double.NaN)))
            .When(new CloseRound())
            .Then(new RoundClosed([Alice], [Dave, Bob, Charlie, Placeholder], 1));

    [Fact]
    public void a_round_without_any_winner_ends_the_tournament_for_the_placeholder() =>
        Given(Knockout([Alice, Bob])
                .task("a", [Alice, Bob], TaskType.ImageTask).decided("a", (Alice, double.NaN), (Bob, double.NaN)))
            .When(new CloseRound())
            .Then(new RoundClosed([], [Bob, Placeholder, Alice], 1),
                new ChampionDefended(Placeholder, 0.125, 1, Placeholder));

    [Fact]
    public void a_champion_keeps_the_title_where_a_round_has_no_winner() =>
        Given(a_ledger_with_rules().a_reign_of(Eve, wins: 1).imported().field(Alice, Bob).drawn_as([Alice, Bob])
                .task("a", [Alice, Bob], TaskType.ImageTask).decided("a", (Alice, double.NaN), (Bob, double.NaN)))
            .When(new CloseRound())
            .Then(new RoundClosed([], [Bob, Placeholder, Alice], 1),
                new ChampionDefended(Eve, 0.1, 2, Placeholder));

    [Fact]
    public void eight_go_on_from_a_group()
    {
        var miners = Miners(15);
        var story = Group(TaskType.InstructTextTask, miners);
        for (var i = 0; i < 15; i++)
            story.And(loss("t1", miners[i], 15 - i));
        Given(story.Asked(new DecideTask("t1")))
            .When(new CloseRound())
            .Then(new RoundClosed(
                [.. Sorted(miners[7..])], [.. Sorted([.. miners[..7], Placeholder])], 1));
    }

    [Fact]
    public void fewer_go_on_where_fewer_have_a_finite_loss()
    {
        var miners = Miners(15);
        var story = Group(TaskType.InstructTextTask, miners).And(
            loss("t1", miners[0], 2), loss("t1", miners[1], double.PositiveInfinity), loss("t1", miners[2], 1),
            loss("t1", miners[3], double.NaN));
        Given(story.Asked(new DecideTask("t1"))).When(new CloseRound()).Then<RoundClosed>(closed =>
            Assert.Equal(Sorted(miners[0], miners[2]), closed.Advanced));
    }

    [Fact]
    public void row_order_decides_who_of_equals_is_the_eighth()
    {
        var miners = Miners(15);
        var story = Group(TaskType.InstructTextTask, miners);
        foreach (var miner in miners.Reverse())
            story.And(loss("t1", miner, 1.0));
        Given(story.Asked(new DecideTask("t1"))).When(new CloseRound()).Then<RoundClosed>(closed =>
            Assert.Equal(Sorted(miners[..8]), closed.Advanced));
    }

    /// <summary>Surprise 1: ascending for GRPO too. No real group is GRPO; an imported one could be.</summary>
    [Fact]
    public void the_worst_grpo_scores_of_a_group_would_go_on()
    {
        var miners = Miners(15);
        var story = Group(TaskType.GrpoTask, miners);
        for (var i = 0; i < 15; i++)
            story.And(loss("t1", miners[i], i));
        Given(story.Asked(new DecideTask("t1"))).When(new CloseRound()).Then<RoundClosed>(closed =>
            Assert.Equal(Sorted(miners[..8]), closed.Advanced));
    }

    /// <summary>Surprise 2: in a group a loss counts though the model is no fine-tune.</summary>
    [Fact]
    public void who_is_no_fine_tune_goes_on_from_a_group()
    {
        var miners = Miners(15);
        var story = Group(TaskType.ImageTask, miners)
            .And(loss("t1", miners[4], 0.1, isFinetune: false), loss("t1", miners[5], 0.2));
        Given(story.Asked(new DecideTask("t1"))).When(new CloseRound()).Then<RoundClosed>(closed =>
            Assert.Equal(Sorted(miners[4], miners[5]), closed.Advanced));
    }

    [Fact]
    public void a_found_duplicate_does_not_go_on_from_a_group()
    {
        var miners = Miners(15);
        var story = Group(TaskType.ImageTask, miners)
            .And(loss("t1", miners[4], 0.1), loss("t1", miners[5], 0.1))
            .And(new DuplicateFound(miners[5], miners[4], "t1"));
        Given(story.Asked(new DecideTask("t1"))).When(new CloseRound()).Then<RoundClosed>(closed =>
            Assert.Equal([miners[4]], closed.Advanced));
    }

    [Fact]
    public void all_its_tasks_must_be_decided() =>
        Given(Knockout([Alice, Bob]).task("a", [Alice, Bob], TaskType.ImageTask).And(loss("a", Alice, 1)))
            .When(new CloseRound())
            .Then(Refused("tasks_undecided"));

    [Fact]
    public void a_recorded_one_has_a_task_in_every_slot()
    {
        var story = a_drawn_round(8);
        story.And(a_task("t1", [.. story.Members(0)]));
        Given(story.measured(the_later_is_better)).When(new CloseRound()).Then(Refused("tasks_missing"));
    }

    [Fact]
    public void a_round_must_be_running()
    {
        Given(a_closed_field(8)).When(new CloseRound()).Then(Refused("no_round_running"));
        Given(an_open_field()).When(new CloseRound()).Then(Refused("no_round_running"));
        Given(a_ledger_with_rules()).When(new CloseRound()).Then(Refused("no_round_running"));
    }

    [Fact]
    public void nobody_reports_winners_of_ones_own_choice() =>
        Given(a_round_with_tasks(8).measured(the_later_is_better))
            .When(new RoundClosed([Miner(1)], [], 1))
            .Then(Refused("conclusion_reported"));

    [Fact]
    public void an_auditor_recomputes_the_winners_from_the_losses_and_not_from_the_verdicts()
    {
        var story = Knockout([Alice, Bob]).task("a", [Alice, Bob], TaskType.ImageTask)
            .And(loss("a", Alice, 1), loss("a", Bob, 2))
            .Fold(new TaskDecided(null, [], "a", Bob));
        var recomputed = LedgerRules.Recompute(story.State, Spring, new RoundClosed([Bob], [Placeholder, Alice], 1));
        Assert.Equal([Alice], Assert.IsType<RoundClosed>(recomputed).Advanced);
    }
}
