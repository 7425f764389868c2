using Gradients.Ledger.Weights;

namespace Gradients.Ledger.Tests.WeightSettings;

/// <summary>Rules 4.9 to 4.13, from the events of whole tournaments.</summary>
public sealed class when_weights_are_derived : WeightSpec
{
    [Fact]
    public void everything_is_burnt_before_the_first_tournament() =>
        Given(A_ledger())
            .When(Weights, Derive)
            .Then(new WeightsDerived(
                new(1.0 - 0.15 - 0.1, (0.4 - 0.1) / 0.4, null, 0.1, (0.6 - 0.15) / 0.6, null, 0.15), null, null, 2,
                [new(0, 0.75 + 0.25)], [], [], 1.0, null, [0], 0.25, [65_535]));

    [Fact]
    public void a_metagraph_is_needed() =>
        Given(a_ledger_with_rules()).When(Weights, Derive).Then(Refused("metagraph_missing"));

    [Fact]
    public void the_metagraph_of_another_subnet_does_not_help() =>
        Given(A_ledger()).When("weights/57", Derive).Then(Refused("metagraph_missing"));

    [Fact]
    public void the_latest_observation_counts()
    {
        var story = A_ledger().On(Subnet).And(Nodes(Bob, Placeholder)).On(Weights);
        var setting = Setting(story);
        Assert.Equal(3, setting.Metagraph);
        Assert.Equal([1L], setting.Uids);
    }

    [Theory]
    [InlineData("weights/")]
    [InlineData("weights/056")]
    [InlineData("weights/65536")]
    [InlineData("weights/-1")]
    [InlineData("weights/x")]
    [InlineData("tournament/spring")]
    public void they_stand_in_a_stream_of_a_subnet(string stream) =>
        Given(A_ledger()).When(stream, Derive).Then(Refused("stream_malformed"));

    [Fact]
    public void nobody_reports_weights_of_ones_own_making() =>
        Given(A_ledger().On(Weights).Asked(Derive))
            .When(Setting(A_ledger()))
            .Then(Refused("conclusion_reported"));

    /// <summary>Surprise 10: nobody but the winner has won a task, so there are no points and all is burnt.</summary>
    [Fact]
    public void a_champion_alone_gets_nothing()
    {
        var setting = Setting(Image(A_ledger(), "first", Bob, 0.8));
        Assert.Equal("first", setting.ImageTournament);
        Assert.Equal([new NodeWeight(0, setting.Burn.BurnWeight + (0.15 + setting.Burn.ImageTournamentWeight))],
            setting.NodeWeights);
        Assert.Equal([65_535L], setting.Weights);
    }

    [Fact]
    public void champion_and_challenger_share_a_type_by_rank()
    {
        // Bob took the title by 17.6 %, so image weighs 0.10 + (0.176 - 0.05) * 2 less 0.01 for one extra win.
        var story = Image(A_ledger(), "first", Bob, 0.85).On(Weights).Asked(Derive);
        var setting = Setting(Image(story, "second", Ferdie, 1.5));
        var difference = (1.0 - 0.85) / 0.85;
        var image = 0.1 + (((difference - 0.05) * 2.0) - (1 * 0.01));
        Same(difference, setting.Burn.ImagePerformanceDiff);
        Same(image, setting.Burn.ImageTournamentWeight);
        Same(1.0 - 0.15 - image, setting.Burn.BurnWeight);
        // The winner of the type is scaled by its whole weight, everybody else by the base weight of 0.10.
        var sum = 0.0 + 1.0 + 0.3;
        var (bob, ferdie) = (1.0 / sum * image, 0.3 / sum * 0.1);
        var undistributed = (0.15 - 0.0) + (image - (0.0 + bob + ferdie));
        Same(undistributed, setting.Undistributed);
        Assert.Equal([0, 1, 2], setting.NodeWeights.Select(node => node.Uid));
        Same(setting.Burn.BurnWeight + undistributed, setting.NodeWeights[0].Weight);
        Same(bob, setting.NodeWeights[1].Weight);
        Same(ferdie, setting.NodeWeights[2].Weight);
        var f = 65_535.0 / setting.NodeWeights[0].Weight;
        Assert.Equal([65_535L, (long)Math.Round(bob * f), (long)Math.Round(ferdie * f)], setting.Weights);
    }

    /// <summary>
    /// Surprise 7: by raw quality score the challenger won the final's tasks, though not by the margin.
    /// </summary>
    [Fact]
    public void a_challenger_who_lost_the_title_earns_its_final_tasks()
    {
        var story = Image(A_ledger(), "first", Bob, 0.5);
        story = Image(story, "second", Ferdie, 0.95);
        Assert.Equal(Placeholder, story.State.Image.Latest!.Summary.Winner);
        var points = story.State.Image.Latest.Points();
        // Round 1 weighs 0.1, round 2 twice that, added up task by task.
        var expected = 0.1;
        for (var i = 0; i < 6; i++)
            expected += 2 * 0.1;
        Same(expected, Assert.Single(points.Scores).Amount);
        Assert.Equal(Ferdie, points.Scores[0].Hotkey);
        Assert.False(points.PrevWonFinal);
    }

    /// <summary>
    /// Surprise 7, the other half: the dethroned champion, playing as the placeholder, earns nothing.
    /// </summary>
    [Fact]
    public void a_dethroned_champion_earns_nothing()
    {
        var story = Image(A_ledger(), "first", Bob, 0.5);
        story.On("tournament/second").imported().challenged_by(Eve).final_tasks(TaskType.ImageTask);
        for (var i = 0; i < 6; i++)
            story.decided($"final{i}", (Eve, i < 4 ? 0.5 : 1.5), (Placeholder, 1.0));
        story.Asked(new CloseRound(), new CompleteTournament());
        Assert.Equal(Eve, story.State.Image.Champion);
        Assert.Empty(story.State.Image.Latest!.Points().Scores);
    }

    /// <summary>
    /// Surprise 8: the placeholder's weight goes to the burn node, where it is overwritten (surprise 9).
    /// </summary>
    [Fact]
    public void a_placeholder_that_holds_the_title_itself_gains_nothing_by_it()
    {
        var story = Image(Image(A_ledger(), "first", Ferdie, 1.5), "second", Eve, 1.5);
        Assert.Equal(Placeholder, story.State.Image.Champion);
        var setting = Setting(story);
        Assert.Equal([0, 3], setting.NodeWeights.Select(node => node.Uid));
        Same(setting.Burn.BurnWeight + setting.Undistributed, setting.NodeWeights[0].Weight);
        Assert.True(setting.Sum < 1.0, $"surprise 9: what the burn node had is lost, the sum is {setting.Sum}");
    }

    /// <summary>Surprise 9: where the placeholder is not registered its whole share vanishes.</summary>
    [Fact]
    public void nothing_is_burnt_where_the_placeholder_holds_no_uid()
    {
        var story = Image(Image(A_ledger(), "first", Bob, 0.8), "second", Ferdie, 1.5)
            .On(Subnet).And(Nodes(Bob, Ferdie));
        var setting = Setting(story);
        Assert.Equal([0, 1], setting.NodeWeights.Select(node => node.Uid));
        Assert.Equal(65_535L, setting.Weights[0]);
        Assert.True(setting.Sum < 0.5);
    }

    [Fact]
    public void nobody_gets_anything_on_a_metagraph_of_strangers()
    {
        var setting = Setting(A_ledger().On(Subnet).And(Nodes(Alice, Dave)));
        Assert.Empty(setting.NodeWeights);
        Assert.Empty(setting.Uids);
        Assert.Empty(setting.Weights);
        Assert.Null(setting.Error);
    }

    [Fact]
    public void a_winner_who_left_the_subnet_leaves_its_share_to_be_burnt()
    {
        var story = Image(Image(A_ledger(), "first", Bob, 0.8), "second", Ferdie, 1.5)
            .On(Subnet).And(Nodes(Placeholder, Ferdie));
        var setting = Setting(story);
        Assert.Equal([0, 1], setting.NodeWeights.Select(node => node.Uid));
        Same(0.3 / (0.0 + 1.0 + 0.3) * 0.1, setting.NodeWeights[1].Weight);
    }

    [Fact]
    public void no_type_weighs_more_than_its_cap()
    {
        Same(0.4, Setting(Image(A_ledger(), "first", Bob, 0.5)).Burn.ImageTournamentWeight);
        Same(0.0, Setting(Image(A_ledger(), "first", Bob, 0.5)).Burn.ImageBurnProportion);
    }

    [Fact]
    public void a_text_tournament_counts_as_text()
    {
        var story = A_ledger().a_past_tournament("first", Bob, wins: true, TournamentType.Text);
        var setting = Setting(story);
        Assert.Equal("first", setting.TextTournament);
        Assert.Null(setting.ImageTournament);
        Same(0.6, setting.Burn.TextTournamentWeight);
        Same(0.0, setting.Burn.TextBurnProportion);
    }

    [Fact]
    public void a_decided_title_counts_only_once_it_is_completed()
    {
        var story = A_ledger().imported().challenged_by(Bob).final_tasks(TaskType.ImageTask)
            .all_final_losses(1.0, 0.5).Asked(new CloseRound());
        Assert.Null(Setting(story).ImageTournament);
        Assert.Equal("spring", Setting(story.Asked(new CompleteTournament())).ImageTournament);
    }
}
