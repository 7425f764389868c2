using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tests.Tournaments;

public sealed class when_a_tournament_is_announced : TournamentSpec
{
    static AnnounceTournament Announce(
        TournamentType type = TournamentType.Text, Hotkey? champion = null, Origin origin = Origin.Recorded,
        string rulebook = "2025.12", Completion completion = Completion.Operator) =>
        new(completion, champion, origin, rulebook, type);

    [Fact]
    public void a_first_text_tournament_has_no_champion_and_costs_a_fifth_of_a_tao() =>
        Given(a_ledger_with_rules())
            .When(Announce())
            .Then(new TournamentAnnounced(
                Completion.Operator, null, 200_000_000, Origin.Recorded, "2025.12", 0, TournamentType.Text));

    [Fact]
    public void an_image_tournament_costs_less() =>
        Given(a_ledger_with_rules())
            .When(Announce(TournamentType.Image))
            .Then(new TournamentAnnounced(
                Completion.Operator, null, 150_000_000, Origin.Recorded, "2025.12", 0, TournamentType.Image));

    [Fact]
    public void it_may_be_completed_automatically() =>
        Given(a_ledger_with_rules())
            .When(Announce(completion: Completion.Automatic))
            .Then(new TournamentAnnounced(
                Completion.Automatic, null, 200_000_000, Origin.Recorded, "2025.12", 0, TournamentType.Text));

    [Fact]
    public void a_rulebook_must_have_been_adopted_before() =>
        Given().When(Announce()).Then(Refused("rulebook_not_adopted"));

    [Fact]
    public void another_rulebook_than_the_adopted_one_is_refused() =>
        Given(a_ledger_with_rules()).When(Announce(rulebook: "2026.01")).Then(Refused("rulebook_not_adopted"));

    [Fact]
    public void one_stream_holds_one_tournament() =>
        Given(a_ledger_with_rules().announced()).When(Announce()).Then(Refused("already_announced"));

    [Fact]
    public void an_ended_tournament_is_not_announced_again() =>
        Given(a_ledger_with_rules().announced().And(new TournamentCancelled("no miners")))
            .When(Announce())
            .Then(Refused("already_announced"));

    /// <summary>Surprise 13: so a streak over the whole table is the streak before this tournament.</summary>
    [Fact]
    public void a_second_one_of_the_type_has_to_wait() =>
        Given(a_ledger_with_rules().announced())
            .When("tournament/summer", Announce())
            .Then(Refused("type_already_running"));

    [Fact]
    public void a_second_one_waits_too_while_the_title_is_decided_but_the_first_is_not_completed() =>
        Given(a_ledger_with_rules().imported().challenged_by(Bob).final_tasks(TaskType.ImageTask, 0)
                .Asked(new CloseRound()))
            .When("tournament/summer", Announce(TournamentType.Image))
            .Then(Refused("type_already_running"));

    [Fact]
    public void the_other_type_may_run_beside_it() =>
        Given(a_ledger_with_rules().announced())
            .When("tournament/summer", Announce(TournamentType.Image))
            .Then(new TournamentAnnounced(
                Completion.Operator, null, 150_000_000, Origin.Recorded, "2025.12", 0, TournamentType.Image));

    [Fact]
    public void after_a_cancelled_one_the_type_is_free() =>
        Given(a_ledger_with_rules().announced().And(new TournamentCancelled("no miners")))
            .When("tournament/summer", Announce())
            .Then(new TournamentAnnounced(
                Completion.Operator, null, 200_000_000, Origin.Recorded, "2025.12", 0, TournamentType.Text));

    [Fact]
    public void the_winner_of_the_last_one_defends_and_has_one_win() =>
        Given(a_ledger_with_rules().a_reign_of(Bob, wins: 1))
            .When(Announce(TournamentType.Image))
            .Then(new TournamentAnnounced(
                Completion.Operator, Bob, 150_000_000, Origin.Recorded, "2025.12", 1, TournamentType.Image));

    [Fact]
    public void every_defence_lengthens_the_streak() =>
        Given(a_ledger_with_rules().a_reign_of(Bob, wins: 4))
            .When(Announce(TournamentType.Image))
            .Then(new TournamentAnnounced(
                Completion.Operator, Bob, 150_000_000, Origin.Recorded, "2025.12", 4, TournamentType.Image));

    [Fact]
    public void a_new_champion_starts_a_new_streak() =>
        Given(a_ledger_with_rules().a_reign_of(Bob, wins: 3).a_past_tournament("upset", Charlie, wins: true))
            .When(Announce(TournamentType.Image))
            .Then(new TournamentAnnounced(
                Completion.Operator, Charlie, 150_000_000, Origin.Recorded, "2025.12", 1, TournamentType.Image));

    [Fact]
    public void a_champion_of_the_other_type_does_not_defend() =>
        Given(a_ledger_with_rules().a_reign_of(Bob, wins: 2))
            .When(Announce())
            .Then(new TournamentAnnounced(
                Completion.Operator, null, 200_000_000, Origin.Recorded, "2025.12", 0, TournamentType.Text));

    /// <summary>Surprise 8: the placeholder won the first tournament, so it becomes the champion of the next.</summary>
    [Fact]
    public void the_placeholder_itself_defends_where_it_won_the_first_one() =>
        Given(a_ledger_with_rules().a_past_tournament("first", Bob, wins: false))
            .When(Announce(TournamentType.Image))
            .Then(new TournamentAnnounced(
                Completion.Operator, Placeholder, 150_000_000, Origin.Recorded, "2025.12", 1, TournamentType.Image));

    [Fact]
    public void a_cancelled_tournament_changes_no_champion() =>
        Given(a_ledger_with_rules().a_reign_of(Bob, wins: 1).On("tournament/broken")
                .imported().challenged_by(Charlie).And(new TournamentCancelled("broken")))
            .When(Spring, Announce(TournamentType.Image))
            .Then(new TournamentAnnounced(
                Completion.Operator, Bob, 150_000_000, Origin.Recorded, "2025.12", 1, TournamentType.Image));

    [Fact]
    public void naming_the_champion_the_ledger_shows_is_fine() =>
        Given(a_ledger_with_rules().a_reign_of(Bob, wins: 1))
            .When(Announce(TournamentType.Image, Bob))
            .Then(new TournamentAnnounced(
                Completion.Operator, Bob, 150_000_000, Origin.Recorded, "2025.12", 1, TournamentType.Image));

    [Fact]
    public void naming_another_champion_than_the_ledger_shows_is_refused() =>
        Given(a_ledger_with_rules().a_reign_of(Bob, wins: 1))
            .When(Announce(TournamentType.Image, Alice, Origin.Imported))
            .Then(Refused("champion_differs"));

    [Fact]
    public void a_recorded_one_cannot_bring_a_champion_from_nowhere() =>
        Given(a_ledger_with_rules()).When(Announce(champion: Bob)).Then(Refused("champion_unknown"));

    /// <summary>Nobody kept what came before it, so its champion's streak counts from nothing.</summary>
    [Fact]
    public void an_import_may_bring_a_champion_whose_streak_is_not_known() =>
        Given(a_ledger_with_rules())
            .When(Announce(TournamentType.Image, Bob, Origin.Imported))
            .Then(new TournamentAnnounced(
                Completion.Operator, Bob, 150_000_000, Origin.Imported, "2025.12", 0, TournamentType.Image));

    [Fact]
    public void a_brought_champion_who_defends_has_one_win_afterwards() =>
        Given(a_ledger_with_rules().a_past_tournament("first", Ferdie, wins: false, champion: Bob))
            .When(Announce(TournamentType.Image))
            .Then(new TournamentAnnounced(
                Completion.Operator, Bob, 150_000_000, Origin.Recorded, "2025.12", 1, TournamentType.Image));

    [Fact]
    public void it_stands_in_a_tournament_stream() =>
        Given(a_ledger_with_rules()).When("weights/56", Announce()).Then(Refused("stream_malformed"));

    [Theory]
    [InlineData("tournament/")]
    [InlineData("tournament/a b")]
    [InlineData("tournament/ü")]
    [InlineData("tournament/a/b")]
    [InlineData("Tournament/spring")]
    [InlineData("spring")]
    public void its_stream_has_a_plain_name(string stream) =>
        Given(a_ledger_with_rules()).When(stream, Announce()).Then(Refused("stream_malformed"));

    [Fact]
    public void it_is_asked_for_and_not_reported() =>
        Given(a_ledger_with_rules())
            .When(new TournamentAnnounced(
                Completion.Operator, Eve, 1, Origin.Recorded, "2025.12", 9, TournamentType.Text))
            .Then(Refused("conclusion_reported"));

    [Fact]
    public void a_rulebook_is_adopted_with_every_constant_it_decides_by() =>
        Given()
            .When(Streams.Rulebook, new AdoptRulebook("2025.12"))
            .Then<RulebookAdopted>(adopted =>
            {
                Assert.Equal(Constants2025_12.All.Length, adopted.Constants.Length);
                Assert.Contains(adopted.Constants, c => c.Name == "marginBase" && c.Value == 0.1);
                Assert.Equal(adopted.Constants.Length, adopted.Constants.Select(c => c.Name).Distinct().Count());
            });

    [Fact]
    public void a_rulebook_is_adopted_once() =>
        Given(a_ledger_with_rules())
            .When(Streams.Rulebook, new AdoptRulebook("2025.12"))
            .Then(Refused("rulebook_adopted"));

    [Fact]
    public void a_rulebook_this_program_does_not_know_is_refused() =>
        Given().When(Streams.Rulebook, new AdoptRulebook("1999.01")).Then(Refused("rulebook_unknown"));
}
