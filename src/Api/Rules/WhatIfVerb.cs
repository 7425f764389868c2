using System.CommandLine;
using System.Text.Json;
using Gradients.Api.Database;
using Gradients.Api.Shell;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Store;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.WhatIf;
using Gradients.Projections;

namespace Gradients.Api.Rules;

/// <summary><c>gradients whatif</c>: the recorded facts under another rulebook, in memory.</summary>
internal static class WhatIfVerb
{
    public static Command Create()
    {
        var rules = new Option<string>("--rules")
        {
            Description = "The rulebook to try, for example 2026.10.", Required = true, HelpName = "RULEBOOK",
        };
        var from = new Option<long>("--from")
        {
            Description = "Judge tournaments and weights from this position on; everything before stays as recorded.",
            DefaultValueFactory = _ => 1, HelpName = "POSITION",
        };
        var json = Options.Json();
        var database = Options.Database();
        var verb = new Command("whatif", "Replay the recorded facts under another rulebook and print which champions and "
            + "weights would differ; nothing is recorded.")
        {
            rules, from, json, database,
        };
        verb.SetAction(async (parsed, cancel) =>
        {
            var rulebook = RulesVerb.Find(parsed.GetRequiredValue(rules)).Id;
            if (TournamentBook.Find(rulebook) is null)
                throw new Trouble($"rulebook {rulebook} is not one that recorded tournaments can be replayed under");
            await using var ledger = await OpenLedger.AsReaderAsync(parsed.GetValue(database), cancel);
            var other = new OtherRules(rulebook, parsed.GetValue(from));
            var names = new Interner();
            await foreach (var row in ledger.Store.ReadAsync(1, null, cancel))
                other.Fold(StoredEvents.Decode(row, names));
            if (parsed.GetValue(json))
                Terminal.Json(writer => Write(writer, rulebook, other));
            else
                Print(rulebook, other);
            return Exit.Done;
        });
        return verb;
    }

    static void Print(string rulebook, OtherRules other)
    {
        Console.WriteLine($"Under rulebook {rulebook}, in memory only:");
        foreach (var outcome in other.Outcomes)
        {
            Console.WriteLine($"  {outcome.Tournament}: " + (outcome.Differs
                ? $"{outcome.Other} instead of {outcome.Recorded}"
                : $"{outcome.Recorded} either way"));
            if (outcome.Kept is { } reason)
                Console.WriteLine($"    kept as recorded: the facts do not suffice ({reason.TrimEnd('.')}).");
        }
        if (other.Outcomes.Count == 0)
            Console.WriteLine("  no title was decided there.");
        foreach (var setting in other.Weights)
        {
            Console.WriteLine($"  weights of #{setting.Position}: "
                + (setting.Changed.IsEmpty ? "the same" : $"{setting.Changed.Length} nodes differ"));
            if (setting.Unpaid is { } unpaid)
                Console.WriteLine($"    nobody would be paid: {unpaid}");
            foreach (var node in setting.Changed)
                Console.WriteLine($"    uid {node.Uid,-4} {Terminal.Plain(node.Hotkey.Text),-48} "
                    + $"{node.RecordedSent?.ToString() ?? "-",6} -> {node.OtherSent?.ToString() ?? "-",6}   "
                    + $"{Terminal.Number(node.Recorded)} -> {Terminal.Number(node.Other)}");
        }
    }

    static void Write(Utf8JsonWriter json, string rulebook, OtherRules other)
    {
        json.WriteStartObject();
        json.WriteString("rulebook", rulebook);
        json.WriteObjects("tournaments", other.Outcomes, outcome =>
        {
            json.WriteString("tournament", outcome.Tournament);
            json.WriteString("recorded", outcome.Recorded.Text);
            json.WriteString("other", outcome.Other.Text);
            if (outcome.Kept is { } reason)
                json.WriteString("kept", reason);
        });
        json.WriteObjects("weights", other.Weights, setting => Write(json, setting));
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, OtherWeights setting)
    {
        json.WriteNumber("position", setting.Position);
        json.WriteNumber("netuid", setting.Netuid);
        if (setting.Unpaid is { } unpaid)
            json.WriteString("unpaid", unpaid);
        json.WriteObjects("changed", setting.Changed, node =>
        {
            json.WriteNumber("uid", node.Uid);
            json.WriteString("hotkey", node.Hotkey.Text);
            json.WriteExact("recorded", node.Recorded);
            json.WriteExact("other", node.Other);
            if (node.RecordedSent is { } before)
                json.WriteNumber("recorded_u16", before);
            if (node.OtherSent is { } sent)
                json.WriteNumber("other_u16", sent);
        });
    }
}
