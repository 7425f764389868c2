using Gradients.Ledger.Tournaments;

namespace Gradients.Projections.Tests;

public sealed class when_a_round_is_played
{
    readonly Story _story = new Story().Open("spring", TournamentType.Text, "a", "b", "c", "d")
        .Draw("spring", ["a", "b"], ["c", "d"])
        .Play("spring", "t1", 0, ("a", 0.3), ("b", 0.2))
        .Play("spring", "t2", 1, ("c", 0.1), ("d", 0.2));

    [Fact]
    public void the_best_loss_takes_the_task()
    {
        Assert.Equal(1, _story.Row("bracket", "spring", 1, 0, "b")["tasks_taken"]);
        Assert.Equal(0, _story.Row("bracket", "spring", 1, 0, "a")["tasks_taken"]);
    }

    [Fact]
    public void winners_go_on_and_losers_do_not()
    {
        _story.CloseRound("spring");
        Assert.Equal(true, _story.Row("bracket", "spring", 1, 0, "b")["advanced"]);
        Assert.Equal(false, _story.Row("bracket", "spring", 1, 0, "a")["advanced"]);
    }

    [Fact]
    public void losers_are_eliminated_in_this_round_and_the_placeholder_with_them()
    {
        _story.CloseRound("spring");
        foreach (var hotkey in new[] { "a", "d", Story.Placeholder })
        {
            Assert.Equal("eliminated", _story.Row("standings", "spring", hotkey)["status"]);
            Assert.Equal(1, _story.Row("standings", "spring", hotkey)["eliminated_in"]);
        }
        Assert.Equal("alive", _story.Row("standings", "spring", "b")["status"]);
        Assert.Null(_story.Row("standings", "spring", "b")["eliminated_in"]);
    }

    [Fact]
    public void a_winner_whose_node_is_gone_is_marked_before_the_next_draw()
    {
        _story.CloseRound("spring").Tell("spring", new NodeGone(new("b")));
        Assert.Equal(true, _story.Row("bracket", "spring", 1, 0, "b")["node_gone"]);
        Assert.Equal(true, _story.Row("bracket", "spring", 1, 0, "b")["advanced"]);
        Assert.Equal(false, _story.Row("bracket", "spring", 1, 1, "c")["node_gone"]);
    }

    [Fact]
    public void a_node_that_did_not_play_the_round_changes_no_row()
    {
        _story.CloseRound("spring").Draw("spring", ["b", "c"]).Play("spring", "t3", 0, ("b", 0.3), ("c", 0.2))
            .CloseRound("spring").Tell("spring", new NodeGone(new("a")));
        Assert.Empty(_story.Changed);
    }

    [Fact]
    public void points_are_added_task_by_task_and_round_by_round()
    {
        _story.CloseRound("spring").Draw("spring", ["b", "c"]).Play("spring", "t3", 0, ("b", 0.1), ("c", 0.2));
        // Round 1 and round 2 of a text tournament: 0.15 + 2 * 0.15, one addition after the other.
        Assert.Equal(0.15 + (2 * 0.15), _story.Row("standings", "spring", "b")["points"]);
        Assert.Equal(2, _story.Row("standings", "spring", "b")["tasks_won"]);
        Assert.Equal(0.15, _story.Row("standings", "spring", "c")["points"]);
    }
}
