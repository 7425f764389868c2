using System.CommandLine;
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
        var options = new MeterOptions();
        var json = Options.Json();
        var database = Options.Database();
        var verb = new Command("remeasure",
            "Measure an entrant's model again and compare with the recorded event. Exit 0 "
            + "bit-equal, 1 different, 2 unreadable or not comparable.")
        {
            task, hotkey, ledger, json, database,
        };
        options.AddTo(verb);
        verb.SetAction(async (parsed, cancel) =>
        {
            var recorded = await RecordedMeasurement.FindAsync(parsed.GetRequiredValue(task),
                new(parsed.GetRequiredValue(hotkey)), parsed.GetValue(ledger), parsed.GetValue(database), cancel);
            Check(recorded);
            var measured = options.Take(parsed, recorded.Task.Type, null, out var speed);
            if ((recorded.Loss?.HeldOutDigest ?? recorded.Task.HeldOutDigest) is { } due
                && due != measured.HeldOutDigest)
                throw new Trouble(
                    $"{options.Dataset(parsed)} is {measured.HeldOutDigest}, the loss was taken on {due}");
            var equal = IsEqual(recorded, measured);
            if (parsed.GetValue(json))
                Terminal.Json(writer => Write(writer, recorded, measured, equal));
            else
                Print(recorded, measured, speed, equal);
            return equal ? Exit.Done : Exit.Diverged;
        });
        return verb;
    }

    static void Check(RecordedMeasurement recorded)
    {
        if (recorded.Task.Type is TaskType.GrpoTask)
            throw new Trouble("a GRPO score comes from the rewards of all the task's models: it is not measured alone");
        if (recorded.Loss?.Method is { } method && method != Measurement.Method)
            throw new Trouble($"the loss was measured by '{Terminal.Plain(method)}': only '{Measurement.Method}' can "
                + "be repeated");
    }

    /// <summary>The same bits and the same word on its architecture; or no loss on both sides.</summary>
    static bool IsEqual(RecordedMeasurement recorded, Measurement measured)
    {
        var value = measured.Score.Value;
        if (recorded.Loss is not { } loss || !double.IsFinite(loss.Loss))
            return !double.IsFinite(value);
        return BitConverter.DoubleToInt64Bits(loss.Loss) == BitConverter.DoubleToInt64Bits(value)
            && loss.IsFinetune == measured.IsFinetune;
    }

    static void Print(RecordedMeasurement recorded, Measurement measured, string speed, bool equal)
    {
        var o = Console.Out;
        var e = recorded.Event;
        o.WriteLine($"recorded     {Value(recorded)}  at position {e.Position}, {Terminal.Plain(e.Stream)} "
            + $"version {e.Version}");
        o.WriteLine($"re-measured  {Value(measured.Score.Value, measured.IsFinetune)}  {speed}");
        if (measured.Reason is { } reason)
            o.WriteLine($"  {Terminal.Plain(reason)}");
        o.WriteLine(equal ? "EQUAL." : "DIFFERENT.");
    }

    static string Value(RecordedMeasurement recorded) => recorded.Loss is { } loss
        ? Value(loss.Loss, loss.IsFinetune)
        : $"no loss ({Terminal.Plain(((Ledger.Tournaments.MeasurementFailed)recorded.Event.Event).Reason)})";

    static string Value(double loss, bool isFinetune) =>
        $"{Terminal.Number(loss)} (bits {MeasurePrinting.Bits(loss)}{(isFinetune ? "" : ", no fine-tune")})";

    static void Write(
        System.Text.Json.Utf8JsonWriter json, RecordedMeasurement recorded, Measurement measured, bool equal)
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
        MeasurementJson.WriteFields(json, measured);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
