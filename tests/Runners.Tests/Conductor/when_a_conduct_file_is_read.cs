using System.Text;
using Gradients.Ledger;
using Gradients.Runners.Conductor;

namespace Gradients.Runners.Tests.Conductor;

public sealed class when_a_conduct_file_is_read
{
    const string Whole = """
        {"pool": "pool.json", "catalogue": "c.json", "work": "work", "builds": {"address": "unix:///b", "bases": ["b:1"]},
         "licence": "L", "notice": "N", "netuid": 56
        """;

    static ConductFile Read(string more) => ConductFile.Read(Encoding.UTF8.GetBytes(Whole + more + "}"));

    [Fact]
    public void it_names_what_a_conductor_needs()
    {
        var file = Read("""
            , "evaluators": {"GrpoTask": "e:1"}, "champions": {"text": {"address": "https://example.org/x", "commit": "ab"}}
            """);
        Assert.Equal(("pool.json", 56, "none"), (file.Pool, file.Netuid, file.Builds.Network));
        Assert.Equal("ab", file.ChampionOf(TournamentType.Text)!.Commit);
        Assert.Null(file.ChampionOf(TournamentType.Image));
        Assert.Equal(file.Write(), ConductFile.Read(file.Write()).Write());
    }

    [Theory]
    [InlineData(", \"pol\": 1", "pol")]
    [InlineData(", \"evaluators\": {\"TextTask\": \"e:1\"}", "TextTask")]
    [InlineData(", \"champions\": {\"sound\": {\"address\": \"a\", \"commit\": \"c\"}}", "sound")]
    [InlineData(", \"netuid\": \"x\"", "netuid")]
    public void what_does_not_belong_there_is_named(string more, string named) =>
        Assert.Contains(named, Assert.Throws<FormatException>(() => Read(more)).Message, StringComparison.Ordinal);
}
