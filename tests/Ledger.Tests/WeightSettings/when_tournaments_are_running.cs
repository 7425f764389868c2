namespace Gradients.Ledger.Tests.WeightSettings;

/// <summary>Rule 4.12: who is alive in a running tournament gets 0.0001.</summary>
public sealed class when_tournaments_are_running : WeightSpec
{
    static Story Field(params Hotkey[] entrants) => A_ledger().imported().field(entrants);

    [Fact]
    public void everybody_alive_gets_a_ten_thousandth_and_the_rest_shrinks()
    {
        var setting = Setting(Field(Bob, Eve));
        Assert.Equal([Bob, Placeholder, Eve], setting.Participants);
        var scale = 1.0 - (3 * 0.0001);
        Assert.Equal([0, 1, 3], setting.NodeWeights.Select(node => node.Uid));
        Same(0.0001, setting.NodeWeights[1].Weight);
        Same(0.0001, setting.NodeWeights[2].Weight);
        // Surprise 15: the placeholder is counted, and surprise 9: what it got is overwritten by what is burnt.
        Same((0.75 * scale) + ((0.15 * scale) + (0.1 * scale)), setting.NodeWeights[0].Weight);
    }

    [Fact]
    public void an_open_field_has_no_participants_yet() =>
        Assert.Empty(Setting(A_ledger().imported().And(new EntrySubmitted(null, null, Bob, null), accepted(Bob)))
            .Participants);

    [Fact]
    public void who_is_out_gets_nothing_any_more() =>
        Assert.Equal([Bob], Setting(Field(Bob, Eve).drawn_as([Bob, Eve])
            .task("a", [Bob, Eve], TaskType.ImageTask).decided("a", (Bob, 1)).Asked(new CloseRound())).Participants);

    /// <summary>Surprise 15: eliminated in round 1, back for the boss round, and still not counted.</summary>
    [Fact]
    public void the_placeholder_is_not_counted_in_the_boss_round_it_plays() =>
        Assert.Equal([Bob], Setting(A_ledger().imported().challenged_by(Bob)).Participants);

    [Fact]
    public void a_decided_but_not_completed_tournament_is_still_running() =>
        Assert.Equal([Bob], Setting(A_ledger().imported().challenged_by(Bob).final_tasks(TaskType.ImageTask)
            .all_final_losses(1.0, 0.5).Asked(new CloseRound())).Participants);

    [Fact]
    public void a_completed_one_is_not() =>
        Assert.Empty(Setting(Image(A_ledger(), "spring", Bob, 0.5)).Participants);

    [Fact]
    public void a_cancelled_one_is_not() =>
        Assert.Empty(Setting(Field(Bob, Eve).And(new TournamentCancelled("broken"))).Participants);

    [Fact]
    public void who_plays_in_two_tournaments_counts_once()
    {
        var story = Field(Bob, Eve).On("tournament/words").imported(TournamentType.Text).field(Bob, Ferdie);
        var setting = Setting(story);
        Assert.Equal([Ferdie, Bob, Placeholder, Eve], setting.Participants);
        Same(0.0001, setting.NodeWeights[1].Weight);
    }

    [Fact]
    public void who_is_not_registered_counts_in_the_total_but_gets_nothing()
    {
        var setting = Setting(Field(Alice, Dave));
        Assert.Equal([Dave, Placeholder, Alice], setting.Participants);
        Assert.Equal([0], setting.NodeWeights.Select(node => node.Uid));
    }
}
