using System.Text.Json;

namespace Gradients.Projections.Audits;

/// <summary>The first member in which two facts of one type differ, in the order in which they are written.</summary>
public static class FieldDifference
{
    const int LongestShown = 200;

    /// <returns>Path, and both values as JSON; null when the facts are equal.</returns>
    public static (string Field, string Recorded, string Recomputed)? First(
        ReadOnlySpan<byte> recorded, ReadOnlySpan<byte> recomputed)
    {
        using var left = JsonDocument.Parse(recorded.ToArray());
        using var right = JsonDocument.Parse(recomputed.ToArray());
        return Walk(left.RootElement, right.RootElement, "");
    }

    static (string, string, string)? Walk(JsonElement left, JsonElement right, string path)
    {
        if (left.ValueKind == JsonValueKind.Object && right.ValueKind == JsonValueKind.Object)
            return Members(left, right, path);
        if (left.ValueKind == JsonValueKind.Array && right.ValueKind == JsonValueKind.Array
            && left.GetArrayLength() == right.GetArrayLength())
        {
            for (var i = 0; i < left.GetArrayLength(); i++)
                if (Walk(left[i], right[i], $"{path}[{i}]") is { } inner)
                    return inner;
            return null;
        }
        return left.GetRawText() == right.GetRawText() ? null : (path, Shown(left), Shown(right));
    }

    static (string, string, string)? Members(JsonElement left, JsonElement right, string path)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var member in left.EnumerateObject())
            names.Add(member.Name);
        foreach (var member in right.EnumerateObject())
            names.Add(member.Name);
        foreach (var name in names)
        {
            var inner = path.Length == 0 ? name : $"{path}.{name}";
            var isLeft = left.TryGetProperty(name, out var l);
            var isRight = right.TryGetProperty(name, out var r);
            if (isLeft != isRight)
                return (inner, isLeft ? Shown(l) : "absent", isRight ? Shown(r) : "absent");
            if (Walk(l, r, inner) is { } difference)
                return difference;
        }
        return null;
    }

    static string Shown(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= LongestShown ? text : $"{text.AsSpan(0, LongestShown)}…";
    }
}
