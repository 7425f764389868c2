using System.Text.Json;
using Gradients.Api.Logs;
using Gradients.Api.Shell;
using Gradients.Projections.Audits;

namespace Gradients.Api.Audits;

/// <summary>What an audit found, for people and for machines.</summary>
internal static class AuditPrinting
{
    /// <param name="log">What was audited, where it was a log.</param>
    public static void Print(string name, AuditReport report, AuditedLog? log, bool strict, bool json)
    {
        if (!Console.IsErrorRedirected)
            Console.Error.Write("\r                              \r");
        if (json)
            Terminal.Json(writer => AuditJson.Write(writer, report, log, strict));
        else
            Write(name, report, log, strict);
    }

    static string Count(long number, string what) => $"{number:N0} {what}{(number == 1 ? "" : "s")}";

    static void Write(string name, AuditReport report, AuditedLog? log, bool strict)
    {
        var o = Console.Out;
        o.WriteLine($"{name}: {report.Events:N0} events of {Count(report.Tournaments, "tournament")} read.");
        o.WriteLine($"  {report.Conclusions:N0} recorded conclusions recomputed and equal, "
            + $"{report.Draws:N0} draws redone.");
        o.WriteLine($"  {Count(report.WeightSettings, "weight setting")} recomputed: {report.Weights:N0} of "
            + $"{report.Weights:N0} weights equal to the last bit.");
        if (log is not null)
            WriteLog(log, report);
        foreach (var trusted in report.Trusted)
            o.WriteLine($"  believed ({trusted.Count:N0} times, {trusted.Code}): {trusted.Sentence}");
        if (report.StateHash is { } state)
            o.WriteLine($"  state hash {state}");
        o.WriteLine("  Losses, trainings, fees and metagraphs are facts: what follows from them is what was checked.");
        if (report.Divergence is { } d)
        {
            o.WriteLine($"DIVERGED at position {d.Position}, {Terminal.Plain(d.Stream)} version {d.Version}, "
                + $"{d.Type}:");
            o.WriteLine($"  field       {Terminal.Plain(d.Field)}");
            o.WriteLine($"  recorded    {Terminal.Plain(d.Recorded)}");
            o.WriteLine($"  recomputed  {Terminal.Plain(d.Recomputed)}");
            if (d.RestsOn is { } loss)
                o.WriteLine($"  rests on    the loss recorded at position {loss}: one of the two was changed");
            o.WriteLine("  Nothing after this event was checked.");
        }
        else if (report.Unproved is { } unproved)
        {
            o.WriteLine($"NOT PROVED{(unproved.Position is { } position ? $" from position {position} on" : "")}: "
                + $"{Terminal.Plain(unproved.Path)}: {Terminal.Plain(unproved.Reason)}.");
        }
        else if (report.Unreadable is { } unreadable)
        {
            o.WriteLine($"UNREADABLE at {(log is null ? "line" : "position")} {unreadable.Line}: "
                + $"{Terminal.Plain(unreadable.Reason)}.");
        }
        else
        {
            o.WriteLine(strict && report.Trusted.Length > 0 ? "EQUAL, but not without belief (--strict)." : "EQUAL.");
        }
    }

    static void WriteLog(AuditedLog log, AuditReport report)
    {
        var o = Console.Out;
        if (log.Checkpoint is { } checkpoint)
            o.WriteLine($"  log {Terminal.Plain(checkpoint.Origin)}: {checkpoint.Size:N0} entries, "
                + $"root {checkpoint.Root}");
        if (log.Policy is not { } policy)
            o.WriteLine($"  {Signatures.Limit}");
        else if (log.Checkpoint is not null)
            o.WriteLine($"  signed by {Terminal.Plain(policy.Log.Name)}" + (policy.Quorum > 0
                ? $" and by at least {policy.Quorum} of {policy.Witnesses.Count} witnesses" : ""));
        if (log.Attachments is { } attachments)
            o.WriteLine($"  {attachments:N0} attachments read; they are what their digests say");
        if (log.Before is { } before && report.Unproved is null && report.Events >= before.Size)
            o.WriteLine($"  continues the {before.Size:N0} entries of the last audit; "
                + $"{report.Events - before.Size:N0} are new, and "
                + (report.Remembered > 0 ? "only those were folded" : "all were folded again"));
    }
}
