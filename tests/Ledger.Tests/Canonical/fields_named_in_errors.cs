using System.Text;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Commands;

namespace Gradients.Ledger.Tests.Canonical;

/// <summary>Whoever wrote a line is told which of its fields is wrong, and at which byte of what was written.</summary>
public sealed class fields_named_in_errors
{
    static NotCanonical Refusal(string line) => Assert.Throws<NotCanonical>(
        () => CommandLine.Read(Encoding.UTF8.GetBytes(line), new Interner()));

    [Theory]
    [InlineData("""{"stream":"rulebook", "data":{"rulebook":7}, "command":"adopt_rulebook"}""", "7",
        "field 'data.rulebook': expected a string")]
    [InlineData("""{"stream":7, "data":{"rulebook":"2025.12"}, "command":"adopt_rulebook"}""", "7",
        "field 'stream': expected a string")]
    [InlineData("""{"stream":"rulebook", "data":[], "command":"adopt_rulebook"}""", "[]",
        "field 'data': expected an object")]
    [InlineData("""{"stream":"rulebook", "data":{"rulebook":"2025.12","x":1}, "command":"adopt_rulebook"}""", "1}",
        "unknown field 'x'")]
    [InlineData("""{"stream":"rulebook", "date":{"rulebook":"2025.12"}, "command":"adopt_rulebook"}""", "{\"r",
        "unknown field 'date'")]
    [InlineData("""{"stream":"rulebook", "key":"", "command":"adopt_rulebook", "data":{"rulebook":"2025.12"}}""",
        "\"\"", "'key' has 1 to 200 characters")]
    [InlineData("""{"stream":"rulebook", "command":"adopt_rulebok", "data":{}}""", "\"adopt_rulebok\"",
        "unknown command 'adopt_rulebok'")]
    [InlineData("""{"stream":"rulebook", "data":{"rulebook": NaN}, "command":"adopt_rulebook"}""", "NaN",
        "field 'data.rulebook': not JSON: 'N' is an invalid start of a value")]
    public void by_name_and_by_the_byte_where_its_value_begins(string line, string value, string reason)
    {
        var refusal = Refusal(line);

        Assert.Equal(reason, refusal.Message);
        Assert.Equal(line[..line.IndexOf(value, StringComparison.Ordinal)].Length, refusal.Offset);
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("7")]
    [InlineData("\"x\"")]
    public void a_line_that_is_no_object_at_all_is_called_so(string line) =>
        Assert.Equal("expected an object", Refusal(line).Message);

    [Theory]
    [InlineData("\"1.5\"", "field 'data.loss': expected a number, \"NaN\", \"Infinity\", \"-Infinity\" or \"-0\"")]
    [InlineData("true", "field 'data.loss': expected a number")]
    public void among_many(string loss, string reason) => Assert.Equal(reason, Refusal(
        "{\"command\":\"measure_loss\",\"stream\":\"tournament/a\",\"data\":{\"loss\":" + loss
        + ",\"task\":\"a\",\"hotkey\":\"b\",\"isFinetune\":true,\"method\":\"native\",\"heldOutDigest\":\"c\"}}").Message);

    [Theory]
    [InlineData("[[\"a\"],[\"b\",7]]", "field 'data.assignments[1][1]': expected a string")]
    [InlineData("[[\"a\"],7]", "field 'data.assignments[1]': expected '['")]
    public void in_lists_by_their_place(string assignments, string reason) => Assert.Equal(reason, Refusal(
        "{\"command\":\"draw_round\",\"stream\":\"tournament/a\",\"data\":{\"assignments\":" + assignments + "}}").Message);

    [Fact]
    public void or_that_there_is_nothing_at_all() =>
        Assert.Equal("there is nothing where JSON should be", Refusal(" ").Message);
}
