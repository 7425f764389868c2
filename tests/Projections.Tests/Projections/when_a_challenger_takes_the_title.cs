using Gradients.Ledger.Tournaments;

namespace Gradients.Projections.Tests;

public sealed class when_a_challenger_takes_the_title
{
    readonly Story _story = new Story().Tournament("first", "a", "b", wins: 6)
        .Open("second", TournamentType.Text, "c", "d").Draw("second", ["c", "d"])
        .Play("second", "t", 0, ("c", 0.1), ("d", 0.2)).CloseRound("second").Final("second", "c", wins: 4);

    [Fact]
    public void the_boss_round_is_the_final_and_seats_the_placeholder()
    {
        var boss = _story.Row("bracket", "second", 2, 0, Story.Placeholder);
        Assert.Equal("boss", boss["kind"]);
        Assert.Equal(true, boss["final"]);
        Assert.Equal(true, boss["placeholder"]);
        Assert.Equal(2, boss["tasks_taken"]);
        Assert.Equal(false, boss["advanced"]);
    }

    [Fact]
    public void the_winner_is_champion_and_without_points() // rule 4.10: its share comes from the title
    {
        Assert.Equal("champion", _story.Row("standings", "second", "c")["status"]);
        Assert.Equal(0.0, _story.Row("standings", "second", "c")["points"]);
        Assert.Equal(5, _story.Row("standings", "second", "c")["tasks_won"]);
    }

    [Fact]
    public void the_old_reign_lasts_until_completion() =>
        Assert.Null(_story.Row("champion_reigns", "text", 1)["until_tournament"]);

    [Fact]
    public void then_the_old_reign_ends_and_the_new_one_begins()
    {
        _story.Complete("second");
        var (old, young) = (_story.Row("champion_reigns", "text", 1), _story.Row("champion_reigns", "text", 2));
        Assert.Equal(("a", "second"), (old["champion"], old["until_tournament"]));
        Assert.Equal(_story.Head, old["until_position"]);
        Assert.Null(old["margin"]);
        Assert.Equal(("c", "second"), (young["champion"], young["from_tournament"]));
        Assert.Equal(_story.Head, young["since_position"]);
        Assert.Equal((0, 1, 0.1), (young["defences"], young["streak"], young["margin"]));
    }

    [Fact]
    public void a_decided_title_that_is_cancelled_leaves_the_champion()
    {
        _story.Tell("second", new TournamentCancelled("fraud"));
        var reign = Assert.Single(_story.Tables.Cells("champion_reigns"));
        Assert.Equal("a", reign["champion"]);
        Assert.Equal("cancelled", _story.Row("standings", "second", "c")["status"]);
        Assert.Equal("eliminated", _story.Row("standings", "second", "d")["status"]);
        Assert.Equal(0, _story.Row("careers", "c")["titles"]);
    }

    [Fact]
    public void careers_count_the_title_and_who_came_how_far()
    {
        _story.Complete("second");
        var winner = _story.Row("careers", "c");
        Assert.Equal((1, 0, 1), (winner["titles"], winner["defences"], winner["best_finish"]));
        Assert.Equal((2, 5, 7), (winner["rounds_won"], winner["tasks_won"], winner["tasks_measured"]));
        Assert.Equal(2, _story.Row("careers", "d")["best_finish"]);
    }

    [Fact]
    public void the_placeholder_has_no_career() =>
        Assert.DoesNotContain(_story.Tables.Cells("careers"), row => row["hotkey"]!.Equals(Story.Placeholder));
}
