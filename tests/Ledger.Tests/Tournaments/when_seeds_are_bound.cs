using Gradients.Ledger.Hashing;

namespace Gradients.Ledger.Tests.Tournaments;

public sealed class when_seeds_are_bound : TournamentSpec
{
    static readonly string Digest = Hex.Sha256([1, 2, 3]);

    [Fact]
    public void the_operator_commits_to_the_seed_of_a_round() =>
        Given(an_open_field()).When(new DrawSeedCommitted(Digest, 1)).Then(new DrawSeedCommitted(Digest, 1));

    [Fact]
    public void every_round_may_have_its_own() =>
        Given(an_open_field().And(a_committed_seed(1))).When(a_committed_seed(2)).Then(a_committed_seed(2));

    [Fact]
    public void a_round_has_one_commitment() =>
        Given(an_open_field().And(a_committed_seed(1)))
            .When(new DrawSeedCommitted(Digest, 1))
            .Then(Refused("seed_already_promised"));

    [Fact]
    public void a_round_has_a_commitment_or_a_block_but_not_both() =>
        Given(an_open_field().And(new DrawBlockNamed(5_000, 1)))
            .When(a_committed_seed(1))
            .Then(Refused("seed_already_promised"));

    [Fact]
    public void a_round_has_one_block() =>
        Given(an_open_field().And(new DrawBlockNamed(5_000, 1)))
            .When(new DrawBlockNamed(6_000, 1))
            .Then(Refused("seed_already_promised"));

    [Fact]
    public void commitments_end_with_the_open_field() =>
        Given(a_closed_field(8)).When(a_committed_seed(7)).Then(Refused("field_not_open"));

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void rounds_count_from_one(int round) =>
        Given(an_open_field()).When(new DrawSeedCommitted(Digest, round)).Then(Refused("round_malformed"));

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    public void a_commitment_is_a_digest_in_small_hex_digits(string commitment) =>
        Given(an_open_field()).When(new DrawSeedCommitted(commitment, 1)).Then(Refused("commitment_malformed"));

    [Fact]
    public void a_block_may_be_named_while_the_field_is_open() =>
        Given(an_open_field()).When(new DrawBlockNamed(5_000, 1)).Then(new DrawBlockNamed(5_000, 1));

    [Fact]
    public void no_block_is_named_for_round_1_once_the_field_is_known() =>
        Given(an_open_field(Miners(8)).Asked(new CloseField()))
            .When(new DrawBlockNamed(5_000, 1))
            .Then(Refused("block_too_late"));

    [Fact]
    public void the_block_of_round_2_may_be_named_before_round_1_is_drawn() =>
        Given(an_open_field(Miners(8)).Asked(new CloseField()))
            .When(new DrawBlockNamed(5_000, 2))
            .Then(new DrawBlockNamed(5_000, 2));

    [Fact]
    public void the_block_of_round_7_may_be_named_while_nothing_of_the_round_before_is_known() =>
        Given(a_round_with_tasks(8)).When(new DrawBlockNamed(5_000, 7)).Then(new DrawBlockNamed(5_000, 7));

    /// <summary>Who knows the results could pick the block that pairs them best.</summary>
    [Fact]
    public void the_block_of_the_next_round_is_named_before_the_first_loss_is_known()
    {
        var story = an_open_field(Miners(8)).And(a_committed_seed(1)).Asked(new CloseField()).drawn().posed();
        story.And(a_training("r1.0", story.Members(0)[0]));
        Given(story).When(new DrawBlockNamed(5_000, 2)).Then(new DrawBlockNamed(5_000, 2));
        story.And(loss("r1.0", story.Members(0)[0], 1.0));
        Given(story).When(new DrawBlockNamed(5_000, 2)).Then(Refused("block_too_late"));
        Given(story).When(new DrawBlockNamed(5_000, 3)).Then(new DrawBlockNamed(5_000, 3));
    }

    [Fact]
    public void between_two_rounds_it_is_too_late_for_the_next() =>
        Given(an_open_field(Miners(8)).And(a_committed_seed(1)).Asked(new CloseField()).drawn().posed()
                .measured(the_later_is_better).Asked(new CloseRound()))
            .When(new DrawBlockNamed(5_000, 2))
            .Then(Refused("block_too_late"));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(5_000, 0)]
    public void blocks_and_rounds_count_from_one(long block, int round) =>
        Given(an_open_field()).When(new DrawBlockNamed(block, round)).Then(Refused("block_malformed"));

    [Fact]
    public void nothing_is_bound_for_a_tournament_that_is_over() =>
        Given(an_open_field().And(new TournamentCancelled("broken")))
            .When(new DrawBlockNamed(5_000, 9))
            .Then(Refused("block_too_late"));

    [Fact]
    public void nothing_is_bound_for_a_tournament_nobody_announced() =>
        Given(a_ledger_with_rules()).When(a_committed_seed(1)).Then(Refused("field_not_open"));
}
