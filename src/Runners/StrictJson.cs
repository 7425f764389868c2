using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gradients.Runners;

/// <summary>Files that operators write: every member is known and stands there once.</summary>
static class StrictJson
{
    internal static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, // A mistyped name must not be a silent default.
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
    };

    /// <param name="why">Words for what is wrong; without it a general one. The reader's own sentences name our types,
    /// which mean nothing to an operator.</param>
    /// <exception cref="FormatException">It is something else; the message names line and member.</exception>
    internal static T Read<T>(
        ReadOnlySpan<byte> json, JsonSerializerOptions options, Func<JsonException, string>? why = null)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, options) ?? throw new JsonException("it is null");
        }
        catch (JsonException broken)
        {
            throw new FormatException($"line {(broken.LineNumber ?? 0) + 1}, {broken.Path ?? "$"}: "
                + (why?.Invoke(broken) ?? "not what belongs there"), broken);
        }
    }
}
