using System.Text.Json.Nodes;
using Gradients.Ledger.Arithmetic;
using Gradients.Ledger.Rulebooks.Shared;
using Gradients.Projections.PublishedAudit;

namespace Gradients.Projections.Tests.PublishedAudit;

public sealed class golden_audit_payload(ITestOutputHelper output)
{
    int _compared;

    [Fact]
    public void every_payload_gives_exactly_the_expected_weights_and_row()
    {
        foreach (var published in Given.Cases())
        {
            var result = Given.Result(Given.Payload(published!), Given.Nodes(published!), Given.Row(published!));
            Check(published!["expected"]!, result);
            Assert.True(result.Equal);
            Assert.Equal(1.0, result.Comparison!.Cosine);
            Assert.Empty(result.Findings);
        }
        output.WriteLine($"{_compared} comparisons");
    }

    [Fact]
    public void a_payload_inside_a_text_gives_the_same()
    {
        foreach (var published in Given.Cases())
            Check(published!["expected"]!, Given.Result(Given.PayloadAsText(published!), Given.Nodes(published!)));
    }

    [Fact]
    public void the_whole_case_is_a_payload_too_because_other_members_are_ignored()
    {
        var published = Given.FirstCase();
        Check(published["expected"]!, Given.Result(Given.File("case.json", published), Given.Nodes(published)));
    }

    [Fact]
    public void the_json_document_carries_the_same_numbers()
    {
        foreach (var published in Given.Cases())
        {
            var result = Given.Result(Given.Payload(published!), Given.Nodes(published!), Given.Row(published!));
            var json = Given.Json(result);
            var nodes = published!["expected"]!["node_weights"]!.AsArray();
            Assert.Equal(nodes.Count, json.GetProperty("node_weights").GetArrayLength());
            for (var i = 0; i < nodes.Count; i++)
            {
                var written = json.GetProperty("node_weights")[i];
                Assert.Equal((int)nodes[i]![0]!, written[0].GetInt32());
                Assert.Equal((double)nodes[i]![1]!, written[1].GetDouble());
                Assert.Equal((string)nodes[i]![2]!, written[2].GetString());
            }
            var quantised = published["expected"]!["quantised"]!;
            Assert.Equal(quantised.ToJsonString(), json.GetProperty("quantised").GetRawText());
            Assert.True(json.GetProperty("equal").GetBoolean());
            Assert.True(json.GetProperty("trusted").GetArrayLength() > 0);
        }
    }

    void Check(JsonNode expected, GodAuditResult result)
    {
        var left = expected["node_weights"]!.AsArray().ToDictionary(node => (int)node![0]!);
        for (var uid = 0; uid < result.Nodes.Weights.Length; uid++)
        {
            var weight = result.Nodes.Weights[uid];
            if (left.Remove(uid, out var node))
            {
                Assert.Equal(Bits((double)node![1]!), Bits(weight));
                Assert.Equal((string)node[2]!, HexFloat.Format(weight));
            }
            else
            {
                Assert.Equal(Bits(0.0), Bits(weight));
            }
            _compared++;
        }
        Assert.Empty(left);
        var row = Assert.IsType<Quantised.Row>(result.Row);
        var quantised = expected["quantised"]!;
        Assert.Equal(quantised["uids"]!.AsArray().Select(u => (int)u!), row.Uids);
        Assert.Equal(quantised["weights"]!.AsArray().Select(w => (ushort)w!), row.Weights);
        _compared += row.Uids.Length;
    }

    static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
