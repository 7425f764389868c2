using Gradients.Ledger.Tournaments;

namespace Gradients.Projections.Tests;

public sealed class when_a_round_is_drawn
{
    readonly Story _story = new Story().Open("spring", TournamentType.Text, "a", "b", "c", "d")
        .Draw("spring", ["c", "a"], ["b", "d"]);

    [Fact]
    public void everybody_has_a_row_by_slot_and_seat() =>
        Assert.Equal(
            [("c", 0, 0), ("a", 0, 1), ("b", 1, 0), ("d", 1, 1)],
            _story.Changed.Where(row => row.Table.Name == "bracket").Select(row => new Cells(row))
                .Select(row => ((string)row["hotkey"]!, (int)row["slot"]!, (int)row["seat"]!)));

    [Fact]
    public void who_goes_on_is_open() => Assert.Null(_story.Row("bracket", "spring", 1, 0, "a")["advanced"]);

    [Fact]
    public void two_by_two_is_a_knockout_and_not_the_final()
    {
        var row = _story.Row("bracket", "spring", 1, 1, "b");
        Assert.Equal("knockout", row["kind"]);
        Assert.Equal(false, row["final"]);
        Assert.Equal(false, row["placeholder"]);
    }

    [Fact]
    public void more_than_fourteen_play_in_groups()
    {
        string[] many = [.. Enumerable.Range(0, 15).Select(i => $"k{i:00}")];
        var story = new Story().Open("large", TournamentType.Image, many).Draw("large", many);
        Assert.Equal("group", story.Row("bracket", "large", 1, 0, "k07")["kind"]);
    }

    [Fact]
    public void every_row_names_the_event_behind_it() =>
        Assert.All(_story.Tables.Cells("bracket"), row => Assert.Equal(_story.Head, row["position"]));
}
