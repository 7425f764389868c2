namespace Gradients.Ledger.Tests.Tournaments;

public sealed class when_an_entry_is_judged : TournamentSpec
{
    static Story An_entry() => an_open_field().And(entry(Bob));

    [Fact]
    public void it_is_accepted_after_the_whole_fee() =>
        Given(An_entry().And(fee(Bob, 200_000_000))).When(accepted(Bob)).Then(accepted(Bob));

    [Fact]
    public void it_is_not_accepted_one_rao_short() =>
        Given(An_entry().And(fee(Bob, 199_999_999))).When(accepted(Bob)).Then(Refused("fee_not_paid"));

    [Fact]
    public void it_is_not_accepted_unpaid() =>
        Given(An_entry()).When(accepted(Bob)).Then(Refused("fee_not_paid"));

    [Fact]
    public void several_payments_add_up() =>
        Given(An_entry().And(fee(Bob, 120_000_000), fee(Bob, 80_000_000))).When(accepted(Bob)).Then(accepted(Bob));

    [Fact]
    public void somebody_elses_payment_does_not_count() =>
        Given(An_entry().And(entry(Charlie), fee(Charlie))).When(accepted(Bob)).Then(Refused("fee_not_paid"));

    [Fact]
    public void an_image_entry_costs_0_15_tao() =>
        Given(a_ledger_with_rules().announced(TournamentType.Image).And(entry(Bob), fee(Bob, 150_000_000)))
            .When(accepted(Bob))
            .Then(accepted(Bob));

    [Fact]
    public void an_image_entry_is_not_accepted_for_less() =>
        Given(a_ledger_with_rules().announced(TournamentType.Image).And(entry(Bob), fee(Bob, 149_999_999)))
            .When(accepted(Bob))
            .Then(Refused("fee_not_paid"));

    [Fact]
    public void an_import_knows_no_fees() =>
        Given(a_ledger_with_rules().imported().And(new EntrySubmitted(null, null, Bob, null)))
            .When(accepted(Bob))
            .Then(accepted(Bob));

    [Fact]
    public void there_must_be_an_entry() =>
        Given(an_open_field()).When(accepted(Bob)).Then(Refused("no_entry"));

    [Fact]
    public void it_is_accepted_once() =>
        Given(an_open_field(Bob)).When(accepted(Bob)).Then(Refused("entry_settled"));

    [Fact]
    public void it_is_not_accepted_after_the_field_closed() =>
        Given(a_closed_field(8)).When(accepted(Bob)).Then(Refused("field_not_open"));

    [Fact]
    public void it_is_refused_with_a_reason_code_and_a_detail() =>
        Given(An_entry())
            .When(new EntryRefused("LICENSE", Bob, "no_licence"))
            .Then(new EntryRefused("LICENSE", Bob, "no_licence"));

    [Fact]
    public void it_may_be_turned_away_after_it_was_accepted() =>
        Given(an_open_field(Bob))
            .When(new EntryRefused(null, Bob, "obfuscated_code"))
            .Then(new EntryRefused(null, Bob, "obfuscated_code"));

    [Fact]
    public void it_is_refused_once() =>
        Given(An_entry().And(new EntryRefused(null, Bob, "no_licence")))
            .When(new EntryRefused(null, Bob, "no_licence"))
            .Then(Refused("entry_settled"));

    [Fact]
    public void a_refused_one_is_not_accepted() =>
        Given(An_entry().And(fee(Bob), new EntryRefused(null, Bob, "no_licence")))
            .When(accepted(Bob))
            .Then(Refused("entry_settled"));

    [Fact]
    public void nobody_is_refused_who_has_not_entered() =>
        Given(an_open_field()).When(new EntryRefused(null, Bob, "no_licence")).Then(Refused("no_entry"));

    [Theory]
    [InlineData("")]
    [InlineData("No licence")]
    [InlineData("no-licence")]
    [InlineData("reason_of_more_than_sixty_four_characters_that_nobody_would_ever_type")]
    public void the_reason_is_a_code_and_no_prose(string reason) =>
        Given(An_entry()).When(new EntryRefused(null, Bob, reason)).Then(Refused("reason_malformed"));

    [Fact]
    public void it_is_not_refused_after_the_field_closed() =>
        Given(a_closed_field(8)).When(new EntryRefused(null, Miner(1), "no_licence")).Then(Refused("field_not_open"));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void a_fee_is_a_positive_number_of_rao(long rao) =>
        Given(An_entry()).When(fee(Bob, rao)).Then(Refused("fee_malformed"));

    [Fact]
    public void fees_beyond_all_bounds_are_refused() =>
        Given(An_entry().And(fee(Bob, long.MaxValue))).When(fee(Bob, 1)).Then(Refused("fee_malformed"));

    [Fact]
    public void a_fee_belongs_to_an_entry() =>
        Given(an_open_field()).When(fee(Bob)).Then(Refused("no_entry"));

    [Fact]
    public void a_fee_comes_before_the_field_is_closed() =>
        Given(a_closed_field(8)).When(fee(Miner(1))).Then(Refused("field_not_open"));

    [Fact]
    public void a_fee_may_name_its_transaction() =>
        Given(An_entry())
            .When(new EntryFeePaid(5, Bob, "0xfee"))
            .Then(new EntryFeePaid(5, Bob, "0xfee"));

    /// <summary>
    /// A second entry of a hotkey is an entry of its own: what was paid for the refused one stays with it.
    /// </summary>
    [Fact]
    public void a_new_entry_after_a_refusal_is_paid_anew() =>
        Given(An_entry().And(fee(Bob), new EntryRefused(null, Bob, "no_licence"), entry(Bob)))
            .When(accepted(Bob))
            .Then(Refused("fee_not_paid"));
}
