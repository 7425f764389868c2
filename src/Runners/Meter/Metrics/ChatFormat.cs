using System.Text;
using System.Text.Json;
using Gradients.Runners.Meter.Datasets;
using Gradients.Runners.Meter.Weights;

namespace Gradients.Runners.Meter.Metrics;

/// <summary>How a conversation is found in a row, and the template that renders it.</summary>
public sealed record ChatFormat(
    ChatTemplate Template, string Column, string RoleField, string ContentField, string User, string Assistant)
{
    public static ChatFormat From(ModelJson json) => new(
        ChatTemplate.Named(json.TextOrNone("chat_template") ?? "chatml")
            ?? throw json.Fault("chat_template", "is not computed; chatml and llama3 are"),
        json.TextOrNone("chat_column") ?? "conversations", json.TextOrNone("chat_role_field") ?? "from",
        json.TextOrNone("chat_content_field") ?? "value", json.TextOrNone("chat_user_reference") ?? "user",
        json.TextOrNone("chat_assistant_reference") ?? "assistant");

    /// <summary>
    /// Role (user, assistant, system, or as written) and content of every turn; null if there is no conversation.
    /// </summary>
    public List<(string Role, string Content)>? Turns(DatasetRow row)
    {
        if (!row.Fields.TryGetProperty(Column, out var turns)) return null;
        // A table without nested fields carries the conversation as text.
        if (turns.ValueKind == JsonValueKind.String)
        {
            try
            {
                using var document = JsonDocument.Parse(WellFormedJson.Of(Encoding.UTF8.GetBytes(turns.GetString()!)));
                turns = document.RootElement.Clone();
            }
            catch (JsonException)
            {
                return null;
            }
        }
        if (turns.ValueKind != JsonValueKind.Array) return null;
        var all = new List<(string, string)>();
        foreach (var turn in turns.EnumerateArray())
        {
            if (turn.ValueKind != JsonValueKind.Object
                || !turn.TryGetProperty(RoleField, out var role) || role.ValueKind != JsonValueKind.String
                || !turn.TryGetProperty(ContentField, out var content) || content.ValueKind != JsonValueKind.String)
                return null;
            var name = role.GetString()!;
            all.Add((name == Assistant ? "assistant" : name == User ? "user" : name, content.GetString()!));
        }
        return all;
    }
}
