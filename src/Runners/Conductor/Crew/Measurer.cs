using System.Collections.Immutable;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Store.Conducting;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Catalogues;
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
        var files = await tasks.Files(job.Stream, job.Drawn, job.Task, stop);
        var models = job.Models.Select(model => new EvaluatedFolder(
            Keys.Model(model.Hotkey), Folder(job, model))).ToImmutableArray();
        await _turn.WaitAsync(stop);
        try
        {
            for (var i = 0; i < models.Length; i++)
                Check(models[i].Folder, job.Models[i].Output);
            if (ContainerMeter.IsFor(job.Task.Type))
                await TogetherAsync(job, files, models, desk, stop);
            else
                await NativelyAsync(job, files, models[0].Folder, desk, stop);
        }
        finally
        {
            _turn.Release();
        }
    }

    string Folder(Job.Measure job, Trained model) => Trainer.FolderOf(place,
        new(Streams.TournamentId(job.Stream), job.Task.Task, model.Hotkey, model.Attempt), model.Output);

    /// <summary>What is measured is what the run left: a file that is torn or gone is no fault of the miner's.</summary>
    static void Check(string folder, string digest)
    {
        const string advice = "nodes share their folder; where it is lost, record a failed measurement";
        if (!Directory.Exists(folder))
            throw new IOException($"{folder} is not there: {advice}");
        if (ContentDigest.Of(folder) != digest)
            throw new IOException($"{folder} is not what the run left, {digest}: {advice}");
    }

    async Task NativelyAsync(Job.Measure job, TaskFiles files, string folder, Desktop desk, CancellationToken stop)
    {
        var hotkey = job.Models[0].Hotkey;
        ImmutableArray<TournamentEvent> facts;
        try
        {
            var meter = new NativeMeter(new TokenScores(new Workers(Environment.ProcessorCount), BatchTokens));
            var measured = await Task.Run(() => meter.Take(
                new(folder, files.Model, files.HeldOut, job.Task.Type, files.Kind)), stop);
            await AttachAsync(job, hotkey, "losses", PerExampleFile.Bytes(measured.Score.PerExample), desk);
            await AttachAsync(job, hotkey, "measurement", MeasurementJson.Bytes(measured), desk);
            facts = [measured.Event(job.Task.Task, hotkey)];
            if (job.Reads == DecidedFrom.ExampleLosses && facts[0] is LossMeasured)
                facts = facts.AddRange(ExampleLossEvents.Of(measured, job.Task.Task, hotkey));
        }
        catch (ModelException unreadable) when (!unreadable.Message.Contains(files.Model, StringComparison.Ordinal))
        {
            facts = [new MeasurementFailed(hotkey, Words.Harmless($"the model cannot be read: {unreadable.Reason}"),
                job.Task.Task)];
        }
        Step.At("measurement: taken, not recorded");
        await desk.Record([.. facts.Select(fact => Line(job, fact))]);
    }

    async Task TogetherAsync(Job.Measure job, TaskFiles files, ImmutableArray<EvaluatedFolder> models, Desktop desk,
        CancellationToken stop)
    {
        var evaluation = await evaluate(job, files, models, stop);
        foreach (var model in job.Models)
        {
            await AttachAsync(job, model.Hotkey, "evaluation", evaluation.Last.Log, desk);
            if (evaluation.File is { } file)
                await AttachAsync(job, model.Hotkey, "results", file, desk);
        }
        var facts = evaluation.Results is { } results
            ? Facts(job, results, [.. job.Models.Select((model, i) => (model.Hotkey, models[i].Name))])
            : [.. job.Models.Select(model => new MeasurementFailed(
                model.Hotkey, Words.Harmless(evaluation.Failure ?? "no result"), job.Task.Task))];
        Step.At("measurement: taken, not recorded");
        ImmutableArray<CommandLine> lines = [.. facts.Select(fact => Line(job, fact))];
        if (facts.Any(fact => fact is TaskEvidence))
            lines = lines.Add(new(job.Stream, null, Keys.Of(job.Stream, job.Task.Task, "score"),
                new ScoreTask(job.Task.Task)));
        await desk.Record(lines);
    }

    static IReadOnlyList<TournamentEvent> Facts(
        Job.Measure job, EvaluationResults results, ImmutableArray<(Hotkey, string)> entrants) => job.Reads switch
    {
        DecidedFrom.Rewards => ContainerMeasurements.Rewards(results, job.Task.Task, entrants),
        DecidedFrom.Environments => ContainerMeasurements.Environments(results, job.Task.Task, entrants),
        _ => ContainerMeasurements.Of(results, job.Task.Task, job.Task.HeldOutDigest!, entrants),
    };

    async Task AttachAsync(Job.Measure job, Hotkey hotkey, string kind, byte[] content, Desktop desk) =>
        await desk.Rows.AttachAsync(new(Streams.TournamentId(job.Stream), job.Task.Task, hotkey, 0), kind,
            await place.KeepAsync(content, desk.Leave), desk.Leave);

    /// <summary>What was measured twice, because somebody died in its middle, is recorded once.</summary>
    static CommandLine Line(Job.Measure job, TournamentEvent fact)
    {
        string[] parts = fact switch
        {
            LossMeasured e => [e.Hotkey.Text, "measure"],
            MeasurementFailed e => [e.Hotkey.Text, "measure"],
            RewardsMeasured e => [e.Hotkey.Text, "measure"],
            ExampleLossesMeasured e => [e.Hotkey.Text, "examples", Keys.Number(e.First)],
            EnvironmentScored e => [e.Hotkey.Text, "score", e.Environment],
            GamesPlayed e => [.. new[] { e.First.Text, e.Second.Text }.Order(StringComparer.Ordinal), e.Environment],
            _ => throw new System.Diagnostics.UnreachableException($"No measurement is {fact.GetType().Name}."),
        };
        return new(job.Stream, null, Keys.Of(job.Stream, [job.Task.Task, .. parts]), new Report(fact));
    }
}

/// <summary>Has models of one task evaluated together.</summary>
delegate Task<Evaluation> Evaluating(
    Job.Measure job, TaskFiles files, ImmutableArray<EvaluatedFolder> models, CancellationToken stop);
