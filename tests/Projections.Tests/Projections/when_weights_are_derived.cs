using Gradients.Ledger.Weights;

namespace Gradients.Projections.Tests;

public sealed class when_weights_are_derived
{
    // The challenger of the second tournament earned points, so that text weights go to it and to the champion.
    readonly Story _story = new Story().Tournament("first", "a", "b", wins: 6).Tournament("second", "c", "b", wins: 3)
        .Observe(Story.Placeholder, "c", "a", "stranger").DeriveWeights();

    WeightsDerived Event => (WeightsDerived)_story.Events[^1].Event;

    [Fact]
    public void each_node_with_a_weight_has_a_row_under_its_hotkey()
    {
        var rows = _story.Tables.Cells("weight_vectors").ToArray();
        Assert.Equal(Event.NodeWeights.Select(node => (object)node.Uid), rows.Select(row => row["uid"]));
        Assert.Equal(Event.NodeWeights.Select(node => (object)node.Weight), rows.Select(row => row["weight"]));
        Assert.Equal([Story.Placeholder, "c", "a"], rows.Select(row => row["hotkey"]));
    }

    [Fact]
    public void the_sixteen_bits_stand_beside_it() =>
        Assert.Equal(
            Event.Weights.Select(weight => (object)(int)weight),
            _story.Tables.Cells("weight_vectors").Select(row => row["u16"]));

    [Fact]
    public void the_setting_says_what_went_into_it()
    {
        var setting = _story.Row("weight_settings", 56, _story.Head);
        Assert.Equal("second", setting["text_tournament"]);
        Assert.Null(setting["image_tournament"]);
        Assert.Equal(Event.Metagraph, setting["metagraph"]);
        Assert.Equal((Event.Sum, Event.Undistributed), (setting["sum"], setting["undistributed"]));
        Assert.Equal(
            (Event.Burn.TextTournamentWeight, Event.Burn.ImageTournamentWeight, Event.Burn.BurnWeight),
            (setting["text_weight"], setting["image_weight"], setting["burn_weight"]));
        Assert.Null(setting["image_performance"]);
        Assert.Null(setting["error"]);
        Assert.Equal(0, setting["participants"]);
    }

    [Fact]
    public void a_later_derivation_stands_beside_the_earlier_one_under_the_new_hotkeys()
    {
        var first = _story.Head;
        _story.Observe("a", "c").DeriveWeights();
        Assert.Equal(Story.Placeholder, _story.Row("weight_vectors", 56, first, 0)["hotkey"]);
        Assert.Equal("a", _story.Row("weight_vectors", 56, _story.Head, 0)["hotkey"]);
        Assert.Equal(2, _story.Tables.Rows("weight_settings").Length);
    }

    [Fact]
    public void only_the_latest_metagraph_of_a_subnet_is_remembered()
    {
        _story.Observe("a", "b").Observe("b", "a");
        var weights = new WeightVectors();
        foreach (var e in _story.Events)
            weights.Apply(e, []);
        Assert.Equal(_story.Head, Assert.Single(weights.Seen).Position);
    }

    [Fact]
    public void nobody_on_the_metagraph_means_no_weight_and_an_empty_row_sent()
    {
        _story.Observe("stranger").DeriveWeights();
        var derivation = _story.Head;
        Assert.DoesNotContain(_story.Tables.Cells("weight_vectors"), row => row["derivation"]!.Equals(derivation));
        Assert.Equal(0.0, _story.Row("weight_settings", 56, derivation)["sum"]);
    }
}
