using System.Collections.Immutable;
using Gradients.Runners.Cage;
using Gradients.Runners.Engine;
using Gradients.Runners.Runs;

namespace Gradients.Runners.Meter.Containers;

/// <summary>A model to be evaluated.</summary>
/// <param name="Name">As the results name it: letters, digits, dots, dashes and underscores.</param>
/// <param name="Folder">On the engine's host.</param>
public sealed record EvaluatedFolder(string Name, string Folder);

/// <summary>What an evaluator is to measure. Paths are those of the engine's host, read-only to it.</summary>
/// <param name="Key">Names its containers and disks: lower-case letters, digits and dashes.</param>
/// <param name="Lease">The fencing token of whoever measures.</param>
/// <param name="Image">Id of the evaluator's image.</param>
/// <param name="OriginalModel">The base model, <c>owner/name</c>, and its folder.</param>
/// <param name="HeldOut">The held-out rows: a JSON file, or a folder of pictures.</param>
/// <param name="Kind">The columns as JSON, or the kind of image model.</param>
/// <param name="Store">What the folders of its result files are called, up to a suffix.</param>
public sealed record EvaluationOrder(
    string Key, string Lease, string Image, TaskType Type, string OriginalModel, string OriginalFolder,
    ImmutableArray<EvaluatedFolder> Models, string HeldOut, string Kind, RunSlot Slot, TimeSpan Time, string Store);

/// <summary>What came of an evaluation.</summary>
/// <param name="Results">Null where no try left a result that can be read.</param>
/// <param name="File">Its bytes, from which anybody makes the scores again.</param>
/// <param name="Failure">Then why, in words fit for the ledger.</param>
/// <param name="Last">The last try's run, with its log.</param>
public sealed record Evaluation(EvaluationResults? Results, byte[]? File, string? Failure, RunResult Last, int Tries);

/// <summary>
/// Measures by an evaluator image, in the same cage as any run: for images, environments and rewards, which the native
/// meter does not compute. The image is told its work in variables and leaves <c>/aplp/evaluation_results.json</c>.
/// </summary>
public sealed class ContainerMeter(EngineClient engine, CageSettings settings)
{
    /// <summary>An evaluator may stumble: after these the entries have no score.</summary>
    public const int MostTries = 4;

    const string ResultFolder = "/aplp", ResultFile = "evaluation_results.json", Cache = "/cache";

    /// <summary>Whether the models of such a task are measured here, together; others natively, one by one.</summary>
    public static bool IsFor(TaskType type) =>
        type is TaskType.ImageTask or TaskType.GrpoTask or TaskType.EnvironmentTask;

    /// <exception cref="EngineException">The host failed: nobody's verdict; measure again.</exception>
    /// <exception cref="OperationCanceledException">It was given up: no verdict either.</exception>
    public async Task<Evaluation> MeasureAsync(EvaluationOrder order, CancellationToken stop = default)
    {
        for (var tries = 1; ; tries++)
        {
            var run = await new CagedRunner(engine, settings).RunAsync(Order(order, tries), null, stop);
            if (run.End == RunEnd.Stopped)
                throw new OperationCanceledException("the evaluation was given up", stop);
            var (results, file, failure) = Read(run, order.Type);
            if (results is not null || tries == MostTries)
                return new(results, file, failure, run, tries);
        }
    }

    static RunOrder Order(EvaluationOrder order, int tries)
    {
        var heldOut = order.Type == TaskType.ImageTask ? $"{Cache}/held-out" : $"{Cache}/held-out.json";
        var run = new CagedRun(order.Key, order.Lease, order.Image, null, [],
            [
                new(order.OriginalFolder, ModelTarget(order.OriginalModel)),
                .. order.Models.Select(model => new CagedInput(model.Folder, ModelTarget(model.Name))),
                new(order.HeldOut, heldOut),
            ], [])
        {
            OutputFolder = ResultFolder,
            Variables =
            [
                $"DATASET={heldOut}",
                $"MODELS={string.Join(',', order.Models.Select(model => model.Name))}",
                $"ORIGINAL_MODEL={order.OriginalModel}",
                $"DATASET_TYPE={order.Kind}",
                "FILE_FORMAT=json",
                $"TASK_TYPE={order.Type}",
            ],
        };
        return new(run, order.Slot, order.Time, "", $"{order.Store}-{tries}", OutputLimits.Usual,
            RunOrder.UsualLogBytes);
    }

    static string ModelTarget(string name) => $"{Cache}/models/{name.Replace("/", "--", StringComparison.Ordinal)}";

    static (EvaluationResults?, byte[]?, string?) Read(RunResult run, TaskType type)
    {
        if (run.Output is not RunOutput.Taken taken || taken.Files.All(file => file.Path != ResultFile))
            return (null, null, $"the evaluator left no {ResultFile} ({run.End}, exit {run.Exit})");
        try
        {
            var file = File.ReadAllBytes(Path.Combine(taken.Folder, ResultFile));
            return (EvaluationResults.Read(file, type), file, null);
        }
        catch (FormatException wrong)
        {
            return (null, null, wrong.Message);
        }
    }
}
