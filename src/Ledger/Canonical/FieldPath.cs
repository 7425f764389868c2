using System.Text;
using System.Text.Json;

namespace Gradients.Ledger.Canonical;

/// <summary>Names of fields for messages: which one a byte of a JSON text belongs to, and where one begins.</summary>
internal static class FieldPath
{
    /// <summary>
    /// The field whose name or value is the last to begin at or before a byte, such as <c>data.rows[2].loss</c>; empty:
    /// the outermost value. Of a text that is broken further on, too.
    /// </summary>
    public static string At(ReadOnlySpan<byte> json, int offset)
    {
        var (found, levels) = ("", new List<Level>());
        var reader = new Utf8JsonReader(json);
        while (Step(ref reader, levels) && reader.TokenStartIndex <= offset)
            found = Written(levels);
        return found;
    }

    /// <summary>Where the value of a field begins; 0 where there is no such field.</summary>
    public static int StartOf(ReadOnlySpan<byte> json, string path)
    {
        var levels = new List<Level>();
        var reader = new Utf8JsonReader(json);
        while (Step(ref reader, levels))
            if (reader.TokenType != JsonTokenType.PropertyName && Written(levels) == path)
                return (int)reader.TokenStartIndex;
        return 0;
    }

    /// <summary>An object or a list that is open: the name or the number of what was read in it last.</summary>
    record struct Level(bool IsList, string Name, int Index);

    static bool Step(ref Utf8JsonReader reader, List<Level> levels)
    {
        try
        {
            if (levels.Count > 0 && reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                levels.RemoveAt(levels.Count - 1);
            else if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                levels.Add(new(reader.TokenType == JsonTokenType.StartArray, "", -1));
            if (!reader.Read())
                return false;
            if (levels.Count == 0 || reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                return true;
            var inner = levels[^1];
            if (reader.TokenType == JsonTokenType.PropertyName)
                levels[^1] = inner with { Name = reader.GetString()! };
            else if (inner.IsList)
                levels[^1] = inner with { Index = inner.Index + 1 };
            return true;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    static string Written(List<Level> levels)
    {
        var path = new StringBuilder();
        foreach (var level in levels)
            if (level.IsList && level.Index >= 0)
                path.Append('[').Append(level.Index).Append(']');
            else if (level.Name.Length > 0)
                path.Append(path.Length > 0 ? "." : "").Append(level.Name);
        return path.ToString();
    }
}
