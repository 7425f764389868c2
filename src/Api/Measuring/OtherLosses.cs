using System.Text.Json;
using Gradients.Api.Shell;

namespace Gradients.Api.Measuring;

/// <summary>The losses of another measurement, by row: from its per-example file or its whole JSON.</summary>
internal static class OtherLosses
{
    public static IReadOnlyDictionary<int, double> Read(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(Input.ReadAll(path));
            var list = json.RootElement.ValueKind == JsonValueKind.Object
                ? json.RootElement.GetProperty("per_example") : json.RootElement;
            return list.EnumerateArray().ToDictionary(
                e => e.GetProperty("row").GetInt32(), e => Number(e.GetProperty("loss")));
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException
            or FormatException or ArgumentException)
        {
            throw new Trouble($"{Input.Name(path)} is no list of losses: {Terminal.Plain(wrong.Message)}");
        }
    }

    static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble()
        : double.Parse(value.GetString()!, System.Globalization.CultureInfo.InvariantCulture);
}
