using System.CommandLine;
using Gradients.Api.Database;
using Gradients.Api.Shell;
using Gradients.Ledger.Weights;
using Gradients.Projections.Explanations;

namespace Gradients.Api.Weights;

/// <summary><c>gradients explain HOTKEY</c>: the chain of events and the arithmetic behind one weight.</summary>
internal static class ExplainVerb
{
    public static Command Create()
    {
        var hotkey = new Argument<string>("HOTKEY") { Description = "The hotkey whose weight is asked about." };
        var at = Options.At();
        var netuid = Options.Netuid();
        var json = Options.Json();
        var database = Options.Database();
        var verb = new Command("explain", "Show the events and the arithmetic behind a hotkey's weight, term by term.")
        {
            hotkey, at, netuid, json, database,
        };
        verb.SetAction(async (parsed, cancel) =>
        {
            await using var ledger = await OpenLedger.AsReaderAsync(parsed.GetValue(database), cancel);
            var state = await ledger.StateAsync(parsed.GetValue(at), cancel);
            var setting = WeightsVerb.Setting(state, parsed.GetValue(netuid));
            var explanation = WeightExplanation.Of(setting, new(parsed.GetRequiredValue(hotkey)));
            if (parsed.GetValue(json))
                Terminal.Json(writer => ExplanationJson.Write(writer, state.Head, explanation));
            else
                Print(state.Head, explanation);
            return Exit.Done;
        });
        return verb;
    }

    static void Print(long head, WeightExplanation explanation)
    {
        Console.WriteLine($"{Terminal.Plain(explanation.Hotkey.Text)} at position {head}:");
        foreach (var line in explanation.Lines)
            Console.WriteLine($"  {(line.Position is { } position ? $"#{position}" : ""),-9} {Terminal.Plain(line.Sentence)}");
        Console.WriteLine(explanation.Uid < 0
            ? "It holds no uid, so it gets no weight."
            : $"Weight {Terminal.Number(explanation.Weight)}, 16-bit "
                + $"{(explanation.Quantised is { } sent ? sent.ToString() : "not sent")}.");
    }
}
