using System.Text;
using System.Text.Json.Nodes;
using Gradients.Projections.PublishedAudit;

namespace Gradients.Projections.Tests.PublishedAudit;

public sealed class when_a_file_cannot_be_read
{
    [Theory]
    [InlineData("", "payload.json: not JSON")]
    [InlineData("[]", "payload.json: is a list, not an object")]
    [InlineData("{}", "payload.json: tournament_audit_data: is missing")]
    [InlineData("""{"tournament_audit_data":7}""", "payload.json: tournament_audit_data: is a number, not an object")]
    [InlineData("""{"tournament_audit_data":"{"}""", "payload.json: tournament_audit_data: not JSON")]
    [InlineData("""{"tournament_audit_data":{},"tournament_audit_data":{}}""", "payload.json: not JSON")]
    [InlineData("""{"tournament_audit_data":NaN}""", "payload.json: not JSON")]
    public void the_fault_names_file_field_and_reason(string payload, string fault) =>
        Assert.StartsWith(fault, Fault(Given.File("payload.json", payload), NoNodes()).ToString());

    [Theory]
    [InlineData("burn_weight", "null", "burn_weight: is null, not a number")]
    [InlineData("burn_weight", "1e400", "burn_weight: is beyond the range of a binary64")]
    [InlineData("burn_weight", "1e300", "burn_weight: is no share of one")]
    [InlineData("participants", """["a","b","a"]""", "participants[2]: a stands already at index 0")]
    [InlineData("participants", """[""]""", "participants[0]: is no hotkey: empty or too long")]
    [InlineData("participants", """["a\u0000"]""", "participants[0]: is no hotkey: it holds a control character")]
    [InlineData("participants", """["\ud800"]""", "participants[0]: a lone surrogate or bytes that are not UTF-8")]
    [InlineData("text_tournament_data", "{}", "text_tournament_data.rounds: is missing")]
    [InlineData("text_tournament_data", """{"rounds":[{"tasks":[{}]}]}""",
        "text_tournament_data.rounds[0].tasks[0].participant_scores: is missing")]
    public void a_wrong_member_is_named_with_its_path(string member, string value, string fault)
    {
        var text = Given.FirstCase()["tournament_audit_data"]!.AsObject();
        text.Remove(member);
        var payload = text.ToJsonString()[..^1] + $",\"{member}\":{value}}}";
        var found = Fault(Given.File("p.json", $"{{\"tournament_audit_data\":{payload}}}"), NoNodes());
        Assert.Equal($"p.json: tournament_audit_data.{fault}", found.ToString());
    }

    [Theory]
    [InlineData("""{"uids":[1,1],"weights":[1,2]}""", "row.json: uids[1]: uid 1 stands twice")]
    [InlineData("""{"uids":[1],"weights":[]}""", "row.json: weights: has 0 entries for 1 uids")]
    [InlineData("""{"uids":[-1],"weights":[1]}""", "row.json: uids[0]: is not a whole number from 0 to 65535")]
    [InlineData("""{"uids":[1],"weights":[65536]}""", "row.json: weights[0]: is not a whole number from 0 to 65535")]
    [InlineData("""{"uids":[1],"weights":[1.5]}""", "row.json: weights[0]: is not a whole number from 0 to 65535")]
    public void a_row_that_no_chain_stores_is_refused(string row, string fault)
    {
        var published = Given.FirstCase();
        Assert.Equal(
            fault,
            Fault(Given.Payload(published), Given.Nodes(published), Given.File("row.json", row)).ToString());
    }

    [Fact]
    public void a_hotkey_with_two_uids_is_refused()
    {
        var published = Given.FirstCase();
        var fault = Fault(Given.Payload(published), Given.File("nodes.json", """["x","y","x"]"""));
        Assert.Equal("nodes.json: [2]: x stands already at index 0", fault.ToString());
    }

    [Fact]
    public void broken_bytes_never_end_in_anything_but_an_answer()
    {
        var published = Given.FirstCase();
        var bytes = Encoding.UTF8.GetBytes(new JsonObject
        {
            ["tournament_audit_data"] = published["tournament_audit_data"]!.DeepClone(),
        }.ToJsonString());
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var broken = bytes[..(seed % 3 == 0 ? random.Next(bytes.Length) : bytes.Length)].ToArray();
            for (var i = 0; i < 1 + seed % 4 && broken.Length > 0; i++)
                broken[random.Next(broken.Length)] = (byte)random.Next(256);
            try
            {
                GodAudit.Of(new InputFile("payload.json", broken), Given.Nodes(published), Given.Row(published));
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}: {e}");
            }
        }
    }

    static InputFile NoNodes() => Given.File("nodes.json", "[]");

    static InputFault Fault(InputFile payload, InputFile nodes, InputFile? row = null) =>
        Assert.IsType<GodAuditAnswer.Unreadable>(GodAudit.Of(payload, nodes, row)).Fault;
}
