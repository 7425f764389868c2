using System.Text.Json.Nodes;
using Gradients.Testing;

namespace Gradients.Api.Tests.Chain;

public sealed class when_epochs_are_computed
{
    static readonly byte[] File = GoldenFolder.Read(RecordedSession.Chain, "yuma-epochs.json");

    static JsonArray Cases(byte[] file) => JsonNode.Parse(file)!["cases"]!.AsArray();

    [Fact]
    public void they_are_the_runtimes_own_to_the_last_of_16_bits()
    {
        var printed = Running.Gradients(File, "yuma", "-", "--json").Ended(0).Json.GetProperty("cases");
        var expected = Cases(File);
        Assert.Equal(expected.Count, printed.GetArrayLength());
        for (var i = 0; i < expected.Count; i++)
            Assert.Equal(
                expected[i]!["out"]!.ToJsonString(),
                    JsonNode.Parse(printed[i].GetProperty("out").GetRawText())!.ToJsonString());
    }

    [Fact]
    public void what_the_file_calls_the_outcome_is_not_read()
    {
        var document = JsonNode.Parse(File)!;
        foreach (var epoch in document["cases"]!.AsArray())
            epoch!["out"] = "nothing";
        var with = Running.Gradients(System.Text.Encoding.UTF8.GetBytes(document.ToJsonString()), "yuma", "-",
            "--json");
        foreach (var epoch in document["cases"]!.AsArray())
            epoch!.AsObject().Remove("out");
        var without = Running.Gradients(
            System.Text.Encoding.UTF8.GetBytes(document.ToJsonString()), "yuma", "-", "--json");
        Assert.Equal(with.Ended(0).Output, without.Ended(0).Output);
        Assert.Equal(with.Output, Running.Gradients(File, "yuma", "-", "--json").Output);
    }

    [Fact]
    public void people_get_a_table() =>
        Assert.Contains("Epoch 24 of 24", Running.Gradients(File, "yuma", "-").Ended(0).Output,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("stake", "[]", "has 0 items")]
    [InlineData("kappa", "65536", "cases[0].kappa")]
    [InlineData("weights", "[[[9,1]],[],[],[],[],[]]", "cases[0].weights[0][0][0]")]
    [InlineData("bonds_moving_average", "1000001", "bonds_moving_average")]
    [InlineData("stake", "[\"1\",\"-2\",\"0\",\"0\",\"0\",\"0\"]", "cases[0].stake[1]")]
    public void a_wrong_file_is_refused_by_the_place_that_is_wrong(string member, string value, string named)
    {
        var document = JsonNode.Parse(File)!;
        document["cases"]![0]![member] = JsonNode.Parse(value);
        var input = System.Text.Encoding.UTF8.GetBytes(document.ToJsonString());
        Assert.Contains(named, Running.Gradients(input, "yuma", "-", "--json").Ended(2).Errors,
            StringComparison.Ordinal);
    }
}
