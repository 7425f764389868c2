using System.CommandLine;
using System.Text.Json;
using Gradients.Api.Shell;
using Gradients.Runners.Conductor;
using Gradients.Runners.Meter.Containers;
using Gradients.Runners.Meter.Measuring;

namespace Gradients.Api.Measuring;

/// <summary>A recorded measurement made again.</summary>
/// <param name="Value">NaN: there is no score.</param>
/// <param name="Reason">Then why.</param>
/// <param name="How">Said to people, part of no result.</param>
/// <param name="Write">The fields of its JSON object.</param>
internal sealed record Again(double Value, bool IsFinetune, string? Reason, string How, Action<Utf8JsonWriter> Write)
{
    /// <summary>From the model and the held-out data.</summary>
    public static Again OfModel(RecordedMeasurement recorded, MeterOptions options, ParseResult parsed)
    {
        if (recorded.Task.Type is TaskType.GrpoTask)
            throw new Trouble("a GRPO score comes from the rewards of all the task's models: --results makes it again "
                + "from the evaluator's file");
        if (recorded.Loss?.Method is { } method && method != Measurement.Method)
            throw new Trouble($"the loss was measured by '{Terminal.Plain(method)}', and a model alone repeats only "
                + $"'{Measurement.Method}': --results makes it again from the evaluator's file");
        var measured = options.Take(parsed, recorded.Task.Type, null, out var speed);
        if ((recorded.Loss?.HeldOutDigest ?? recorded.Task.HeldOutDigest) is { } due
            && due != measured.HeldOutDigest)
            throw new Trouble(
                $"{options.Dataset(parsed)} is {measured.HeldOutDigest}, the loss was taken on {due}");
        return new(measured.Score.Value, measured.IsFinetune, measured.Reason, speed,
            json => MeasurementJson.WriteFields(json, measured));
    }

    /// <summary>From what an evaluation container left: losses made of its lists, GRPO scores over its pool.</summary>
    public static Again OfResults(RecordedMeasurement recorded, string file, string? name)
    {
        if (recorded.Loss?.Method is { } method && method != ContainerMeasurements.Method)
            throw new Trouble($"the loss was measured by '{Terminal.Plain(method)}', not by a container: give --model");
        var model = name ?? Keys.Model(recorded.Hotkey);
        var results = Read(file, recorded.Task.Type);
        var found = results.Find(model)
            ?? throw new Trouble($"{Input.Name(file)} says nothing of '{Terminal.Plain(model)}': --result-name has to "
                + $"be one of {string.Join(", ", results.Models.Select(m => $"'{Terminal.Plain(m.Model)}'"))}");
        var value = results.Value(found) ?? double.NaN;
        return new(value, found.IsFinetune, found.Failure, $"from {Input.Name(file)}", json =>
        {
            json.WriteString("result_name", model);
            PerExampleFile.WriteNumber(json, "loss", value);
            json.WriteString("loss_bits", MeasurePrinting.Bits(value));
            json.WriteBoolean("is_finetune", found.IsFinetune);
        });
    }

    static EvaluationResults Read(string file, TaskType type)
    {
        try
        {
            return EvaluationResults.Read(Input.ReadAll(file), type);
        }
        catch (FormatException wrong)
        {
            throw new Trouble($"{Input.Name(file)}: {Terminal.Plain(wrong.Message)}");
        }
    }
}
