using Gradients.Ledger.Tournaments;

namespace Gradients.Projections.Tests;

public sealed class when_nobody_has_held_the_title
{
    [Fact]
    public void the_first_winner_begins_the_first_reign()
    {
        var reign = Assert.Single(new Story().Tournament("first", "a", "b", wins: 6).Tables.Cells("champion_reigns"));
        Assert.Equal(("text", 1, "a"), (reign["type"], reign["reign"], reign["champion"]));
        Assert.Equal((0, 1), (reign["defences"], reign["streak"]));
    }

    [Fact]
    public void a_placeholder_that_keeps_it_becomes_champion_itself() // surprise 8
    {
        var story = new Story().Tournament("first", "a", "b", wins: 0);
        var reign = story.Row("champion_reigns", "text", 1);
        Assert.Equal((Story.Placeholder, 0, 1), (reign["champion"], reign["defences"], reign["streak"]));
        Assert.DoesNotContain(story.Tables.Cells("careers"), row => row["hotkey"]!.Equals(Story.Placeholder));
        Assert.Equal(2, story.Row("careers", "a")["best_finish"]);
    }

    [Fact]
    public void each_type_has_reigns_of_its_own()
    {
        var story = new Story().Tournament("first", "a", "b", wins: 6).Open("pictures", TournamentType.Image, "b", "c")
            .Draw("pictures", ["b", "c"]).Pose("pictures", "p", 0, ["b", "c"], TaskType.ImageTask)
            .Measure("pictures", "p", "b", 0.1).Measure("pictures", "p", "c", double.NaN).Decide("pictures", "p")
            .CloseRound("pictures").Draw("pictures", ["b", Story.Placeholder])
            .CloseRound("pictures").Complete("pictures");
        Assert.Equal("a", story.Row("champion_reigns", "text", 1)["champion"]);
        Assert.Equal(Story.Placeholder, story.Row("champion_reigns", "image", 1)["champion"]);
    }

    [Fact]
    public void an_import_may_bring_a_champion_whose_reign_began_before()
    {
        var story = new Story().Announce("first", champion: "queen").Enter("first", "a")
            .Tell("first", new EntryAccepted(new("a"))).Enter("first", "b").Tell("first", new EntryAccepted(new("b")))
            .CloseField("first").Draw("first", ["a", "b"]).Play("first", "t", 0, ("a", 0.1), ("b", 0.2))
            .CloseRound("first").Final("first", "a", wins: 2).Complete("first");
        var reign = Assert.Single(story.Tables.Cells("champion_reigns"));
        Assert.Equal(("queen", 1, 1), (reign["champion"], reign["defences"], reign["streak"]));
        Assert.Null(reign["from_tournament"]);
        Assert.Null(reign["since_position"]);
        Assert.Equal(0, story.Row("careers", "queen")["tournaments_entered"]);
        Assert.Equal(1, story.Row("careers", "queen")["defences"]);
    }

    [Fact]
    public void a_round_without_winners_gives_the_placeholder_the_title()
    {
        var story = new Story().Open("first", TournamentType.Text, "a", "b").Draw("first", ["a", "b"])
            .Play("first", "t", 0, ("a", double.NaN), ("b", double.NaN)).CloseRound("first").Complete("first");
        Assert.Equal("champion", story.Row("standings", "first", Story.Placeholder)["status"]);
        Assert.Equal(1, story.Row("standings", "first", "a")["eliminated_in"]);
        Assert.Equal(2, story.Row("careers", "b")["best_finish"]);
    }
}
