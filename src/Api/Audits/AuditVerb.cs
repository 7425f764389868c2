using System.CommandLine;
using System.Text.Json;
using Gradients.Api.Shell;
using Gradients.Projections.Audits;

namespace Gradients.Api.Audits;

/// <summary><c>gradients audit FILE</c>: repeat a ledger from its export and name the first divergence.</summary>
internal static class AuditVerb
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "An export, one event a line; - reads standard input." };
        var strict = new Option<bool>("--strict")
        {
            Description = "Exit 1 also where something had to be believed (imported facts, draws made elsewhere).",
        };
        var json = Options.Json();
        var verb = new Command("audit", "Recompute every recorded conclusion and every weight from an exported ledger; "
            + "no database is needed. Exit 0 equal, 1 diverged, 2 unreadable.")
        {
            file, strict, json, AuditGodVerb.Create(),
        };
        verb.SetAction(parsed => Run(
            parsed.GetRequiredValue(file), parsed.GetValue(strict), parsed.GetValue(json)));
        return verb;
    }

    internal static int Run(string path, bool strict, bool json)
    {
        using var export = Input.Open(path);
        var report = Audit.Of(export, Terminal.Progress("audited"));
        if (!Console.IsErrorRedirected)
            Console.Error.Write("\r                              \r");
        if (json)
            Terminal.Json(writer => Write(writer, report, strict));
        else
            Print(Input.Name(path), report, strict);
        return report.ExitCode(strict);
    }

    static void Print(string name, AuditReport report, bool strict)
    {
        var o = Console.Out;
        o.WriteLine($"{name}: {report.Events:N0} events of {report.Tournaments:N0} tournaments read.");
        o.WriteLine($"  {report.Conclusions:N0} recorded conclusions recomputed and equal, {report.Draws:N0} draws redone.");
        o.WriteLine($"  {report.WeightSettings:N0} weight settings recomputed: {report.Weights:N0} of "
            + $"{report.Weights:N0} weights equal to the last bit.");
        foreach (var trusted in report.Trusted)
            o.WriteLine($"  believed ({trusted.Count:N0} times, {trusted.Code}): {trusted.Sentence}");
        o.WriteLine("  Losses, trainings, fees and metagraphs are facts: what follows from them is what was checked.");
        if (report.Divergence is { } d)
        {
            o.WriteLine($"DIVERGED at position {d.Position}, {Terminal.Plain(d.Stream)} version {d.Version}, {d.Type}:");
            o.WriteLine($"  field       {Terminal.Plain(d.Field)}");
            o.WriteLine($"  recorded    {Terminal.Plain(d.Recorded)}");
            o.WriteLine($"  recomputed  {Terminal.Plain(d.Recomputed)}");
            if (d.RestsOn is { } loss)
                o.WriteLine($"  rests on    the loss recorded at position {loss}: one of the two was changed");
            o.WriteLine("  Nothing after this event was checked.");
        }
        else if (report.Unreadable is { } unreadable)
        {
            o.WriteLine($"UNREADABLE at line {unreadable.Line}: {Terminal.Plain(unreadable.Reason)}.");
        }
        else
        {
            o.WriteLine(strict && report.Trusted.Length > 0 ? "EQUAL, but not without belief (--strict)." : "EQUAL.");
        }
    }

    static void Write(Utf8JsonWriter json, AuditReport report, bool strict)
    {
        json.WriteStartObject();
        json.WriteString("verdict", report.Unreadable is not null ? "unreadable"
            : report.Divergence is not null ? "diverged" : "equal");
        json.WriteNumber("exit", report.ExitCode(strict));
        json.WriteNumber("events", report.Events);
        json.WriteNumber("tournaments", report.Tournaments);
        json.WriteNumber("conclusions", report.Conclusions);
        json.WriteNumber("draws_redone", report.Draws);
        json.WriteNumber("weight_settings", report.WeightSettings);
        json.WriteNumber("weights", report.Weights);
        if (report.Divergence is { } d)
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
        if (report.Unreadable is { } unreadable)
        {
            json.WriteStartObject("unreadable");
            json.WriteNumber("line", unreadable.Line);
            json.WriteString("reason", unreadable.Reason);
            json.WriteEndObject();
        }
        json.WriteStartArray("trusted");
        foreach (var trusted in report.Trusted)
        {
            json.WriteStartObject();
            json.WriteString("code", trusted.Code);
            json.WriteString("sentence", trusted.Sentence);
            json.WriteNumber("count", trusted.Count);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
