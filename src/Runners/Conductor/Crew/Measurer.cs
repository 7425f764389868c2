using System.Collections.Immutable;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Store.Conducting;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Meter.Arithmetic;
using Gradients.Runners.Meter.Containers;
using Gradients.Runners.Meter.Measuring;
using Gradients.Runners.Meter.Metrics;
using Gradients.Runners.Meter.Weights;

namespace Gradients.Runners.Conductor.Crew;

/// <summary>Measures what runs left: natively one at a time with all processors, or together in an evaluator.</summary>
sealed class Measurer(Workplace place, TaskSource tasks, Evaluating evaluate) : IDisposable
{
    const int BatchTokens = 1024;

    readonly SemaphoreSlim _turn = new(1);

    public void Dispose() => _turn.Dispose();

    internal async Task MeasureAsync(Job.Measure job, Desktop desk, CancellationToken stop)
    {
        var files = await tasks.Files(job.Stream, job.Type, job.Drawn, job.Task, stop);
        var models = job.Models.Select(model => new EvaluatedFolder(
            $"model-{Keys.Name(model.Hotkey.Text)}", Folder(job, model))).ToImmutableArray();
        foreach (var model in models)
            if (!Directory.Exists(model.Folder))
                throw new IOException($"{model.Folder} is not there: nodes share their folder, or record a failed "
                    + "measurement");
        await _turn.WaitAsync(stop);
        try
        {
            if (job.Task.Type is TaskType.ImageTask or TaskType.GrpoTask)
                await TogetherAsync(job, files, models, desk, stop);
            else
                await NativelyAsync(job, files, models[0].Folder, desk, stop);
        }
        finally
        {
            _turn.Release();
        }
    }

    string Folder(Job.Measure job, Trained model) => place.Outputs(Trainer.FolderOf(
        new(Streams.TournamentId(job.Stream), job.Task.Task, model.Hotkey, model.Attempt)));

    async Task NativelyAsync(Job.Measure job, TaskFiles files, string folder, Desktop desk, CancellationToken stop)
    {
        var hotkey = job.Models[0].Hotkey;
        TournamentEvent fact;
        try
        {
            var meter = new NativeMeter(new TokenScores(new Workers(Environment.ProcessorCount), BatchTokens));
            var measured = await Task.Run(() => meter.Take(
                new(folder, files.Model, files.HeldOut, job.Task.Type, files.Kind)), stop);
            await AttachAsync(job, hotkey, "losses", PerExampleFile.Bytes(measured.Score.PerExample), desk);
            await AttachAsync(job, hotkey, "measurement", MeasurementJson.Bytes(measured), desk);
            fact = measured.Event(job.Task.Task, hotkey);
        }
        catch (ModelException unreadable) when (!unreadable.Message.Contains(files.Model, StringComparison.Ordinal))
        {
            fact = new MeasurementFailed(hotkey, Words.Harmless($"the model cannot be read: {unreadable.Reason}"),
                job.Task.Task);
        }
        Step.At("measurement: taken, not recorded");
        await desk.Record(Line(job, hotkey, fact));
    }

    async Task TogetherAsync(Job.Measure job, TaskFiles files, ImmutableArray<EvaluatedFolder> models, Desktop desk,
        CancellationToken stop)
    {
        var evaluation = await evaluate(job, files, models, stop);
        foreach (var model in job.Models)
            await AttachAsync(job, model.Hotkey, "evaluation", evaluation.Last.Log, desk);
        var facts = evaluation.Results is { } results
            ? ContainerMeasurements.Of(results, job.Task.Task, job.Task.HeldOutDigest!,
                [.. job.Models.Select((model, i) => (model.Hotkey, models[i].Name))])
            : [.. job.Models.Select(model => new MeasurementFailed(
                model.Hotkey, Words.Harmless(evaluation.Failure ?? "no result"), job.Task.Task))];
        Step.At("measurement: taken, not recorded");
        await desk.Record([.. facts.Select((fact, i) => Line(job, job.Models[i].Hotkey, fact))]);
    }

    async Task AttachAsync(Job.Measure job, Hotkey hotkey, string kind, byte[] content, Desktop desk) =>
        await desk.Rows.AttachAsync(new(Streams.TournamentId(job.Stream), job.Task.Task, hotkey, 0), kind,
            await place.KeepAsync(content, desk.Leave), desk.Leave);

    static CommandLine Line(Job.Measure job, Hotkey hotkey, TournamentEvent fact) => new(job.Stream, null,
        Keys.Of(job.Stream, job.Task.Task, hotkey.Text, "measure"), new Report(fact));
}

/// <summary>Has models of one task evaluated together.</summary>
delegate Task<Evaluation> Evaluating(
    Job.Measure job, TaskFiles files, ImmutableArray<EvaluatedFolder> models, CancellationToken stop);
