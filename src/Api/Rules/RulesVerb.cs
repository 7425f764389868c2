using System.CommandLine;
using System.Text.Json;
using Gradients.Api.Shell;
using Gradients.Ledger.Rulebooks;
using Gradients.Projections;
using Gradients.Projections.Rulebooks;

namespace Gradients.Api.Rules;

/// <summary><c>gradients rules</c>: the rulebooks of every season, to be read and compared.</summary>
internal static class RulesVerb
{
    public static Command Create() =>
        new("rules", "Read the rulebooks since 2025 and what changed between them.")
        {
            List(), Show(), Diff(),
        };

    static Command List()
    {
        var json = Options.Json();
        var verb = new Command("list", "Name every rulebook, oldest first.") { json };
        verb.SetAction(parsed =>
        {
            if (parsed.GetValue(json))
                Terminal.Json(Write);
            else
                foreach (var rulebook in KnownRulebooks.All)
                    Console.WriteLine($"{rulebook.Id,-14} {rulebook.Of}; {rulebook.Constants.Length} constants, "
                        + $"digest {rulebook.Digest[..16]}");
            return Exit.Done;
        });
        return verb;
    }

    static void Write(Utf8JsonWriter json) =>
        json.WriteObjects(KnownRulebooks.All, rulebook => WriteHead(json, rulebook));

    static void WriteHead(Utf8JsonWriter json, Rulebook rulebook)
    {
        json.WriteString("rulebook", rulebook.Id);
        json.WriteString("of", rulebook.Of);
        json.WriteString("digest", rulebook.Digest);
    }

    static Command Show()
    {
        var id = new Argument<string>("RULEBOOK") { Description = "Its id, for example 2025.12." };
        var json = Options.Json();
        var verb = new Command("show", "Print one rulebook: who enters, who goes on, who is paid, every constant; "
            + "surprises are marked.")
        {
            id, json,
        };
        verb.SetAction(parsed =>
        {
            var rulebook = Find(parsed.GetRequiredValue(id));
            if (parsed.GetValue(json))
                Terminal.Json(writer => Write(writer, rulebook));
            else
                RulePagePrinting.Print(rulebook);
            return Exit.Done;
        });
        return verb;
    }

    static void Write(Utf8JsonWriter json, Rulebook rulebook)
    {
        json.WriteStartObject();
        WriteHead(json, rulebook);
        json.WriteObjects("topics", rulebook.Page().Sections, section =>
        {
            json.WriteString("topic", RuleWords.Title(section.Topic));
            json.WriteTexts("rules", section.Rules);
            json.WriteTexts("surprises", section.Surprises);
        });
        json.WriteStartObject("constants");
        foreach (var constant in rulebook.Constants)
            json.WriteExact(constant.Name, constant.Value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static Command Diff()
    {
        var from = new Argument<string>("A") { Description = "The rulebook before, for example 2025.12." };
        var to = new Argument<string>("B") { Description = "The rulebook after, for example 2026.10." };
        var json = Options.Json();
        var verb = new Command("diff", "Print what changes for a miner from one rulebook to another.") { from, to, json };
        verb.SetAction(parsed =>
        {
            var comparison = RulebookComparison.Of(
                Find(parsed.GetRequiredValue(from)), Find(parsed.GetRequiredValue(to)));
            if (parsed.GetValue(json))
                Terminal.Json(writer => RuleDifferenceJson.Write(writer, comparison));
            else
                RulePagePrinting.Print(comparison);
            return Exit.Done;
        });
        return verb;
    }

    internal static Rulebook Find(string id) => KnownRulebooks.Find(id)
        ?? throw new Trouble($"there is no rulebook '{id}'; there are "
            + string.Join(", ", KnownRulebooks.All.Select(rulebook => rulebook.Id)));
}
