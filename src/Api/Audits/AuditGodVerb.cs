using System.CommandLine;
using Gradients.Api.Shell;
using Gradients.Ledger.Rulebooks.Shared;
using Gradients.Projections.PublishedAudit;
using Spectre.Console;

namespace Gradients.Api.Audits;

/// <summary><c>gradients audit god PAYLOAD</c>: the live system's published file, recomputed and compared exactly.</summary>
internal static class AuditGodVerb
{
    public static Command Create()
    {
        var payload = new Argument<string>("PAYLOAD")
        {
            Description = "JSON with the member tournament_audit_data, as the live validator publishes it.",
        };
        var metagraph = new Option<string>("--metagraph")
        {
            Description = "JSON list of hotkeys; the index is the uid.", Required = true, HelpName = "NODES.json",
        };
        var onchain = new Option<string?>("--onchain")
        {
            Description = "The row the chain stores: {\"uids\":[…],\"weights\":[…]}.", HelpName = "ROW.json",
        };
        var strict = new Option<bool>("--strict")
        {
            Description = "Exit 1 also where the file contradicts itself.",
        };
        var json = Options.Json();
        var verb = new Command("god", "Recompute node weights and the 16-bit row from the live system's audit file.")
        {
            payload, metagraph, onchain, strict, json,
        };
        verb.SetAction(parsed => Run(
            parsed.GetRequiredValue(payload), parsed.GetRequiredValue(metagraph), parsed.GetValue(onchain),
            parsed.GetValue(strict), parsed.GetValue(json)));
        return verb;
    }

    static int Run(string payload, string metagraph, string? onchain, bool strict, bool json)
    {
        var row = onchain is null ? (InputFile?)null : Read(onchain);
        var answer = GodAudit.Of(Read(payload), Read(metagraph), row);
        if (answer is GodAuditAnswer.Unreadable unreadable)
            throw new Trouble(unreadable.Fault.ToString());
        var result = ((GodAuditAnswer.Recomputed)answer).Result;
        if (json)
            Terminal.Json(writer => GodAuditJson.Write(writer, result));
        else
            Print(result);
        return result.Equal == false || (strict && result.Findings.Length > 0) ? Exit.Diverged : Exit.Done;
    }

    static InputFile Read(string path) => new(Input.Name(path), Input.ReadAll(path));

    static void Print(GodAuditResult result)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("uid", "node weight", "16-bit weight");
        var row = result.Row as Quantised.Row;
        for (var uid = 0; uid < result.Nodes.Weights.Length; uid++)
        {
            if (result.Nodes.Weights[uid] == 0)
                continue;
            var place = row?.Uids.IndexOf(uid) ?? -1;
            table.AddRow(
                Terminal.Cell(uid), Terminal.Cell(Terminal.Number(result.Nodes.Weights[uid])),
                place < 0 ? Terminal.Cell("-") : Terminal.Cell(row!.Weights[place]));
        }
        Terminal.Console.Write(table);
        var o = Console.Out;
        if (result.Row is Quantised.Failed failed)
            o.WriteLine($"No row can be made: {failed.Error}.");
        o.WriteLine("Taken on trust:");
        foreach (var trusted in result.Trusted)
            o.WriteLine($"  {Terminal.Plain(trusted.Input)}: {Terminal.Plain(trusted.Why)}");
        foreach (var finding in result.Findings)
            o.WriteLine($"The file contradicts itself: {Terminal.Plain(finding)}");
        if (result.Comparison is not { } comparison)
        {
            o.WriteLine("No stored row was given to compare with (--onchain).");
            return;
        }
        foreach (var difference in comparison.Differences)
            o.WriteLine($"  uid {difference.Uid}: recomputed {difference.Recomputed?.ToString() ?? "absent"}, "
                + $"stored {difference.OnChain?.ToString() ?? "absent"}");
        o.WriteLine($"{(comparison.Equal ? "EQUAL" : $"DIVERGED in {comparison.Differences.Length} uids")}"
            + $" (cosine {(comparison.Cosine is { } cosine ? Terminal.Number(cosine) : "-")}, shown only).");
    }
}
