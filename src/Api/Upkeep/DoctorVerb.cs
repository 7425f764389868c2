using System.CommandLine;
using System.Collections.Immutable;
using Gradients.Api.Database;
using Gradients.Api.Logs;
using Gradients.Api.Shell;
using Gradients.Ledger.Store;
using Spectre.Console;
using Table = Spectre.Console.Table;

namespace Gradients.Api.Upkeep;

/// <summary><c>gradients doctor</c>: examines a ledger's database and says what to do; changes nothing.</summary>
internal static class DoctorVerb
{
    public static Command Create()
    {
        var log = new Option<string?>("--log")
        {
            Description = "Compare every event with this published log too: a folder, an http(s):// prefix, a bundle.",
            HelpName = "DIR|URL|FILE",
        };
        var signatures = new Signatures();
        var json = Options.Json();
        var database = Options.Database();
        var verb = new Command("doctor", "Examine the database: positions, streams, protection, projections, and "
            + "whether it still is what was signed. Changes nothing. Exit 1 when something is damaged.")
        {
            log, json, database,
        };
        signatures.AddTo(verb);
        verb.SetAction(async (parsed, cancel) =>
        {
            var published = parsed.GetValue(log);
            if (published is null && signatures.Given(parsed))
                throw new Shell.Trouble("keys are for the checkpoint of a published log: name it with --log");
            var policy = published is null ? null : signatures.Policy(parsed);
            await using var ledger = await OpenLedger.AsReaderAsync(parsed.GetValue(database), cancel);
            var findings = await new StoreDoctor(ledger.Source).ExamineAsync(cancel);
            findings = [.. findings, .. await new LogDoctor(ledger).ExamineAsync(published, policy, cancel)];
            if (parsed.GetValue(json))
                Write(findings);
            else
                Print(findings);
            return findings.Any(finding => finding.Health == Health.Fail) ? Exit.Diverged : Exit.Done;
        });
        return verb;
    }

    static void Print(ImmutableArray<Finding> findings)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("", "check", "finding");
        foreach (var finding in findings)
        {
            var remedy = finding.Remedy is { } todo ? $" {todo}" : "";
            table.AddRow(
                new Text(finding.Health switch { Health.Ok => "ok", Health.Warn => "WARN", _ => "FAIL" }),
                Terminal.Cell(finding.Check), Terminal.Cell(finding.Sentence + remedy));
        }
        Terminal.Console.Write(table);
    }

    static void Write(ImmutableArray<Finding> findings) => Terminal.Json(json => json.WriteObjects(findings, finding =>
    {
        json.WriteString("health", finding.Health.ToString().ToLowerInvariant());
        json.WriteString("check", finding.Check);
        json.WriteString("sentence", finding.Sentence);
        json.WriteString("remedy", finding.Remedy);
    }));
}
