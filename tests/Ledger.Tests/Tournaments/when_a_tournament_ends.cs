namespace Gradients.Ledger.Tests.Tournaments;

public sealed class when_a_tournament_ends : TournamentSpec
{
    static Story Final(Completion completion, double challenger) =>
        a_ledger_with_rules().a_reign_of(Bob, wins: 1).imported(completion: completion).challenged_by(Eve)
            .final_tasks(TaskType.ImageTask).all_final_losses(boss: 1.0, challenger);

    static Story Decided(double challenger = 0.5) => Final(Completion.Operator, challenger).Asked(new CloseRound());

    static Story Completed(double challenger = 0.5) => Decided(challenger).Asked(new CompleteTournament());

    [Fact]
    public void the_operator_completes_it() =>
        Given(Decided()).When(new CompleteTournament()).Then(new TournamentCompleted(Completion.Operator, Eve, Eve));

    [Fact]
    public void the_real_winner_behind_the_placeholder_is_named() =>
        Given(Decided(1.5))
            .When(new CompleteTournament())
            .Then(new TournamentCompleted(Completion.Operator, Bob, Placeholder));

    [Fact]
    public void it_may_complete_itself() =>
        Given(Final(Completion.Automatic, 0.5))
            .When(new CloseRound())
            .Then(new RoundClosed([Eve], [], 2), new ChampionDethroned(Eve, Bob, 0.1),
                new TournamentCompleted(Completion.Automatic, Eve, Eve));

    [Fact]
    public void it_completes_itself_as_well_where_a_round_has_no_winner() =>
        Given(a_ledger_with_rules().imported(completion: Completion.Automatic).field(Alice, Bob)
                .drawn_as([Alice, Bob]).task("a", [Alice, Bob], TaskType.ImageTask).Asked(new DecideTask("a")))
            .When(new CloseRound())
            .Then(new RoundClosed([], [Bob, Placeholder, Alice], 1),
                new ChampionDefended(Placeholder, 0.125, 1, Placeholder),
                new TournamentCompleted(Completion.Automatic, Placeholder, Placeholder));

    [Fact]
    public void an_earlier_round_completes_nothing() =>
        Given(a_ledger_with_rules().imported(completion: Completion.Automatic).field(Alice, Bob)
                .drawn_as([Alice, Bob]).task("a", [Alice, Bob], TaskType.ImageTask).decided("a", (Alice, 1)))
            .When(new CloseRound())
            .Then(new RoundClosed([Alice], [Bob, Placeholder], 1));

    [Fact]
    public void it_is_not_completed_before_its_title_is_decided()
    {
        Given(a_ledger_with_rules()).When(new CompleteTournament()).Then(Refused("not_decided"));
        Given(an_open_field()).When(new CompleteTournament()).Then(Refused("not_decided"));
        Given(a_closed_field(8)).When(new CompleteTournament()).Then(Refused("not_decided"));
        Given(Final(Completion.Operator, 0.5)).When(new CompleteTournament()).Then(Refused("not_decided"));
    }

    [Fact]
    public void it_is_completed_once() =>
        Given(Completed()).When(new CompleteTournament()).Then(Refused("not_decided"));

    [Fact]
    public void an_auditor_knows_who_was_to_complete_it()
    {
        var recomputed = LedgerRules.Recompute(
            Decided().State, Spring, new TournamentCompleted(Completion.Automatic, Eve, Eve));
        Assert.Equal(Completion.Operator, Assert.IsType<TournamentCompleted>(recomputed).By);
    }

    [Fact]
    public void it_may_be_cancelled_at_every_stage_before_its_end()
    {
        var cancelled = new TournamentCancelled("chain halted");
        Given(an_open_field()).When(cancelled).Then(cancelled);
        Given(a_closed_field(8)).When(cancelled).Then(cancelled);
        Given(a_drawn_round(8)).When(cancelled).Then(cancelled);
        Given(a_round_with_tasks(8)).When(cancelled).Then(cancelled);
        Given(a_round_with_tasks(8).measured(the_later_is_better)).When(cancelled).Then(cancelled);
        Given(a_round_with_tasks(8).measured(the_later_is_better).Asked(new CloseRound()))
            .When(cancelled).Then(cancelled);
        Given(Final(Completion.Operator, 0.5)).When(cancelled).Then(cancelled);
        Given(Decided()).When(cancelled).Then(cancelled);
    }

    [Fact]
    public void it_is_not_cancelled_where_there_is_none_or_none_any_more()
    {
        var cancelled = new TournamentCancelled("chain halted");
        Given(a_ledger_with_rules()).When(cancelled).Then(Refused("nothing_to_cancel"));
        Given(Completed()).When(cancelled).Then(Refused("nothing_to_cancel"));
        Given(an_open_field().And(cancelled)).When(cancelled).Then(Refused("nothing_to_cancel"));
    }

    [Fact]
    public void a_cancelled_one_takes_no_more_facts()
    {
        var story = a_round_with_tasks(8);
        var miner = story.Members(0)[0];
        story.And(new TournamentCancelled("chain halted"));
        Given(story).When(new RunScheduled(1, miner, "r1.0")).Then(Refused("no_round_running"));
        Given(story).When(loss("r1.0", miner, 1.0)).Then(Refused("no_round_running"));
        Given(story).When(new CloseRound()).Then(Refused("no_round_running"));
        Given(story).When(new CompleteTournament()).Then(Refused("not_decided"));
        Given(story).When(new DrawRound([], seed(2))).Then(Refused("not_between_rounds"));
    }

    [Fact]
    public void a_decided_one_takes_no_more_losses() =>
        Given(Decided()).When(loss("final0", Eve, 0.1)).Then(Refused("no_round_running"));

    [Fact]
    public void the_winner_is_archived_afterwards()
    {
        var archived = new WinnerArchived(Commit, "sha256:tree", Eve, "https://example.org/archive/eve");
        Given(Completed()).When(archived).Then(archived);
    }

    [Fact]
    public void the_champion_behind_the_placeholder_is_archived()
    {
        var archived = new WinnerArchived(Commit, null, Bob, "https://example.org/archive/bob");
        Given(Completed(1.5)).When(archived).Then(archived);
        Given(Completed(1.5)).When(archived with { Hotkey = Placeholder }).Then(Refused("not_the_winner"));
    }

    [Fact]
    public void nobody_else_is_archived() =>
        Given(Completed())
            .When(new WinnerArchived(Commit, null, Alice, "https://example.org/archive/alice"))
            .Then(Refused("not_the_winner"));

    [Fact]
    public void the_winner_is_archived_once()
    {
        var archived = new WinnerArchived(Commit, null, Eve, "https://example.org/archive/eve");
        Given(Completed().And(archived)).When(archived).Then(Refused("nothing_to_archive"));
    }

    [Fact]
    public void the_winner_is_archived_at_a_fixed_commit() =>
        Given(Completed())
            .When(new WinnerArchived("main", null, Eve, "https://example.org/archive/eve"))
            .Then(Refused("commit_malformed"));

    [Fact]
    public void nothing_is_archived_before_completion_or_after_a_cancellation()
    {
        var archived = new WinnerArchived(Commit, null, Eve, "https://example.org/archive/eve");
        Given(Decided()).When(archived).Then(Refused("nothing_to_archive"));
        Given(an_open_field().And(new TournamentCancelled("x"))).When(archived).Then(Refused("nothing_to_archive"));
    }
}
