using System.Text.Json.Nodes;
using Npgsql;

namespace Gradients.Api.Tests;

public sealed class when_a_season_is_imported(ImportedSeason ledger)
{
    [Fact]
    public void an_audit_of_its_export_finds_every_weight_equal()
    {
        var quantised = Golden.Read(Golden.Season)["snapshots"]!.AsArray()
            .Select(s => s!["expected"]!["quantised"]!["weights"]!.AsArray().Count).ToList();

        var report = Running.Gradients("audit", ledger.Export, "--json").Ended(0).Json;

        Assert.Equal("equal", report.GetProperty("verdict").GetString());
        Assert.Equal(ledger.Entries.Length, report.GetProperty("events").GetInt64());
        Assert.Equal(quantised.Count, report.GetProperty("weight_settings").GetInt64());
        Assert.Equal(quantised.Sum(), report.GetProperty("weights").GetInt64());
    }

    [Fact]
    public void every_weight_setting_holds_the_reference_s_row()
    {
        var expected = Golden.Read(Golden.Season)["snapshots"]!.AsArray()
            .Select(s => s!["expected"]!["quantised"]!);

        var recorded = ledger.Entries.Select(entry => JsonNode.Parse(entry)!)
            .Where(entry => entry["type"]!.GetValue<string>() == "weights_derived")
            .Select(entry => new JsonObject
            {
                ["uids"] = entry["data"]!["uids"]!.DeepClone(),
                ["weights"] = entry["data"]!["weights"]!.DeepClone(),
            });

        Assert.Equal(expected.Select(e => e.ToJsonString()), recorded.Select(r => r.ToJsonString()));
    }

    [Fact]
    public void an_audit_reads_standard_input_too()
    {
        var export = File.ReadAllBytes(ledger.Export);

        var ran = Running.Gradients(export, "audit", "-").Ended(0);

        Assert.EndsWith("EQUAL.\n", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void importing_it_again_changes_nothing()
    {
        ledger.Gradients("season", "import", Golden.Season).Ended(0);
        ledger.Gradients(File.ReadAllBytes(Golden.Season), "season", "import", "-").Ended(0);

        ledger.Gradients("export", ledger.File("again.ndjson")).Ended(0);
        Assert.Equal(File.ReadAllBytes(ledger.Export), File.ReadAllBytes(ledger.File("again.ndjson")));
    }

    /// <summary>One of many files, perhaps: the message says which, and which tournament it is about.</summary>
    [Fact]
    public void what_is_wrong_with_a_file_is_told_with_its_name_and_nothing_is_imported()
    {
        var twice = Golden.Read(Golden.Season);
        var entrants = twice["tournaments"]![0]!["participants"]!.AsArray();
        entrants.Add(entrants[0]!.DeepClone());
        var broken = Golden.Read(Golden.Season);
        broken["tournaments"]![0]!["rounds"]![0]!["tasks"]![0]!["rows"]![0]![2] = "x";
        using var home = new LedgerHome();
        var refused = home.Write("twice.json", twice.ToJsonString());
        var unreadable = home.Write("broken.json", broken.ToJsonString());
        var tournament = $"{refused}: tournament/{twice["tournaments"]![0]!["id"]}: submit_entry is refused: ";

        foreach (var verb in (string[])["replay", "import"])
        {
            Assert.StartsWith($"gradients: {tournament}",
                home.Gradients("season", verb, refused).Ended(1).Errors, StringComparison.Ordinal);
            Assert.StartsWith($"gradients: {unreadable}: tournaments[0].rounds[0].tasks[0].rows[0][2]: ",
                home.Gradients("season", verb, unreadable).Ended(2).Errors, StringComparison.Ordinal);
        }

        Assert.Equal(0, home.Head());
    }

    [Fact]
    public void events_and_export_print_the_same_lines()
    {
        Assert.Equal(ledger.Entries, ledger.Gradients("events").Ended(0).Lines);
        Assert.Equal(ledger.Entries[9..], ledger.Gradients("events", "--from", "10").Ended(0).Lines);
        Assert.Equal(ledger.Entries, ledger.Gradients("export", "-").Ended(0).Lines);
        Assert.Equal(ledger.Entries[..7], ledger.Gradients("export", "-", "--at", "7").Ended(0).Lines);
    }

    [Fact]
    public void one_stream_prints_alone()
    {
        var stream = JsonNode.Parse(ledger.Entries[^1])!["stream"]!.GetValue<string>();

        var lines = ledger.Gradients("events", stream).Ended(0).Lines;

        var having = $"\"stream\":\"{stream}\"";
        Assert.Equal(ledger.Entries.Where(entry => entry.Contains(having, StringComparison.Ordinal)), lines);
    }

    [Fact]
    public void an_analyst_reads_the_tables_and_can_change_nothing()
    {
        var status = ledger.Gradients("db", "status", "--json").Ended(0).Json;
        using var analyst = NpgsqlDataSource.Create(status.GetProperty("connection").GetString()!);

        using var count = analyst.CreateCommand("select count(*) from mt_events");
        Assert.Equal((long)ledger.Entries.Length, count.ExecuteScalar());
        foreach (var statement in new[]
        {
            "delete from mt_events", "update mt_events set version = 7", "truncate mt_events cascade",
            "insert into mt_streams (id, type, version) values ('x', 'x', 1)", "create table mine (a int)",
        })
        {
            using var command = analyst.CreateCommand(statement);
            Assert.Equal("42501", Assert.Throws<PostgresException>(() => command.ExecuteNonQuery()).SqlState);
        }
    }
}
