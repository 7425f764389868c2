using System.Text.Json;

namespace Gradients.Runners.Meter.Measuring;

/// <summary>A measurement as one JSON object, for machines and for comparing two runs byte by byte.</summary>
public static class MeasurementJson
{
    public static byte[] Bytes(Measurement measurement)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
            Write(json, measurement);
        return buffer.ToArray();
    }

    static void Write(Utf8JsonWriter json, Measurement m)
    {
        json.WriteStartObject();
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
        json.WriteString("dataset_digest", m.DatasetDigest);
        json.WriteString("weights_digest", m.WeightsDigest);
        if (m.BaseWeightsDigest is { } digest) json.WriteString("base_weights_digest", digest);
        json.WriteString("tokenizer_digest", m.TokenizerDigest);
        json.WriteString("per_example_digest", m.PerExampleDigest);
        json.WriteStartArray("per_example");
        foreach (var loss in m.Score.PerExample) PerExampleFile.Write(json, loss);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
