using System.Collections.Immutable;
using System.Text.Json;

namespace Gradients.Runners.Catalogues;

/// <summary>Which fields a dataset type has to name, in the words that trainers and meter read.</summary>
static class ColumnRoles
{
    /// <summary>Those without which there is nothing to learn.</summary>
    public static ImmutableArray<string> Of(TaskType type) => type switch
    {
        TaskType.InstructTextTask => ["field_instruction", "field_output"],
        TaskType.DpoTask => ["field_prompt", "field_chosen", "field_rejected"],
        TaskType.GrpoTask => ["field_prompt"],
        TaskType.ChatTask => ["chat_column"],
        _ => [],
    };

    /// <returns>The object as it is written, for trainers' <c>--dataset-type</c>; null for images.</returns>
    /// <exception cref="FormatException">A field is missing; the message names it.</exception>
    public static string? Check(TaskType type, JsonElement columns, string at)
    {
        if (type == TaskType.ImageTask)
            return columns.ValueKind == JsonValueKind.Undefined
                ? null : throw new FormatException($"{at}: pictures have none");
        if (columns.ValueKind != JsonValueKind.Object)
            throw new FormatException($"{at}: an object that says which field is what");
        foreach (var role in Of(type))
            if (!columns.TryGetProperty(role, out var field) || field.ValueKind != JsonValueKind.String
                || field.GetString() is not { Length: > 0 })
                throw new FormatException($"{at}.{role}: the name of a field");
        return JsonSerializer.Serialize(columns);
    }
}
