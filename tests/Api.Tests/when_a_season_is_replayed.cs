using System.Text;
using System.Text.Json.Nodes;
using Gradients.Testing;

namespace Gradients.Api.Tests;

public sealed class when_a_season_is_replayed
{
    public static TheoryData<string> Seasons => [GoldenFolder.Seasons()[0], GoldenFolder.Seasons()[^1]];

    [Theory]
    [MemberData(nameof(Seasons))]
    public void the_facts_alone_give_what_the_reference_gave(string file)
    {
        var season = Golden.Read(file);
        var document = Golden.Document(season);
        var facts = Encoding.UTF8.GetBytes(Golden.WithoutExpected(season).ToJsonString());

        var replayed = JsonNode.Parse(Running.Gradients(facts, "season", "replay", "-", "--json").Ended(0).Output);

        Assert.True(JsonNode.DeepEquals(document, replayed), "the replay differs from what is expected");
    }

    [Fact]
    public void a_file_and_standard_input_give_the_same_bytes()
    {
        var path = Golden.Season;

        var fromFile = Running.Gradients("season", "replay", path, "--json").Ended(0);
        var fromInput = Running.Gradients(File.ReadAllBytes(path), "season", "replay", "--json", "-").Ended(0);

        Assert.Equal(fromFile.Output, fromInput.Output);
    }

    [Fact]
    public void people_get_a_table_of_its_tournaments()
    {
        var season = Golden.Read(Golden.Season);

        var ran = Running.Gradients("season", "replay", Golden.Season).Ended(0);

        Assert.All(season["tournaments"]!.AsArray(), t =>
            Assert.Contains(t!["id"]!.GetValue<string>(), ran.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"hotkeys\":7}")]
    [InlineData("null")]
    [InlineData("\u0000")]
    public void what_is_no_season_exits_2(string content)
    {
        var ran = Running.Gradients(Encoding.UTF8.GetBytes(content), "season", "replay", "-", "--json").Ended(2);

        Assert.Empty(ran.Output);
        Assert.NotEmpty(ran.Errors);
    }

    [Fact]
    public void deep_nesting_and_broken_text_exit_2()
    {
        Running.Gradients(Encoding.ASCII.GetBytes(new string('[', 200_000)), "season", "replay", "-").Ended(2);
        Running.Gradients([0xFF, 0xFE, (byte)'{', 0xC0, 0x80], "season", "replay", "-").Ended(2);
        var whole = File.ReadAllBytes(Golden.Season);
        Running.Gradients(whole[..(whole.Length / 2)], "season", "replay", "-").Ended(2);
    }
}
