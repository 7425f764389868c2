using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gradients.Projections.PublishedAudit;
using Gradients.Testing;

namespace Gradients.Projections.Tests.PublishedAudit;

/// <summary>Golden payloads as the three files an auditor holds.</summary>
static class Given
{
    public static JsonArray Cases()
    {
        var cases = JsonNode.Parse(GoldenFolder.Read("audit_payload.json"))!["cases"]!.AsArray();
        Assert.NotEmpty(cases);
        return cases;
    }

    public static JsonNode FirstCase() => Cases()[0]!;

    public static InputFile Payload(JsonNode published) => File("payload.json", Wrapped(published));

    /// <summary>The same content once more as JSON inside a text.</summary>
    public static InputFile PayloadAsText(JsonNode published) =>
        File("payload.json", Wrapped(JsonValue.Create(published["tournament_audit_data"]!.ToJsonString())!));

    public static InputFile Nodes(JsonNode published) => File("nodes.json", published["metagraph"]!);

    public static InputFile Row(JsonNode published) => File("row.json", published["expected"]!["quantised"]!);

    public static InputFile File(string name, JsonNode content) => File(name, content.ToJsonString());

    public static InputFile File(string name, string content) => new(name, Encoding.UTF8.GetBytes(content));

    public static GodAuditResult Result(InputFile payload, InputFile nodes, InputFile? row = null) =>
        Assert.IsType<GodAuditAnswer.Recomputed>(GodAudit.Of(payload, nodes, row)).Result;

    public static JsonElement Json(GodAuditResult result)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) GodAuditJson.Write(writer, result);
        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }

    static JsonObject Wrapped(JsonNode published)
    {
        var data = published is JsonObject whole ? whole["tournament_audit_data"]! : published;
        return new JsonObject { ["tournament_audit_data"] = data.DeepClone() };
    }
}
