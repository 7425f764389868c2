namespace Gradients.Ledger.Tests.Tournaments;

public sealed class when_the_field_is_closed : TournamentSpec
{
    [Fact]
    public void eight_entrants_are_enough() =>
        Given(an_open_field(Miners(8))).When(new CloseField()).Then(new FieldClosed([.. Miners(8)]));

    [Fact]
    public void seven_are_too_few() =>
        Given(an_open_field(Miners(7))).When(new CloseField()).Then(Refused("field_too_small"));

    [Fact]
    public void there_is_no_cap() =>
        Given(an_open_field(Miners(200))).When(new CloseField()).Then(new FieldClosed([.. Miners(200)]));

    [Fact]
    public void submitted_entries_that_nobody_accepted_stay_outside() =>
        Given(an_open_field(Miners(8)).And(entry(Alice))).When(new CloseField()).Then(new FieldClosed([.. Miners(8)]));

    [Fact]
    public void refused_entries_stay_outside() =>
        Given(an_open_field(Miners(9)).And(new EntryRefused(null, Miner(9), "no_licence")))
            .When(new CloseField())
            .Then(new FieldClosed([.. Miners(8)]));

    [Fact]
    public void a_refusal_may_make_the_field_too_small() =>
        Given(an_open_field(Miners(8)).And(new EntryRefused(null, Miner(3), "no_licence")))
            .When(new CloseField())
            .Then(Refused("field_too_small"));

    [Fact]
    public void entrants_are_listed_in_the_order_of_their_acceptance() =>
        Given(an_open_field(Miners(7))
                .And(entry(Alice), entry(Bob), fee(Bob), fee(Alice), accepted(Bob), accepted(Alice)))
            .When(new CloseField())
            .Then(new FieldClosed([.. Miners(7), Bob, Alice]));

    /// <summary>Surprise 15: it is a participant record of every tournament, but no entrant of it.</summary>
    [Fact]
    public void the_placeholder_is_a_participant_and_no_entrant()
    {
        var running = Assert.IsType<Tournament.Running>(a_closed_field(8).Current());
        Assert.Equal([.. Miners(8), Placeholder], running.Participants.Select(p => p.Hotkey));
        Assert.All(running.Participants, p => Assert.True(p.IsAlive));
    }

    [Fact]
    public void it_is_closed_once() =>
        Given(a_closed_field(8)).When(new CloseField()).Then(Refused("field_not_open"));

    [Fact]
    public void it_must_have_been_opened() =>
        Given(a_ledger_with_rules()).When(new CloseField()).Then(Refused("field_not_open"));

    [Fact]
    public void an_imported_field_may_be_smaller() =>
        Given(a_ledger_with_rules().imported().And(new EntrySubmitted(null, null, Bob, null), accepted(Bob)))
            .When(new CloseField())
            .Then(new FieldClosed([Bob]));

    [Fact]
    public void an_imported_field_is_not_empty() =>
        Given(a_ledger_with_rules().imported()).When(new CloseField()).Then(Refused("field_too_small"));

    [Fact]
    public void nobody_reports_a_field_of_ones_own_making() =>
        Given(an_open_field(Miners(8))).When(new FieldClosed([.. Miners(7)])).Then(Refused("conclusion_reported"));
}
