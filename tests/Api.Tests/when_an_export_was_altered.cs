using System.Text;
using System.Text.Json;

namespace Gradients.Api.Tests;

public sealed class when_an_export_was_altered(ImportedSeason ledger)
{
    const string Weights = "\"type\":\"weights_derived\"";

    [Fact]
    public void a_16_bit_weight_is_named_with_both_values()
    {
        var (path, position) = ledger.Altered(Weights, entry => NextDigit(entry, "\"weights\":["));

        var found = Divergence(path);

        Assert.Equal(position, found.GetProperty("position").GetInt64());
        Assert.Equal("weights_derived", found.GetProperty("type").GetString());
        Assert.StartsWith("weights", found.GetProperty("field").GetString(), StringComparison.Ordinal);
        Assert.NotEqual(found.GetProperty("recorded").GetString(), found.GetProperty("recomputed").GetString());
    }

    [Fact]
    public void the_last_digit_of_a_node_weight_is_named()
    {
        var (path, position) = ledger.Altered(Weights, entry => LastDigitOfNumber(entry, "\"weight\":"));

        Assert.Equal(position, Divergence(path).GetProperty("position").GetInt64());
    }

    [Fact]
    public void a_loss_shows_at_the_verdict_of_its_task()
    {
        var (path, position) = ledger.Altered(
            "\"isFinetune\":true,\"loss\":0.", entry => LastDigitOfNumber(entry, "\"loss\":"));
        var task = Task(ledger.Entries[position - 1]);

        var found = Divergence(path);

        var verdict = ledger.Entries[found.GetProperty("position").GetInt64() - 1];
        Assert.Equal("task_decided", found.GetProperty("type").GetString());
        Assert.Equal(task, Task(verdict));
        Assert.True(found.GetProperty("position").GetInt64() > position);
    }

    [Fact]
    public void people_read_position_field_and_both_values()
    {
        var (path, position) = ledger.Altered(Weights, entry => NextDigit(entry, "\"weights\":["));

        var ran = Running.Gradients("audit", path).Ended(1);

        Assert.Contains($"DIVERGED at position {position}, ", ran.Output, StringComparison.Ordinal);
        Assert.Contains("recorded", ran.Output, StringComparison.Ordinal);
        Assert.Contains("recomputed", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void a_removed_or_repeated_line_is_noticed_at_its_position()
    {
        var removed = ledger.Write("removed.ndjson", Joined(ledger.Entries.Where((_, i) => i != 20)));
        var repeated = ledger.Write("repeated.ndjson", Joined([.. ledger.Entries[..20], .. ledger.Entries[19..]]));

        foreach (var path in new[] { removed, repeated })
        {
            var ran = Running.Gradients("audit", path, "--json");
            Assert.NotEqual(0, ran.Exit);
            Assert.Contains("21", ran.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void a_file_cut_off_within_a_line_exits_2_and_names_the_line()
    {
        var whole = File.ReadAllBytes(ledger.Export);
        var cut = ledger.Write("cut.ndjson", whole[..(whole.Length - 5)]);

        var report = Running.Gradients("audit", cut, "--json").Ended(2).Json;

        Assert.Equal("unreadable", report.GetProperty("verdict").GetString());
        Assert.Equal(ledger.Entries.Length, report.GetProperty("unreadable").GetProperty("line").GetInt64());
    }

    [Theory]
    [InlineData("not json\n")]
    [InlineData("{}\n")]
    [InlineData("\n")]
    [InlineData("{\"at\":\"2025-12-01T00:00:00.000000Z\"}\n")]
    [InlineData("\u0000\u0000\n")]
    public void what_is_no_export_exits_2(string content) =>
        Running.Gradients(Encoding.UTF8.GetBytes(content), "audit", "-").Ended(2);

    static JsonElement Divergence(string path)
    {
        var report = Running.Gradients("audit", path, "--json").Ended(1).Json;
        Assert.Equal("diverged", report.GetProperty("verdict").GetString());
        return report.GetProperty("divergence");
    }

    static string Task(string entry) =>
        JsonDocument.Parse(entry).RootElement.GetProperty("data").GetProperty("task").GetString()!;

    static string Joined(IEnumerable<string> entries) => string.Concat(entries.Select(entry => entry + "\n"));

    /// <summary>Counts the first digit after a text up by one (9 becomes 8).</summary>
    static string NextDigit(string entry, string after) =>
        Digit(entry, entry.IndexOf(after, StringComparison.Ordinal) + after.Length);

    static string LastDigitOfNumber(string entry, string after)
    {
        var at = entry.IndexOf(after, StringComparison.Ordinal) + after.Length;
        while (char.IsAsciiDigit(entry[at + 1]) || entry[at + 1] == '.')
            at++;
        return Digit(entry, at);
    }

    static string Digit(string entry, int at)
    {
        Assert.True(char.IsAsciiDigit(entry[at]), $"no digit in {entry}");
        return $"{entry[..at]}{(entry[at] == '9' ? '8' : (char)(entry[at] + 1))}{entry[(at + 1)..]}";
    }
}
