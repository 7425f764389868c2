using System.CommandLine;
using Gradients.Api.Shell;
using Gradients.Runners.Meter.Measuring;

namespace Gradients.Api.Measuring;

/// <summary>
/// <c>gradients measure</c>: the loss of a model on held-out data, with the same bits on every machine.
/// </summary>
internal static class MeasureVerb
{
    public static Command Create()
    {
        var task = new Option<string>("--task-type")
        {
            Description = "InstructTextTask, ChatTask, DpoTask, or GrpoTask (its divergence from the base).",
            Required = true, HelpName = "T",
        };
        var most = new Option<int?>("--max-examples")
        {
            Description = "Only the first so many examples, for a quick look; such a measurement is marked partial.",
            HelpName = "N",
        };
        var output = new Option<string>("--output")
        {
            Description = "Where the losses of the examples go, in a file named by its SHA-256.",
            DefaultValueFactory = _ => ".", HelpName = "DIR",
        };
        var against = new Option<string?>("--against")
        {
            Description = "Compare example by example with another model's: its file of losses, or its --json.",
            HelpName = "FILE",
        };
        var options = new MeterOptions(required: true);
        var json = Options.Json();
        var verb = new Command("measure",
            "Measure a model's loss on held-out data; the result has the same bits on every "
            + "machine, with any threads. Exit 0 measured, 1 no score (the reason is said), 2 unreadable.")
        {
            task, most, output, against, json,
        };
        options.AddTo(verb);
        verb.SetAction(parsed =>
        {
            var type = MeterOptions.TaskTypeOf(parsed.GetRequiredValue(task));
            if (parsed.GetValue(most) is < 1)
                throw new Trouble("--max-examples has to be at least 1");
            // Read first: a mistyped name must not cost a measurement.
            var other = parsed.GetValue(against) is { } path ? OtherLosses.Read(path) : null;
            var measured = options.Take(parsed, type, parsed.GetValue(most), out var speed);
            var file = PerExampleFile.Save(parsed.GetRequiredValue(output), measured.Score.PerExample);
            var comparison = other is null ? null : Comparison.Of(measured.Score.PerExample, other);
            if (parsed.GetValue(json))
                Terminal.Json(writer =>
                {
                    writer.WriteStartObject();
                    MeasurementJson.WriteFields(writer, measured);
                    comparison?.Write(writer);
                    writer.WriteEndObject();
                });
            else
                MeasurePrinting.Print(measured, file, speed, comparison, options.Dataset(parsed));
            return measured.Reason is null ? Exit.Done : Exit.Diverged;
        });
        return verb;
    }
}
