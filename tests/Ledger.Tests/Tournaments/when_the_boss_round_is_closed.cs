namespace Gradients.Ledger.Tests.Tournaments;

/// <summary>Rules 4.6 and 4.7: who holds the title after the boss round.</summary>
public sealed class when_the_boss_round_is_closed : TournamentSpec
{
    /// <summary>
    /// Surprise 15: the placeholder was put out in an earlier round; it plays all the same, and wins perhaps.
    /// </summary>
    static RoundClosed Closed(Hotkey winner, params Hotkey[] eliminated) => new([winner], [.. eliminated], 2);

    /// <summary>The challenger takes this many of the six tasks; the boss takes the others.</summary>
    static Story Final(Story story, int taken)
    {
        for (var i = 0; i < 6; i++)
            story.decided($"final{i}", (Eve, i < taken ? 0.5 : 1.5), (Placeholder, 1.0));
        return story;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void with_up_to_three_of_six_tasks_lost_the_champion_keeps_the_title(int taken) =>
        Given(Final(a_boss_round(Bob, streak: 1, challenger: Eve), taken))
            .When(new CloseRound())
            .Then(Closed(Placeholder, Eve), new ChampionDefended(Bob, 0.1, 2, Placeholder));

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void with_four_or_more_of_six_tasks_the_challenger_takes_it(int taken) =>
        Given(Final(a_boss_round(Bob, streak: 1, challenger: Eve), taken))
            .When(new CloseRound())
            .Then(Closed(Eve), new ChampionDethroned(Eve, Bob, 0.1));

    [Fact]
    public void the_streak_and_the_margin_are_named() =>
        Given(Final(a_boss_round(Bob, streak: 3, challenger: Eve), taken: 0))
            .When(new CloseRound())
            .Then(Closed(Placeholder, Eve), new ChampionDefended(Bob, 0.06400000000000002, 4, Placeholder));

    [Fact]
    public void the_margin_never_falls_below_three_percent() =>
        Given(Final(a_boss_round(Bob, streak: 9, challenger: Eve), taken: 6))
            .When(new CloseRound())
            .Then(Closed(Eve), new ChampionDethroned(Eve, Bob, 0.03));

    [Fact]
    public void a_challenger_better_by_less_than_the_margin_everywhere_takes_nothing() =>
        Given(a_boss_round(Bob, streak: 2, challenger: Eve).all_final_losses(boss: 1.00, challenger: 0.93))
            .When(new CloseRound())
            .Then(Closed(Placeholder, Eve), new ChampionDefended(Bob, 0.08000000000000002, 3, Placeholder));

    /// <summary>Surprise 14: nobody has won yet, so the margin is an eighth.</summary>
    [Fact]
    public void a_first_tournament_crowns_its_first_champion() =>
        Given(a_ledger_with_rules().imported().challenged_by(Eve).final_tasks(TaskType.ImageTask)
                .all_final_losses(boss: 1.0, challenger: 0.8))
            .When(new CloseRound())
            .Then(Closed(Eve), new ChampionDethroned(Eve, Placeholder, 0.125));

    /// <summary>Surprise 8: and where it does not, the placeholder itself holds the title.</summary>
    [Fact]
    public void a_first_tournament_may_leave_the_title_with_the_placeholder() =>
        Given(a_ledger_with_rules().imported().challenged_by(Eve).final_tasks(TaskType.ImageTask)
                .all_final_losses(boss: 1.0, challenger: 0.9))
            .When(new CloseRound())
            .Then(Closed(Placeholder, Eve), new ChampionDefended(Placeholder, 0.125, 1, Placeholder));

    /// <summary>Surprise 8, one tournament later: the placeholder has a streak of its own.</summary>
    [Fact]
    public void the_placeholder_may_defend_the_title_in_its_own_name() =>
        Given(a_ledger_with_rules().a_past_tournament("first", Ferdie, wins: false)
                .imported().challenged_by(Eve).final_tasks(TaskType.ImageTask)
                .all_final_losses(boss: 1.0, challenger: 0.95))
            .When(new CloseRound())
            .Then(Closed(Placeholder, Eve), new ChampionDefended(Placeholder, 0.1, 2, Placeholder));

    /// <summary>Surprise 11: the champion entered besides being defended for, and beat the own placeholder.</summary>
    [Fact]
    public void a_champion_who_wins_under_the_own_hotkey_has_defended() =>
        Given(a_boss_round(Bob, streak: 2, challenger: Bob).all_final_losses(boss: 1.0, challenger: 0.5))
            .When(new CloseRound())
            .Then(Closed(Bob), new ChampionDefended(Bob, 0.08000000000000002, 3, Bob));

    [Fact]
    public void a_champion_who_loses_to_the_own_placeholder_has_defended_too() =>
        Given(a_boss_round(Bob, streak: 2, challenger: Bob).all_final_losses(boss: 1.0, challenger: 1.5))
            .When(new CloseRound())
            .Then(Closed(Placeholder, Bob), new ChampionDefended(Bob, 0.08000000000000002, 3, Placeholder));

    /// <summary>Surprise 3: the "skip task" branch is never reached: every task has a winner, here the boss.</summary>
    [Fact]
    public void tasks_nobody_could_be_scored_on_count_for_the_boss()
    {
        var story = a_boss_round(Bob, streak: 1, challenger: Eve);
        for (var i = 0; i < 3; i++)
            story.decided($"final{i}", (Eve, 0.5), (Placeholder, 1.0));
        story.Asked(new DecideTask("final3"), new DecideTask("final4"), new DecideTask("final5"));
        Given(story)
            .When(new CloseRound())
            .Then(Closed(Placeholder, Eve), new ChampionDefended(Bob, 0.1, 2, Placeholder));
    }

    [Fact]
    public void more_than_half_of_the_tasks_there_were_is_enough_in_an_import() =>
        Given(a_ledger_with_rules().imported().challenged_by(Eve).final_tasks(TaskType.ImageTask, count: 1)
                .all_final_losses(boss: 1.0, challenger: 0.5))
            .When(new CloseRound())
            .Then(Closed(Eve), new ChampionDethroned(Eve, Placeholder, 0.125));

    [Fact]
    public void a_final_without_tasks_leaves_the_title_where_it_is() =>
        Given(a_boss_round_without_tasks())
            .When(new CloseRound())
            .Then(Closed(Placeholder, Eve), new ChampionDefended(Bob, 0.1, 2, Placeholder));

    static Story a_boss_round_without_tasks() =>
        a_ledger_with_rules().a_reign_of(Bob, wins: 1).imported().challenged_by(Eve);

    [Fact]
    public void of_text_two_tasks_each_are_judged_by_their_kind()
    {
        var story = a_closed_field(8).played_to_the_boss_round().measured(the_later_is_better);
        var challenger = story.Members(0).First(h => h != Placeholder);
        Given(story).When(new CloseRound()).Then(
            new RoundClosed([challenger], [], 4), new ChampionDethroned(challenger, Placeholder, 0.125));
    }

    [Fact]
    public void nobody_reports_a_champion_of_ones_own_making() =>
        Given(a_boss_round(Bob, streak: 1, challenger: Eve))
            .When(new ChampionDethroned(Eve, Bob, 0.1))
            .Then(Refused("conclusion_reported"));

    [Fact]
    public void an_auditor_refuses_a_title_before_the_last_round_is_closed() =>
        Assert.Equal("title_undecided", LedgerRules.Forbid(
            a_boss_round(Bob, streak: 1, challenger: Eve).State, Spring, new ChampionDethroned(Eve, Bob, 0.1))?.Code);

    [Fact]
    public void the_placeholder_played_though_it_was_out()
    {
        var running = (Tournament.Running)a_boss_round(Bob, streak: 1, challenger: Eve).Current();
        Assert.Contains(running.Participants, p => p.Hotkey == Placeholder && p.EliminatedIn == 1);
        Assert.Contains(Placeholder, running.Round!.Assignments[0]);
    }

    [Fact]
    public void an_auditor_recomputes_who_holds_the_title()
    {
        var story = Final(a_boss_round(Bob, streak: 1, challenger: Eve), taken: 6).And(Closed(Eve));
        var recomputed = LedgerRules.Recompute(story.State, Spring, new ChampionDefended(Bob, 0.1, 2, Placeholder));
        Assert.Equal(Audit.Text(new ChampionDethroned(Eve, Bob, 0.1)), Audit.Text(recomputed!));
        Given(story)
            .When(new ChampionDefended(Bob, 0.1, 2, Placeholder))
            .Then(Refused("conclusion_reported"));
    }
}
