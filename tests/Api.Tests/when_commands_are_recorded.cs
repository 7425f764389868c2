using System.Text;
using System.Text.Json;
using Gradients.Testing;

namespace Gradients.Api.Tests;

public sealed class when_commands_are_recorded : IDisposable
{
    const string Alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

    const string Announced = """
        {"command":"adopt_rulebook","data":{"rulebook":"2025.12"},"stream":"rulebook"}
        {"command":"announce_tournament","stream":"tournament/spring",
        """ + """
        "data":{"completion":"operator","origin":"recorded","rulebook":"2025.12","type":"text"}}
        {"command":"submit_entry","stream":"tournament/spring","data":{"hotkey":"
        """ + Alice + """
        ","commit":"0123456789abcdef0123456789abcdef01234567","repository":"https://example.org/alice/training"}}

        """;

    const string AcceptAlice =
        "{\"command\":\"accept_entry\",\"data\":{\"hotkey\":\"" + Alice + "\"},\"stream\":\"tournament/spring\"}";

    readonly LedgerHome _ledger = new();

    public void Dispose() => _ledger.Dispose();

    [Fact]
    public void the_same_file_again_is_a_no_op()
    {
        var file = _ledger.Write("spring.ndjson", Announced);

        var first = _ledger.Gradients("record", file, "--json").Ended(0);
        var again = _ledger.Gradients(File.ReadAllBytes(file), "record", "-", "--json").Ended(0);

        Assert.Equal(["accepted", "accepted", "accepted"], Outcomes(first));
        Assert.Equal(["repeated", "repeated", "repeated"], Outcomes(again));
        Assert.Equal(3, _ledger.Head());
    }

    /// <summary>Otherwise the second of two equal lines would pass unnoticed for the first.</summary>
    [Fact]
    public void a_line_that_was_done_before_says_how_to_do_it_again()
    {
        const string Adopt = """{"command":"adopt_rulebook","data":{"rulebook":"2025.12"},"stream":"rulebook"}""";
        var file = _ledger.Write("twice.ndjson", Adopt + "\n" + Adopt + "\n");

        var ran = _ledger.Gradients("record", file).Ended(0);

        Assert.Contains("done before, #1 to #1; to do it again, give it a 'key' of its own", ran.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void a_refusal_names_its_rule_appends_nothing_and_exits_1()
    {
        var file = _ledger.Write("spring.ndjson", Announced + AcceptAlice);

        var ran = _ledger.Gradients("record", file).Ended(1);

        Assert.Contains("REFUSED", ran.Output, StringComparison.Ordinal);
        Assert.Contains("fee_not_paid", ran.Output, StringComparison.Ordinal);
        Assert.Contains("0.2 TAO", ran.Output, StringComparison.Ordinal);
        Assert.Equal(3, _ledger.Head());
    }

    [Theory]
    [InlineData("{\"command\":\"accept_entry\",\"data\":{\"hotkey\":\"x\"},\"stream\":\"tournament/spring\"", 4)]
    [InlineData("{\"command\":\"crown_somebody\",\"stream\":\"tournament/spring\"}", 4)]
    [InlineData("{\"command\":\"accept_entry\",\"data\":{},\"stream\":\"tournament/spring\"}", 4)]
    [InlineData("{\"command\":\"close_field\",\"stream\":\"tournament/spring\",\"stream\":\"tournament/autumn\"}", 4)]
    [InlineData("{\"command\":\"accept_entry\",\"data\":{\"hotkey\":7},\"stream\":\"tournament/spring\"}", 4)]
    [InlineData("{\"command\":\"accept_entry\",\"data\":{\"hotkey\":\"\\ud800\"},\"stream\":\"tournament/spring\"}", 4)]
    [InlineData("\n\n{\"command\":NaN}", 6)]
    public void a_line_that_cannot_be_read_is_named_and_nothing_is_recorded(string line, int number)
    {
        var ran = _ledger.Gradients(Encoding.UTF8.GetBytes(Announced + line), "record", "-").Ended(2);

        Assert.Contains($"line {number},", ran.Errors, StringComparison.Ordinal);
        Assert.Empty(ran.Output);
        Assert.False(Directory.Exists(_ledger.Home));
    }

    [Fact]
    public void a_whole_tournament_gives_weights_that_an_audit_repeats()
    {
        foreach (var example in new[] { "spring.ndjson", "imported.ndjson" })
        {
            var file = Path.Combine(GoldenFolder.RepositoryRoot, "docs", "examples", example);
            _ledger.Gradients("record", file).Ended(0);
        }
        _ledger.Gradients("export", _ledger.File("ledger.ndjson")).Ended(0);

        var report = Running.Gradients("audit", _ledger.File("ledger.ndjson"), "--json").Ended(0).Json;

        Assert.Equal(3, report.GetProperty("tournaments").GetInt64());
        Assert.Equal(3, report.GetProperty("draws_redone").GetInt64());
        Assert.Equal(1, report.GetProperty("weight_settings").GetInt64());
        Running.Gradients("audit", _ledger.File("ledger.ndjson"), "--strict").Ended(1);
        AssertTables();
    }

    /// <summary>What is asked of the tables agrees with what is asked of the events.</summary>
    void AssertTables()
    {
        Assert.Contains("spring", _ledger.Gradients("bracket", "spring").Ended(0).Output, StringComparison.Ordinal);
        var champion = _ledger.Gradients("champions", "text", "--json").Ended(0);
        Assert.Contains("5C9yEy27yLNG5BDMxVwS8RyGBneZB1ouShazFhGZVP8thK5z", champion.Output, StringComparison.Ordinal);
        var weights = _ledger.Gradients("weights", "--json").Ended(0).Json;
        Assert.NotEqual(0, weights.GetProperty("node_weights").GetArrayLength());
        _ledger.Gradients("explain", "5C9yEy27yLNG5BDMxVwS8RyGBneZB1ouShazFhGZVP8thK5z").Ended(0);
        _ledger.Gradients("rebuild").Ended(0);
        Assert.Equal(champion.Output, _ledger.Gradients("champions", "text", "--json").Ended(0).Output);
    }

    /// <summary>A group of 2026.10 trains three tasks: each one's loss, and the average place.</summary>
    [Fact]
    public void a_group_of_several_tasks_is_drawn_with_all_of_them()
    {
        foreach (var example in new[] { "spring.ndjson", "october.ndjson" })
            _ledger.Gradients("record", Path.Combine(GoldenFolder.RepositoryRoot, "docs", "examples", example));

        var drawn = _ledger.Gradients("bracket", "october-text").Ended(0).Output;

        var group = drawn[..drawn.IndexOf("Round 2", StringComparison.Ordinal)];
        Assert.Contains("loss 1", group, StringComparison.Ordinal);
        Assert.Contains("loss 3", group, StringComparison.Ordinal);
        Assert.Contains("place", group, StringComparison.Ordinal);
        var tasks = _ledger.Gradients("bracket", "october-text", "--json").Ended(0).Json.GetProperty("rounds")[0]
            .GetProperty("tasks").EnumerateArray().ToArray();
        Assert.Equal(3, tasks.Length);
        foreach (var loss in tasks.SelectMany(task => task.GetProperty("rows").EnumerateArray())
            .Select(row => row.GetProperty("loss")).Where(loss => loss.ValueKind == JsonValueKind.Number))
            Assert.Contains(loss.GetRawText(), group, StringComparison.Ordinal);
    }

    static string[] Outcomes(Ran ran) =>
        [.. ran.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("outcome").GetString()!)];
}
