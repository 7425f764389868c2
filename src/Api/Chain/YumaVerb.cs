using System.CommandLine;
using System.Text.Json;
using Gradients.Api.Shell;
using Gradients.Ledger.Chain;
using Gradients.Projections.Forecasts;
using Gradients.Projections.PublishedAudit;
using Spectre.Console;

namespace Gradients.Api.Chain;

/// <summary><c>gradients yuma FILE</c>: epochs of a subnet, computed as the chain's runtime computes them.</summary>
internal static class YumaVerb
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE")
        {
            Description = "Epochs to compute, {\"cases\":[…]} as docs/chain.md describes; - reads standard input.",
        };
        var json = Options.Json();
        var verb = new Command("yuma",
            "Compute Yuma epochs in the runtime's fixed point: incentives, consensus, trust, "
            + "dividends and bonds, exact to the last of 16 bits.")
        {
            file, json,
        };
        verb.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(file);
            var epochs = YumaFile.Read(new(Input.Name(path), Input.ReadAll(path)), out var fault)
                ?? throw new Trouble(Terminal.Plain(fault!.ToString()));
            var outcomes = epochs.Select(epoch => epoch.Run()).ToArray();
            if (parsed.GetValue(json))
                Terminal.Json(writer => Write(writer, outcomes));
            else
                Print(outcomes);
            return Exit.Done;
        });
        return verb;
    }

    static void Print(YumaOutcome[] outcomes)
    {
        for (var i = 0; i < outcomes.Length; i++)
        {
            var o = outcomes[i];
            Console.WriteLine($"Epoch {i + 1} of {outcomes.Length}: {o.Incentive.Length} uids, each of 65535.");
            var table = new Table().Border(TableBorder.Simple)
                .AddColumns("uid", "incentive", "consensus", "dividends", "validator trust", "bonds");
            for (var uid = 0; uid < o.Incentive.Length; uid++)
                table.AddRow(
                    Terminal.Cell(uid), Terminal.Cell(o.Incentive[uid]), Terminal.Cell(o.Consensus[uid]),
                    Terminal.Cell(o.Dividends[uid]), Terminal.Cell(o.ValidatorTrust[uid]),
                    Terminal.Cell(o.Bonds[uid].Length));
            Terminal.Console.Write(table);
        }
    }

    static void Write(Utf8JsonWriter json, YumaOutcome[] outcomes)
    {
        json.WriteStartObject();
        json.WriteObjects("cases", outcomes, o =>
        {
            json.WriteStartObject("out");
            json.WriteNumbers("incentive", o.Incentive);
            json.WriteNumbers("consensus", o.Consensus);
            json.WriteNumbers("vtrust", o.ValidatorTrust);
            json.WriteNumbers("dividends", o.Dividends);
            json.WriteStartArray("bonds");
            foreach (var row in o.Bonds)
                Write(json, row);
            json.WriteEndArray();
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, IEnumerable<StoredEntry> row)
    {
        json.WriteStartArray();
        foreach (var (uid, value) in row)
        {
            json.WriteStartArray();
            json.WriteNumberValue(uid);
            json.WriteNumberValue(value);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }
}
