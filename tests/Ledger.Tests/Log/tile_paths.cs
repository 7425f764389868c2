using Gradients.Ledger.Log;

namespace Gradients.Ledger.Tests.Log;

public sealed class tile_paths
{
    [Theory]
    [InlineData(0, 0, 256, "tile/0/000")]
    [InlineData(0, 1234067, 256, "tile/0/x001/x234/067")]
    [InlineData(1, 999, 12, "tile/1/999.p/12")]
    [InlineData(2, 1000, 1, "tile/2/x001/000.p/1")]
    [InlineData(TilePath.Entries, 273, 112, "tile/entries/273.p/112")]
    public void are_written_as_the_specification_shows(int level, long index, int width, string text)
    {
        Assert.Equal(text, new TilePath(level, index, width).ToString());
        Assert.True(TilePath.TryParse(text, out var read));
        Assert.Equal(new TilePath(level, index, width), read);
    }

    [Theory]
    [InlineData("tile/0/0")]
    [InlineData("tile/00/000")]
    [InlineData("tile/0/1000")]
    [InlineData("tile/0/001/000")]
    [InlineData("tile/0/x000/001")]
    [InlineData("tile/0/x001")]
    [InlineData("tile/0/000.p/0")]
    [InlineData("tile/0/000.p/256")]
    [InlineData("tile/0/000.p/01")]
    [InlineData("tile/0/000.p/")]
    [InlineData("tile/0")]
    [InlineData("tile/entry/000")]
    [InlineData("tile/0/../000")]
    [InlineData("/tile/0/000")]
    [InlineData("checkpoint")]
    [InlineData("")]
    public void of_another_spelling_are_refused(string text) => Assert.False(TilePath.TryParse(text, out _));

    [Fact]
    public void of_a_tree_of_70000_are_those_of_the_specifications_example()
    {
        var all = TilePath.InOrder(70_000).ToList();
        int Count(int level, bool partial) => all.Count(t => t.Level == level && t.IsPartial == partial);
        Assert.Equal((273, 1), (Count(0, false), Count(0, true)));
        Assert.Equal((1, 1), (Count(1, false), Count(1, true)));
        Assert.Equal((0, 1), (Count(2, false), Count(2, true)));
        Assert.Equal((273, 1), (Count(TilePath.Entries, false), Count(TilePath.Entries, true)));
        Assert.Contains(new TilePath(0, 273, 112), all);
        Assert.Contains(new TilePath(1, 1, 17), all);
        Assert.Contains(new TilePath(2, 0, 1), all);
        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.Equal([new(1, 0, 1), new(0, 0, 256), new(TilePath.Entries, 0, 256)], TilePath.InOrder(256));
        Assert.Empty(TilePath.InOrder(0));
    }
}
