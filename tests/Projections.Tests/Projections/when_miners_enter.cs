using Gradients.Ledger.Tournaments;

namespace Gradients.Projections.Tests;

public sealed class when_miners_enter
{
    readonly Story _story = new Story().Announce("spring").Enter("spring", "a");

    Cells A => _story.Row("standings", "spring", "a");

    [Fact]
    public void the_entry_shows_what_was_entered()
    {
        Assert.Equal("entered", A["status"]);
        Assert.Equal("https://example.org/a", A["repository"]);
        Assert.Equal(new string('a', 40), A["commit"]);
        Assert.Equal("a-cold", A["coldkey"]);
        Assert.Equal(0L, A["fee_paid_rao"]);
    }

    [Fact]
    public void fees_add_up()
    {
        _story.Tell("spring", new EntryFeePaid(150_000_000, new("a"), null))
            .Tell("spring", new EntryFeePaid(50_000_000, new("a"), null));
        Assert.Equal(200_000_000L, A["fee_paid_rao"]);
    }

    [Fact]
    public void an_accepted_entry_says_so()
    {
        _story.Tell("spring", new EntryAccepted(new("a")));
        Assert.Equal("accepted", A["status"]);
    }

    [Fact]
    public void a_refused_entry_names_the_reason()
    {
        _story.Tell("spring", new EntryRefused("LICENSE", new("a"), "licence_missing"));
        Assert.Equal("refused", A["status"]);
        Assert.Equal("licence_missing", A["refusal"]);
    }

    [Fact]
    public void a_refused_miner_enters_anew_without_the_old_fee()
    {
        _story.Tell("spring", new EntryFeePaid(7, new("a"), null))
            .Tell("spring", new EntryRefused(null, new("a"), "licence_missing")).Enter("spring", "a");
        Assert.Equal("entered", A["status"]);
        Assert.Null(A["refusal"]);
        Assert.Equal(0L, A["fee_paid_rao"]);
    }

    [Fact]
    public void closing_the_field_brings_the_accepted_and_the_placeholder_to_life()
    {
        _story.Tell("spring", new EntryAccepted(new("a"))).Enter("spring", "b").CloseField("spring");
        Assert.Equal("alive", A["status"]);
        Assert.Equal("alive", _story.Row("standings", "spring", Story.Placeholder)["status"]);
        Assert.Equal("entered", _story.Row("standings", "spring", "b")["status"]);
    }

    [Fact]
    public void entering_a_career_waits_for_the_field_to_close()
    {
        _story.Tell("spring", new EntryAccepted(new("a")));
        Assert.Empty(_story.Tables.Rows("careers"));
        _story.CloseField("spring");
        Assert.Equal(1, _story.Row("careers", "a")["tournaments_entered"]);
        Assert.Equal("spring", _story.Row("careers", "a")["last_tournament"]);
    }

    [Fact]
    public void the_placeholder_plays_for_the_champion()
    {
        _story.Announce("summer", TournamentType.Image, champion: "queen").Enter("summer", "b")
            .Tell("summer", new EntryAccepted(new("b"))).CloseField("summer");
        Assert.Equal("queen", _story.Row("standings", "summer", Story.Placeholder)["plays_for"]);
        Assert.Null(_story.Row("standings", "summer", "b")["plays_for"]);
        Assert.Equal("image", _story.Row("standings", "summer", "b")["type"]);
    }
}
