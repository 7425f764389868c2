namespace Gradients.Ledger.Tests.Tournaments;

public sealed class when_a_miner_enters : TournamentSpec
{
    [Fact]
    public void the_entry_is_recorded_with_repository_and_commit() =>
        Given(an_open_field())
            .When(new EntrySubmitted(Dave.Text, Commit, Bob, Repository))
            .Then(new EntrySubmitted(Dave.Text, Commit, Bob, Repository));

    [Fact]
    public void a_coldkey_may_be_left_out() =>
        Given(an_open_field()).When(entry(Bob)).Then(entry(Bob));

    [Fact]
    public void the_tournament_must_have_been_announced() =>
        Given(a_ledger_with_rules()).When(entry(Bob)).Then(Refused("field_not_open"));

    [Fact]
    public void it_is_too_late_once_the_field_is_closed() =>
        Given(a_closed_field(8)).When(entry(Bob)).Then(Refused("field_not_open"));

    [Fact]
    public void it_is_too_late_once_the_tournament_is_cancelled() =>
        Given(an_open_field().And(new TournamentCancelled("broken"))).When(entry(Bob)).Then(Refused("field_not_open"));

    [Fact]
    public void one_hotkey_enters_once() =>
        Given(an_open_field().And(entry(Bob))).When(entry(Bob)).Then(Refused("already_entered"));

    [Fact]
    public void an_accepted_hotkey_does_not_enter_again() =>
        Given(an_open_field(Bob)).When(entry(Bob)).Then(Refused("already_entered"));

    [Fact]
    public void one_coldkey_may_stand_behind_several_hotkeys() =>
        Given(an_open_field().And(entry(Bob) with { Coldkey = Dave.Text }))
            .When(entry(Charlie) with { Coldkey = Dave.Text })
            .Then(entry(Charlie) with { Coldkey = Dave.Text });

    [Fact]
    public void a_refused_miner_may_enter_again() =>
        Given(an_open_field().And(entry(Bob), new EntryRefused(null, Bob, "no_licence")))
            .When(entry(Bob))
            .Then(entry(Bob));

    [Fact]
    public void the_placeholder_never_enters() =>
        Given(an_open_field()).When(entry(Placeholder)).Then(Refused("placeholder_enters"));

    /// <summary>Surprise 11 needs this: a champion may enter under the own hotkey besides being defended for.</summary>
    [Fact]
    public void the_champion_may_enter_under_the_own_hotkey() =>
        Given(a_ledger_with_rules().a_reign_of(Bob, wins: 1).announced(TournamentType.Image))
            .When(entry(Bob))
            .Then(entry(Bob));

    [Theory]
    [InlineData("Bob")]
    [InlineData("")]
    [InlineData("5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694tz")] // one letter changed
    [InlineData("5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694t")] // one letter missing
    [InlineData("15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5")] // prefix 0, a Polkadot account
    [InlineData("0x8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48")]
    public void the_hotkey_is_an_ss58_text_of_prefix_42(string hotkey) =>
        Given(an_open_field()).When(entry(new(hotkey))).Then(Refused("not_ss58"));

    [Fact]
    public void the_coldkey_is_one_too() =>
        Given(an_open_field()).When(entry(Bob) with { Coldkey = "Dave" }).Then(Refused("not_ss58"));

    [Theory]
    [InlineData("main")]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcdef0123456")]
    [InlineData("0123456789abcdef0123456789abcdef012345678")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF01234567")]
    [InlineData("0123456789abcdef0123456789abcdef0123456g")]
    public void the_commit_has_forty_small_hex_digits(string commit) =>
        Given(an_open_field()).When(entry(Bob) with { Commit = commit }).Then(Refused("commit_malformed"));

    [Fact]
    public void a_commit_is_needed() =>
        Given(an_open_field()).When(entry(Bob) with { Commit = null }).Then(Refused("entry_incomplete"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void a_repository_is_needed(string? repository) =>
        Given(an_open_field()).When(entry(Bob) with { Repository = repository }).Then(Refused("entry_incomplete"));

    [Fact]
    public void an_import_may_hold_hotkeys_of_older_days_and_no_repository() =>
        Given(a_ledger_with_rules().imported())
            .When(new EntrySubmitted(null, null, new("miner-7"), null))
            .Then(new EntrySubmitted(null, null, new("miner-7"), null));

    [Fact]
    public void an_import_that_names_a_commit_names_a_real_one() =>
        Given(a_ledger_with_rules().imported())
            .When(new EntrySubmitted(null, "main", Bob, null))
            .Then(Refused("commit_malformed"));

    [Fact]
    public void it_belongs_into_a_tournament_stream() =>
        Given(an_open_field()).When("metagraph/56", entry(Bob)).Then(Refused("stream_malformed"));
}
