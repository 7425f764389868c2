using System.Text.Json;

namespace Gradients.Api.Shell;

/// <summary>Lists of objects in JSON documents.</summary>
internal static class JsonLists
{
    /// <summary>A member that is a list with an object for each item.</summary>
    public static void WriteObjects<T>(
        this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> members)
    {
        json.WritePropertyName(name);
        json.WriteObjects(items, members);
    }

    /// <summary>A list with an object for each item.</summary>
    public static void WriteObjects<T>(this Utf8JsonWriter json, IEnumerable<T> items, Action<T> members)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            json.WriteStartObject();
            members(item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
