using System.Text.Json;
using Gradients.Ledger.Arithmetic;
using Gradients.Ledger.Rulebooks.Shared;

namespace Gradients.Projections.PublishedAudit;

/// <summary>The <c>--json</c> document of an audit of the published file.</summary>
public static class GodAuditJson
{
    /// <summary>
    /// One object: node_weights, quantised, equal, cosine, differences, sum, undistributed, trusted, findings.
    /// </summary>
    public static void Write(Utf8JsonWriter json, GodAuditResult result)
    {
        json.WriteStartObject();
        Nodes(json, result);
        json.WriteExact("undistributed", result.Nodes.Undistributed);
        json.WriteExact("sum", result.Nodes.Sum);
        json.WritePropertyName("quantised");
        Row(json, result.Row);
        if (result.Equal is { } equal) json.WriteBoolean("equal", equal); else json.WriteNull("equal");
        if (result.Comparison?.Cosine is { } cosine) json.WriteExact("cosine", cosine); else json.WriteNull("cosine");
        Differences(json, result.Comparison);
        json.WriteStartArray("trusted");
        foreach (var trusted in result.Trusted)
        {
            json.WriteStartObject();
            json.WriteString("input", trusted.Input);
            json.WriteString("why", trusted.Why);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("findings");
        foreach (var finding in result.Findings) json.WriteStringValue(finding);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>[uid, decimal, hex] of the nodes that are not zero.</summary>
    static void Nodes(Utf8JsonWriter json, GodAuditResult result)
    {
        json.WriteStartArray("node_weights");
        for (var uid = 0; uid < result.Nodes.Weights.Length; uid++)
        {
            var weight = result.Nodes.Weights[uid];
            if (weight == 0.0) continue;
            json.WriteStartArray();
            json.WriteNumberValue(uid);
            json.WriteExact(weight);
            json.WriteStringValue(HexFloat.Format(weight));
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    static void Row(Utf8JsonWriter json, Quantised quantised)
    {
        json.WriteStartObject();
        if (quantised is Quantised.Failed failed) json.WriteString("error", failed.Error);
        if (quantised is Quantised.Row row)
        {
            json.WriteStartArray("uids");
            foreach (var uid in row.Uids) json.WriteNumberValue(uid);
            json.WriteEndArray();
            json.WriteStartArray("weights");
            foreach (var weight in row.Weights) json.WriteNumberValue(weight);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    static void Differences(Utf8JsonWriter json, RowComparison? comparison)
    {
        json.WriteStartArray("differences");
        foreach (var difference in comparison?.Differences ?? [])
        {
            json.WriteStartObject();
            json.WriteNumber("uid", difference.Uid);
            if (difference.Recomputed is { } ours) json.WriteNumber("recomputed", ours);
            if (difference.OnChain is { } theirs) json.WriteNumber("on_chain", theirs);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
