using System.Text.Json;
using Gradients.Api.Shell;
using Gradients.Projections.Audits;

namespace Gradients.Api.Audits;

/// <summary>What an audit found, as one JSON document.</summary>
internal static class AuditJson
{
    public static void Write(Utf8JsonWriter json, AuditReport report, AuditedLog? log, bool strict)
    {
        json.WriteStartObject();
        json.WriteString("verdict", report.Unreadable is not null ? "unreadable"
            : report.Unproved is not null ? "not_proved" : report.Divergence is not null ? "diverged" : "equal");
        json.WriteNumber("exit", report.ExitCode(strict));
        json.WriteNumber("events", report.Events);
        json.WriteNumber("folded", report.Events - report.Remembered);
        json.WriteNumber("tournaments", report.Tournaments);
        json.WriteNumber("conclusions", report.Conclusions);
        json.WriteNumber("draws_redone", report.Draws);
        json.WriteNumber("weight_settings", report.WeightSettings);
        json.WriteNumber("weights", report.Weights);
        if (report.StateHash is { } state)
            json.WriteString("state_hash", state);
        if (log is not null)
            WriteLog(json, log);
        if (report.Divergence is { } d)
            WriteDivergence(json, d);
        if (report.Unproved is { } unproved)
        {
            json.WriteStartObject("unproved");
            json.WriteString("path", unproved.Path);
            if (unproved.Position is { } position)
                json.WriteNumber("position", position);
            json.WriteString("reason", unproved.Reason);
            json.WriteEndObject();
        }
        if (report.Unreadable is { } unreadable)
        {
            json.WriteStartObject("unreadable");
            json.WriteNumber("line", unreadable.Line);
            json.WriteString("reason", unreadable.Reason);
            json.WriteEndObject();
        }
        json.WriteObjects("trusted", report.Trusted, trusted =>
        {
            json.WriteString("code", trusted.Code);
            json.WriteString("sentence", trusted.Sentence);
            json.WriteNumber("count", trusted.Count);
        });
        json.WriteEndObject();
    }

    static void WriteDivergence(Utf8JsonWriter json, Divergence d)
    {
        json.WriteStartObject("divergence");
        json.WriteNumber("position", d.Position);
        json.WriteString("stream", d.Stream);
        json.WriteNumber("version", d.Version);
        json.WriteString("type", d.Type);
        json.WriteString("field", d.Field);
        json.WriteString("recorded", d.Recorded);
        json.WriteString("recomputed", d.Recomputed);
        if (d.RestsOn is { } loss)
            json.WriteNumber("rests_on", loss);
        json.WriteEndObject();
    }

    static void WriteLog(Utf8JsonWriter json, AuditedLog log)
    {
        json.WriteStartObject("log");
        json.WriteBoolean("signatures_checked", log.Policy is not null);
        if (log.Checkpoint is { } checkpoint)
        {
            json.WriteString("origin", checkpoint.Origin);
            json.WriteNumber("size", checkpoint.Size);
            json.WriteString("root", checkpoint.Root.ToString());
        }
        if (log.Attachments is { } attachments)
            json.WriteNumber("attachments", attachments);
        if (log.Before is { } before)
            json.WriteNumber("size_before", before.Size);
        json.WriteEndObject();
    }
}
