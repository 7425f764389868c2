namespace Gradients.Ledger.Tests.Tournaments;

public sealed class when_several_rulebooks_are_adopted : TournamentSpec
{
    static Story BothAdopted() =>
        a_ledger_with_rules().On(Streams.Rulebook).Asked(new AdoptRulebook("2026.10")).On(Spring);

    static AnnounceTournament Announcing(
        string rulebook, TournamentType type = TournamentType.Text, Origin origin = Origin.Recorded) =>
        new(Completion.Operator, null, origin, rulebook, type);

    [Fact]
    public void a_new_tournament_binds_to_the_newest() =>
        Given(BothAdopted()).When(Announcing("2025.12")).Then(Refused("rulebook_not_in_force"));

    [Fact]
    public void an_imported_one_was_played_under_any_of_them() => Given(BothAdopted())
        .When(Announcing("2025.12", origin: Origin.Imported))
        .Then(new TournamentAnnounced(
            Completion.Operator, null, TextFee, Origin.Imported, "2025.12", 0, TournamentType.Text));

    [Fact]
    public void the_newest_has_three_types_and_leaves_the_fee_to_the_announcement() => Given(BothAdopted())
        .When(Announcing("2026.10", TournamentType.Environment) with { FeeRao = 7 })
        .Then(new TournamentAnnounced(
            Completion.Operator, null, 7, Origin.Recorded, "2026.10", 0, TournamentType.Environment));

    [Fact]
    public void the_older_has_two_types() => Given(a_ledger_with_rules())
        .When(Announcing("2025.12", TournamentType.Environment)).Then(Refused("type_not_played"));

    [Fact]
    public void an_older_one_adopted_later_does_not_take_its_place() => Given(
            new Story().On(Streams.Rulebook).Asked(new AdoptRulebook("2026.10"), new AdoptRulebook("2025.12")).On(Spring))
        .When(Announcing("2025.12")).Then(Refused("rulebook_not_in_force"));

    [Fact]
    public void evidence_that_no_rule_of_a_tournament_reads_is_refused() => Given(a_round_with_tasks(8))
        .When(new NodesAssigned(3, "r1.0")).Then(Refused("evidence_not_read"));
}
