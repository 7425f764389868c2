namespace Gradients.Api.Tests;

public sealed class when_there_is_no_database(ImportedSeason ledger)
{
    [Fact]
    public void an_audit_works_in_a_folder_without_npgsql()
    {
        var copy = Directory.CreateTempSubdirectory("ga-audit-");
        try
        {
            foreach (var file in Directory.EnumerateFiles(Running.BuiltFolder))
                if (Path.GetFileName(file) is var name && !name.StartsWith("Npgsql", StringComparison.Ordinal))
                    File.Copy(file, Path.Combine(copy.FullName, name));
            Assert.True(File.Exists(Path.Combine(Running.BuiltFolder, "Npgsql.dll")));
            var nowhere = Path.Combine(copy.FullName, "home");

            var audit = Running.Start(copy.FullName, nowhere, null, "audit", ledger.Export).Ended(0);
            var season = Golden.Season;
            Running.Start(copy.FullName, nowhere, null, "season", "replay", season, "--json").Ended(0);

            Assert.EndsWith("EQUAL.\n", audit.Output, StringComparison.Ordinal);
            Assert.False(Directory.Exists(nowhere));
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    [Fact]
    public void a_server_that_cannot_be_reached_exits_2()
    {
        const string nobody = "Host=/no-such-folder;Username=nobody;Timeout=2";

        Running.Gradients("events", "--database", nobody).Ended(2);
        Running.Gradients("events", "--database", "no connection string").Ended(2);
    }

    /// <summary>A script's variable that is not set would otherwise lead into the private cluster.</summary>
    [Theory]
    [InlineData("events")]
    [InlineData("db", "migrate")]
    public void an_empty_name_or_one_that_makes_no_sense_exits_2_and_touches_no_other_ledger(params string[] verb)
    {
        using var home = new LedgerHome();

        var empty = home.Gradients([.. verb, "--database", ""]).Ended(2);
        var senseless = home.Gradients([.. verb, "--database", "no connection string"]).Ended(2);

        Assert.Contains("--database is empty", empty.Errors, StringComparison.Ordinal);
        Assert.Contains("--database is no connection string", senseless.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(home.Home));
    }
}
