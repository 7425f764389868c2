using Gradients.Ledger.Tournaments;

namespace Gradients.Projections.Tests;

public sealed class when_the_champion_defends
{
    readonly Story _story = new Story().Tournament("first", "a", "b", wins: 6).Tournament("second", "c", "d", wins: 3);

    [Fact]
    public void the_reign_goes_on_with_one_more_defence_and_a_smaller_margin()
    {
        var reign = Assert.Single(_story.Tables.Cells("champion_reigns"));
        Assert.Equal(("a", "first"), (reign["champion"], reign["from_tournament"]));
        // Two wins in a row: 10 % * 0.8.
        Assert.Equal((1, 2, 0.1 * 0.8), (reign["defences"], reign["streak"], reign["margin"]));
        Assert.Null(reign["until_position"]);
    }

    [Fact]
    public void the_placeholder_is_champion_in_its_name()
    {
        var row = _story.Row("standings", "second", Story.Placeholder);
        Assert.Equal(("champion", "a"), (row["status"], row["plays_for"]));
        Assert.Null(row["eliminated_in"]);
    }

    [Fact]
    public void the_challenger_keeps_the_points_of_the_tasks_it_won_and_finishes_second()
    {
        var row = _story.Row("standings", "second", "c");
        Assert.Equal(0.15 + (2 * 0.15) + (2 * 0.15) + (2 * 0.15), row["points"]);
        Assert.Equal("eliminated", row["status"]);
        Assert.Equal(2, _story.Row("careers", "c")["best_finish"]);
        Assert.Equal(3, _story.Row("careers", "d")["best_finish"]);
    }

    [Fact]
    public void the_defence_counts_though_the_champion_did_not_enter()
    {
        var career = _story.Row("careers", "a");
        Assert.Equal((1, 1, 1), (career["tournaments_entered"], career["titles"], career["defences"]));
        Assert.Equal("first", career["last_tournament"]);
    }

    [Fact]
    public void a_win_below_the_margin_shows_in_points_but_not_in_the_bracket()
    {
        var story = new Story().Tournament("first", "a", "b", wins: 6)
            .Open("second", TournamentType.Text, "c", "d").Draw("second", ["c", "d"])
            .Play("second", "t", 0, ("c", 0.1), ("d", 0.2)).CloseRound("second")
            .Draw("second", ["c", Story.Placeholder])
            .Play("second", "final", 0, ("c", 0.95), (Story.Placeholder, 1.0)); // 5 % better, 10 % are needed
        Assert.Equal(0, story.Row("bracket", "second", 2, 0, "c")["tasks_taken"]);
        Assert.Equal(1, story.Row("bracket", "second", 2, 0, Story.Placeholder)["tasks_taken"]);
        Assert.Equal(2, story.Row("standings", "second", "c")["tasks_won"]);
        var result = story.Row("task_results", "second", 2, "final", "c");
        Assert.Equal((true, false), (result["winner"], result["boss_round_winner"]));
    }

    [Fact]
    public void a_champion_who_enters_and_wins_under_its_own_name_defends_too()
    {
        _story.Tournament("third", "a", "c", wins: 6);
        var reign = Assert.Single(_story.Tables.Cells("champion_reigns"));
        Assert.Equal(("a", 2, 3), (reign["champion"], reign["defences"], reign["streak"]));
        Assert.Equal((1, 2), (_story.Row("careers", "a")["titles"], _story.Row("careers", "a")["defences"]));
    }
}
