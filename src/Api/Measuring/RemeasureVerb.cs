using System.CommandLine;
using System.Text.Json;
using Gradients.Api.Shell;
using Gradients.Runners.Meter.Measuring;

namespace Gradients.Api.Measuring;

/// <summary><c>gradients remeasure TASK HOTKEY</c>: measure again, and compare with the ledger bit by bit.</summary>
internal static class RemeasureVerb
{
    public static Command Create()
    {
        var task = new Argument<string>("TASK") { Description = "The task, as the ledger names it." };
        var hotkey = new Argument<string>("HOTKEY") { Description = "Whose model was measured on it." };
        var ledger = new Option<string?>("--ledger")
        {
            Description = "An export, one event a line (- reads standard input); without it, the database.",
            HelpName = "FILE",
        };
        var results = new Option<string?>("--results")
        {
            Description = "Of a loss that a container measured, or of a GRPO score: the evaluator's "
                + "evaluation_results.json, from which the score is made again; no model is opened.",
            HelpName = "FILE",
        };
        var name = new Option<string?>("--result-name")
        {
            Description = "The model's name in these results; without it, the name the conductor gives.",
            HelpName = "NAME",
        };
        var options = new MeterOptions(required: false);
        var json = Options.Json();
        var database = Options.Database();
        var verb = new Command("remeasure",
            "Measure an entrant's model again and compare with the recorded event. Exit 0 "
            + "bit-equal, 1 different, 2 unreadable or not comparable.")
        {
            task, hotkey, ledger, results, name, json, database,
        };
        options.AddTo(verb);
        verb.SetAction(async (parsed, cancel) =>
        {
            var recorded = await RecordedMeasurement.FindAsync(parsed.GetRequiredValue(task),
                new(parsed.GetRequiredValue(hotkey)), parsed.GetValue(ledger), parsed.GetValue(database), cancel);
            var again = parsed.GetValue(results) is { } file
                ? Again.OfResults(recorded, file, parsed.GetValue(name))
                : Again.OfModel(recorded, options, parsed);
            var equal = IsEqual(recorded, again);
            if (parsed.GetValue(json))
                Terminal.Json(writer => Write(writer, recorded, again, equal));
            else
                Print(recorded, again, equal);
            return equal ? Exit.Done : Exit.Diverged;
        });
        return verb;
    }

    /// <summary>The same bits and the same word on its architecture; or no loss on both sides.</summary>
    static bool IsEqual(RecordedMeasurement recorded, Again again)
    {
        if (recorded.Loss is not { } loss || !double.IsFinite(loss.Loss))
            return !double.IsFinite(again.Value);
        return BitConverter.DoubleToInt64Bits(loss.Loss) == BitConverter.DoubleToInt64Bits(again.Value)
            && loss.IsFinetune == again.IsFinetune;
    }

    static void Print(RecordedMeasurement recorded, Again again, bool equal)
    {
        var o = Console.Out;
        var e = recorded.Event;
        o.WriteLine($"recorded     {Value(recorded)}  at position {e.Position}, {Terminal.Plain(e.Stream)} "
            + $"version {e.Version}");
        o.WriteLine($"re-measured  {Value(again.Value, again.IsFinetune)}  {again.How}");
        if (again.Reason is { } reason)
            o.WriteLine($"  {Terminal.Plain(reason)}");
        o.WriteLine(equal ? "EQUAL." : "DIFFERENT.");
    }

    static string Value(RecordedMeasurement recorded) => recorded.Loss is { } loss
        ? Value(loss.Loss, loss.IsFinetune)
        : $"no loss ({Terminal.Plain(((Ledger.Tournaments.MeasurementFailed)recorded.Event.Event).Reason)})";

    static string Value(double loss, bool isFinetune) =>
        $"{Terminal.Number(loss)} (bits {MeasurePrinting.Bits(loss)}{(isFinetune ? "" : ", no fine-tune")})";

    static void Write(Utf8JsonWriter json, RecordedMeasurement recorded, Again again, bool equal)
    {
        json.WriteStartObject();
        json.WriteString("verdict", equal ? "equal" : "different");
        json.WriteNumber("position", recorded.Event.Position);
        if (recorded.Loss is { } loss)
        {
            json.WriteStartObject("recorded");
            PerExampleFile.WriteNumber(json, "loss", loss.Loss);
            json.WriteString("loss_bits", MeasurePrinting.Bits(loss.Loss));
            json.WriteBoolean("is_finetune", loss.IsFinetune);
            json.WriteEndObject();
        }
        json.WriteStartObject("remeasured");
        again.Write(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
