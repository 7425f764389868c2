using System.Text.Json;
using Gradients.Ledger.Hashing;
using Gradients.Runners.Meter.Metrics;

namespace Gradients.Runners.Meter.Measuring;

/// <summary>
/// Per-example losses as one JSON list, [{"row":0,"loss":1.5,"tokens":7},…], in a file named by its SHA-256.
/// </summary>
public static class PerExampleFile
{
    /// <summary>
    /// The exact bytes: rows in order, losses as shortest round-trip decimals, NaN and infinities as text.
    /// </summary>
    public static byte[] Bytes(IReadOnlyList<ExampleLoss> losses)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var loss in losses) Write(json, loss);
            json.WriteEndArray();
        }
        return buffer.ToArray();
    }

    public static void Write(Utf8JsonWriter json, ExampleLoss loss)
    {
        json.WriteStartObject();
        json.WriteNumber("row", loss.Row);
        WriteNumber(json, "loss", loss.Loss);
        json.WriteNumber("tokens", loss.Tokens);
        json.WriteEndObject();
    }

    /// <summary>A number, or the words NaN, Infinity and -Infinity.</summary>
    public static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteString(name, value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Writes the file into a folder and returns its path.</summary>
    public static string Save(string folder, IReadOnlyList<ExampleLoss> losses)
    {
        var bytes = Bytes(losses);
        var path = Path.Combine(folder, Hex.Sha256(bytes) + ".json");
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
