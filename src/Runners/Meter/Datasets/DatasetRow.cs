using System.Text.Json;

namespace Gradients.Runners.Meter.Datasets;

/// <summary>One row: its number in the file, from 0, and its fields.</summary>
public sealed record DatasetRow(int Number, JsonElement Fields)
{
    /// <summary>
    /// A field as text; null if it is absent, null or empty. Numbers and flags are taken as they are written.
    /// </summary>
    public string? Text(string? field)
    {
        if (string.IsNullOrEmpty(field) || !Fields.TryGetProperty(field, out var value)) return null;
        var text = value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            _ => value.GetRawText(),
        };
        return string.IsNullOrEmpty(text) ? null : text;
    }
}
