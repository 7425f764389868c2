namespace Gradients.Api.Tests;

public sealed class when_a_command_line_is_mistyped
{
    public static TheoryData<string[]> Mistyped => new(
        (string[])[],
        ["frobnicate"],
        ["--frobnicate"],
        ["audit"],
        ["audit", "--frobnicate"],
        ["audit", "--strickt", "ledger.ndjson"],
        ["audit", "ledger.ndjson", "--strickt"],
        ["audit", "-s", "ledger.ndjson"],
        ["audit", "one.ndjson", "two.ndjson"],
        ["audit", "god", "payload.json"],
        ["audit", "god", "payload.json", "--metagraph"],
        ["audit", "god", "payload.json", "--metagraf", "nodes.json"],
        ["record"],
        ["record", "--jsn"],
        ["record", "commands.ndjson", "--dry-run"],
        ["export"],
        ["export", "--at"],
        ["export", "--at", "ten", "ledger.ndjson"],
        ["export", "--out", "ledger.ndjson"],
        ["events", "--from", "first"],
        ["events", "--folow"],
        ["season"],
        ["season", "replay"],
        ["season", "replay", "--fast"],
        ["season", "import", "--force", "season.json"],
        ["season", "simulate", "--seed"],
        ["season", "simulate", "--seed", "spring"],
        ["season", "simulate", "--tournaments", "0"],
        ["season", "simulate", "--tournaments", "-3"],
        ["demo", "--slowly"],
        ["doctor", "--cure"],
        ["bracket", "--tournament", "spring"],
        ["champions", "--all"],
        ["weights", "--at", "-"],
        ["weights", "--raw"],
        ["explain", "--why"],
        ["rebuild", "--everything"],
        ["db"],
        ["db", "start", "--port"],
        ["db", "drop"]);

    [Theory]
    [MemberData(nameof(Mistyped))]
    public void it_exits_2_says_why_and_does_nothing(string[] arguments)
    {
        var ran = Running.Gradients(arguments).Ended(2);

        Assert.Empty(ran.Output);
        Assert.StartsWith("gradients: ", ran.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("weights", "--at", "ten")]
    [InlineData("events", "--from", "first")]
    public void what_is_no_number_is_told_without_the_names_of_types(params string[] arguments) =>
        Assert.Contains("as a whole number.\n", Running.Gradients(arguments).Ended(2).Errors, StringComparison.Ordinal);

    [Fact]
    public void an_unknown_option_is_named_and_never_taken_for_a_file()
    {
        using var home = new LedgerHome();
        var season = Golden.Season;

        var ran = home.Gradients("season", "replay", "--jsn", season).Ended(2);
        home.Gradients("export", "--partial").Ended(2);

        Assert.Contains("--jsn", ran.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(home.Home));
        Assert.False(File.Exists("--partial"));
    }

    [Fact]
    public void a_file_of_any_size_is_no_season()
    {
        using var home = new LedgerHome();
        using (var file = File.Create(home.File("endless.json")))
            file.SetLength((1L << 30) + 1); // A hole: it takes no room.

        foreach (var verb in (string[])["import", "replay"])
            Assert.Contains("endless.json has more than 1,073,741,824 bytes",
                home.Gradients("season", verb, home.File("endless.json")).Ended(2).Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("audit")]
    [InlineData("record")]
    [InlineData("season", "import")]
    [InlineData("season", "replay")]
    public void a_file_that_is_not_there_exits_2_and_is_named(params string[] verb)
    {
        using var home = new LedgerHome();

        var ran = home.Gradients([.. verb, "no-such-file.json"]).Ended(2);

        Assert.Contains("no-such-file.json", ran.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(home.Home));
    }
}
