using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gradients.Testing;

namespace Gradients.Api.Tests;

public sealed class when_the_published_file_is_audited : IDisposable
{
    readonly LedgerHome _files = new(); // No ledger is made: only its folder for files is used.

    public static TheoryData<int> Cases => new(Enumerable.Range(0, Published().Count));

    public void Dispose() => _files.Dispose();

    static JsonArray Published() => JsonNode.Parse(GoldenFolder.Read("audit_payload.json"))!["cases"]!.AsArray();

    [Theory]
    [MemberData(nameof(Cases))]
    public void every_golden_payload_gives_its_weights_to_the_last_bit(int number)
    {
        var (arguments, row, expected) = Files(number);

        var report = Compared(arguments, row).Ended(0).Json;

        Assert.True(report.GetProperty("equal").GetBoolean());
        Assert.True(SameJson(expected["node_weights"]!, report.GetProperty("node_weights")));
        Assert.True(SameJson(row, report.GetProperty("quantised")));
        Assert.NotEqual(0, report.GetProperty("trusted").GetArrayLength());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void one_unit_on_chain_is_a_divergence(int number)
    {
        var (arguments, row, _) = Files(number);
        var weights = row["weights"]!.AsArray();
        var place = weights.Count / 2;
        var stored = weights[place]!.GetValue<int>();
        weights[place] = stored == 65535 ? stored - 1 : stored + 1;

        var report = Compared(arguments, row).Ended(1).Json;

        Assert.False(report.GetProperty("equal").GetBoolean());
        var difference = Assert.Single(report.GetProperty("differences").EnumerateArray());
        Assert.Equal(row["uids"]![place]!.GetValue<int>(), difference.GetProperty("uid").GetInt32());
    }

    [Fact]
    public void without_a_row_nothing_is_compared()
    {
        var (arguments, _, _) = Files(0);

        var report = Running.Gradients([.. arguments, "--json"]).Ended(0).Json;

        Assert.Equal(JsonValueKind.Null, report.GetProperty("equal").ValueKind);
        Running.Gradients(arguments).Ended(0);
    }

    [Fact]
    public void a_payload_that_cannot_be_read_exits_2_and_names_the_file()
    {
        var (arguments, _, _) = Files(0);
        arguments[2] = _files.Write("broken.json", "{\"tournament_audit_data\":");

        var ran = Running.Gradients(arguments).Ended(2);

        Assert.Contains("broken.json", ran.Errors, StringComparison.Ordinal);
    }

    Ran Compared(string[] arguments, JsonNode row) =>
        Running.Gradients([.. arguments, "--onchain", _files.Write("row.json", row.ToJsonString()), "--json"]);

    (string[] Arguments, JsonNode Row, JsonNode Expected) Files(int number)
    {
        var published = Published()[number]!;
        var payload = new JsonObject { ["tournament_audit_data"] = published["tournament_audit_data"]!.DeepClone() };
        var suffix = number.ToString(CultureInfo.InvariantCulture);
        string[] arguments =
        [
            "audit", "god", _files.Write($"payload{suffix}.json", payload.ToJsonString()),
            "--metagraph", _files.Write($"nodes{suffix}.json", published["metagraph"]!.ToJsonString()),
        ];
        return (arguments, published["expected"]!["quantised"]!.DeepClone(), published["expected"]!);
    }

    static bool SameJson(JsonNode expected, JsonElement actual) =>
        JsonNode.DeepEquals(expected, JsonNode.Parse(actual.GetRawText()));
}
