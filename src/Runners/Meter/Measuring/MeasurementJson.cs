using System.Text.Json;

namespace Gradients.Runners.Meter.Measuring;

/// <summary>A measurement as one JSON object, for machines and for comparing two runs byte by byte.</summary>
public static class MeasurementJson
{
    public static byte[] Bytes(Measurement measurement)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            WriteFields(json, measurement);
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    /// <summary>The members of the object. None depends on the machine or on how long it took.</summary>
    public static void WriteFields(Utf8JsonWriter json, Measurement m)
    {
        json.WriteString("metric", m.Score.Metric);
        PerExampleFile.WriteNumber(json, "loss", m.Score.Value);
        json.WriteString("loss_bits", $"{BitConverter.DoubleToUInt64Bits(m.Score.Value):x16}");
        json.WriteString("method", Measurement.Method);
        json.WriteNumber("examples", m.Score.PerExample.Count);
        json.WriteNumber("tokens", m.Score.Tokens);
        json.WriteNumber("dropped", m.Dropped.Count);
        json.WriteStartArray("dropped_rows");
        foreach (var row in m.Dropped)
        {
            json.WriteStartObject();
            json.WriteNumber("row", row.Row);
            json.WriteString("reason", row.Reason);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteBoolean("partial", m.Partial);
        json.WriteBoolean("is_finetune", m.IsFinetune);
        json.WriteStartArray("differences");
        foreach (var difference in m.Differences) json.WriteStringValue(difference);
        json.WriteEndArray();
        if (m.Untouched is { } untouched) json.WriteBoolean("untouched_base", untouched);
        if (m.Reason is { } reason) json.WriteString("reason", reason);
        Digest(json, "dataset_digest", m.DatasetDigest);
        Digest(json, "weights_digest", m.WeightsDigest);
        if (m.BaseWeightsDigest is { } digest) Digest(json, "base_weights_digest", digest);
        Digest(json, "tokenizer_digest", m.TokenizerDigest);
        Digest(json, "per_example_digest", m.PerExampleDigest);
        json.WriteStartArray("per_example");
        foreach (var loss in m.Score.PerExample) PerExampleFile.Write(json, loss);
        json.WriteEndArray();
    }

    static void Digest(Utf8JsonWriter json, string name, string digest) => json.WriteString(name, "sha256:" + digest);
}
