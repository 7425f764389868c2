using System.Numerics;
using System.Text.Json;

namespace Gradients.Api.Shell;

/// <summary>Lists in JSON documents.</summary>
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

    /// <summary>A member that is a list of texts.</summary>
    public static void WriteTexts(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary>A member that is a list of whole numbers.</summary>
    public static void WriteNumbers<T>(this Utf8JsonWriter json, string name, IEnumerable<T> numbers)
        where T : IBinaryInteger<T>
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(long.CreateChecked(number));
        json.WriteEndArray();
    }
}
