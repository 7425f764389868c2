using Gradients.Ledger.Draws;

namespace Gradients.Ledger.Tests.Tournaments;

public sealed class when_a_round_is_drawn : TournamentSpec
{
    static RoundDrawn Dealt(IEnumerable<Hotkey> entrants, RoundKind kind, int round, params int[] sizes) => new(
        Draw.Deal(Convert.FromHexString(seed(round)), entrants, [.. sizes]), kind, round,
        new(SeedSource.Committed, seed(round)));

    static readonly DrawRound First = new([], seed(1));

    [Fact]
    public void eight_entrants_meet_in_four_pairs() =>
        Given(a_closed_field(8)).When(First).Then(Dealt(Miners(8), RoundKind.Knockout, 1, 2, 2, 2, 2));

    [Fact]
    public void an_odd_field_is_filled_up_with_the_placeholder() =>
        Given(a_closed_field(9))
            .When(First)
            .Then(Dealt([.. Miners(9), Placeholder], RoundKind.Knockout, 1, 2, 2, 2, 2, 2));

    [Fact]
    public void fourteen_entrants_still_meet_in_pairs() =>
        Given(a_closed_field(14))
            .When(First)
            .Then(Dealt(Miners(14), RoundKind.Knockout, 1, [.. Enumerable.Repeat(2, 7)]));

    [Fact]
    public void thirteen_entrants_meet_in_seven_pairs_with_the_placeholder() =>
        Given(a_closed_field(13))
            .When(First)
            .Then(Dealt([.. Miners(13), Placeholder], RoundKind.Knockout, 1, [.. Enumerable.Repeat(2, 7)]));

    [Fact]
    public void fifteen_entrants_are_one_group_without_the_placeholder() =>
        Given(a_closed_field(15)).When(First).Then(Dealt(Miners(15), RoundKind.Group, 1, 15));

    [Fact]
    public void thirty_two_entrants_are_one_group() =>
        Given(a_closed_field(32)).When(First).Then(Dealt(Miners(32), RoundKind.Group, 1, 32));

    [Fact]
    public void thirty_three_entrants_are_one_group_because_two_would_be_too_small() =>
        Given(a_closed_field(33)).When(First).Then(Dealt(Miners(33), RoundKind.Group, 1, 33));

    [Fact]
    public void thirty_nine_entrants_are_one_group() =>
        Given(a_closed_field(39)).When(First).Then(Dealt(Miners(39), RoundKind.Group, 1, 39));

    [Fact]
    public void forty_entrants_are_two_groups_of_twenty() =>
        Given(a_closed_field(40)).When(First).Then(Dealt(Miners(40), RoundKind.Group, 1, 20, 20));

    [Fact]
    public void the_first_groups_take_the_remainder() =>
        Given(a_closed_field(65)).When(First).Then(Dealt(Miners(65), RoundKind.Group, 1, 22, 22, 21));

    [Fact]
    public void the_seed_must_be_the_committed_one() =>
        Given(a_closed_field(8)).When(new DrawRound([], seed(2))).Then(Refused("seed_breaks_commitment"));

    [Fact]
    public void a_seed_nobody_bound_is_refused() =>
        Given(an_open_field(Miners(8)).Asked(new CloseField())).When(First).Then(Refused("seed_not_bound"));

    [Theory]
    [InlineData("")]
    [InlineData("01")]
    [InlineData("zz01010101010101010101010101010101010101010101010101010101010101")]
    public void a_seed_is_thirty_two_bytes_in_hex(string value) =>
        Given(a_closed_field(8)).When(new DrawRound([], value)).Then(Refused("seed_malformed"));

    [Fact]
    public void a_recorded_draw_comes_from_a_seed() =>
        Given(a_closed_field(8))
            .When(new DrawRound([[Miner(1), Miner(2)]], null))
            .Then(Refused("seed_missing"));

    [Fact]
    public void a_seed_and_a_draw_at_once_are_ambiguous() =>
        Given(a_closed_field(8))
            .When(new DrawRound([[Miner(1), Miner(2)]], seed(1)))
            .Then(Refused("draw_ambiguous"));

    [Fact]
    public void the_hash_of_the_named_block_is_the_seed()
    {
        var hash = new string('b', 64);
        Given(an_open_field(Miners(8)).And(new DrawBlockNamed(5_000, 1)).Asked(new CloseField()))
            .When(new DrawRound([], hash))
            .Then(new RoundDrawn(
                Draw.Deal(Convert.FromHexString(hash), Miners(8), [2, 2, 2, 2]), RoundKind.Knockout, 1,
                new(SeedSource.Block, hash)));
    }

    [Fact]
    public void an_auditor_refuses_a_seed_from_another_source_than_it_was_bound_to() =>
        Assert.Equal("seed_source_differs", LedgerRules.Forbid(
            a_closed_field(8).State, Spring,
            Dealt(Miners(8), RoundKind.Knockout, 1, 2, 2, 2, 2) with { Seed = new(SeedSource.Block, seed(1)) })?.Code);

    [Fact]
    public void an_auditor_sees_a_draw_that_the_seed_does_not_give()
    {
        var story = a_closed_field(8);
        var honest = Dealt(Miners(8), RoundKind.Knockout, 1, 2, 2, 2, 2);
        var bent = honest with { Assignments = [.. honest.Assignments.Reverse()] };
        Assert.Null(LedgerRules.Forbid(story.State, Spring, bent));
        Assert.Equal(Audit.Text(honest), Audit.Text(LedgerRules.Recompute(story.State, Spring, bent)!));
    }

    [Fact]
    public void it_follows_a_closed_field() =>
        Given(an_open_field(Miners(8))).When(First).Then(Refused("not_between_rounds"));

    [Fact]
    public void it_does_not_happen_while_a_round_is_running() =>
        Given(a_drawn_round(8)).When(new DrawRound([], seed(2))).Then(Refused("not_between_rounds"));

    [Fact]
    public void nothing_is_drawn_after_the_boss_round() =>
        Given(a_ledger_with_rules().imported().challenged_by(Bob).final_tasks(TaskType.ImageTask)
                .all_final_losses(1, 2).Asked(new CloseRound()))
            .When(new DrawRound([[Bob, Placeholder]], null))
            .Then(Refused("not_between_rounds"));

    [Fact]
    public void an_auditor_refuses_a_round_out_of_order() =>
        Assert.Equal("round_out_of_order", LedgerRules.Forbid(
            a_closed_field(8).State, Spring, Dealt(Miners(8), RoundKind.Knockout, 2, 2, 2, 2, 2))?.Code);
}
