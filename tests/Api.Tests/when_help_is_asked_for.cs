namespace Gradients.Api.Tests;

public sealed class when_help_is_asked_for
{
    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("demo", "--help")]
    [InlineData("doctor", "--help")]
    [InlineData("season", "simulate", "--help")]
    [InlineData("record", "--help")]
    [InlineData("events", "--help")]
    [InlineData("export", "--help")]
    [InlineData("season", "--help")]
    [InlineData("season", "import", "--help")]
    [InlineData("season", "replay", "--help")]
    [InlineData("audit", "--help")]
    [InlineData("audit", "god", "--help")]
    [InlineData("publish", "--help")]
    [InlineData("prove", "--help")]
    [InlineData("witness", "--help")]
    [InlineData("bracket", "--help")]
    [InlineData("champions", "--help")]
    [InlineData("weights", "--help")]
    [InlineData("explain", "--help")]
    [InlineData("rules", "--help")]
    [InlineData("rules", "diff", "--help")]
    [InlineData("whatif", "--help")]
    [InlineData("split", "--help")]
    [InlineData("measure", "--help")]
    [InlineData("remeasure", "--help")]
    [InlineData("rebuild", "--help")]
    [InlineData("db", "--help")]
    [InlineData("db", "migrate", "--help")]
    public void it_is_printed_and_nothing_else_happens(params string[] arguments)
    {
        var ran = Running.Gradients(arguments).Ended(0);

        Assert.Contains("Usage:", ran.Output, StringComparison.Ordinal);
        Assert.Empty(ran.Errors);
    }

    [Fact]
    public void every_command_of_the_list_has_a_description()
    {
        var list = Running.Gradients("--help").Ended(0).Output;
        var commands = list[list.IndexOf("Commands:", StringComparison.Ordinal)..].Split('\n')[1..];

        Assert.All(commands.Where(line => line.Length > 0), line => Assert.Matches(@"^  \S+.*  +[A-Z].*\.$", line));
    }

    [Fact]
    public void the_version_is_one_line() => Assert.Single(Running.Gradients("--version").Ended(0).Lines);
}
