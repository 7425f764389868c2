using System.Collections.Immutable;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Cage;
using Gradients.Runners.Engine;
using Gradients.Runners.Meter.Containers;
using Gradients.Runners.Pool;
using Gradients.Runners.Runs;

namespace Gradients.Runners.Conductor.Crew;

/// <summary>The hands that touch real engines, repositories and models.</summary>
public static class Crews
{
    /// <summary>Beyond the slots of runs and of the probe: an evaluation shares no user with a run.</summary>
    const int EvaluationSlot = 950;

    static readonly TimeSpan EvaluationTime = TimeSpan.FromHours(2);

    /// <param name="archive">Keeps a winner's code.</param>
    public static Hands Of(Workplace place, TaskSource tasks, Rooms rooms,
        Func<Job.Archive, Desktop, CancellationToken, Task> archive)
    {
        var images = new Images(place);
        var clerk = new EntryClerk(place, images);
        var trainer = new Trainer(place, tasks, images);
        var measurer = new Measurer(place, tasks,
            (job, files, models, stop) => EvaluateAsync(place, images, rooms, job, files, models, stop));
        return new(AdmitAsync, job => Cages.Need(job.Task), clerk.CheckAsync,
            (job, desk, stop) => PoseAsync(tasks, job, desk, stop), trainer.TrainAsync, measurer.MeasureAsync, archive,
            images.TidyAsync);
    }

    /// <summary>A host with a fault is given no work; one that comes back is swept and probed before.</summary>
    static async Task<ImmutableArray<string>> AdmitAsync(
        PoolHost host, ImmutableArray<string>? live, CancellationToken stop)
    {
        var state = await HostState.AskAsync(host, probe: false, EngineLimits.Usual, stop);
        if (!state.Faults.IsEmpty || live is not { } leases)
            return state.Faults;
        using (var engine = await EngineClient.ConnectAsync(host.Engine, null, stop))
            await HostSweep.SweepAsync(engine, CageSettings.Small(host.Helper) with
            {
                DisksInMemory = host.DisksInMemory,
            }, leases, stop);
        return (await HostState.AskAsync(host, probe: true, EngineLimits.Usual, stop)).Faults;
    }

    static async Task PoseAsync(TaskSource tasks, Job.Pose job, Desktop desk, CancellationToken stop)
    {
        var posed = await tasks.Pose(job, stop);
        await desk.Record([.. posed.Select(task => new Ledger.Commands.CommandLine(
            job.Stream, null, Keys.Of(job.Stream, "pose", task.Task), new Report(task)))]);
    }

    static async Task<Evaluation> EvaluateAsync(Workplace place, Images images, Rooms rooms, Job.Measure job,
        TaskFiles files, ImmutableArray<EvaluatedFolder> models, CancellationToken stop)
    {
        if (!place.Evaluators.TryGetValue(job.Task.Type, out var evaluator))
            throw new IOException($"no evaluator is named for a {job.Task.Type}: name one, or record the measurement");
        var lease = $"{Guid.NewGuid():N}";
        var host = rooms.Enter(lease) ?? throw new IOException("no host is ready to evaluate on");
        try
        {
            using var engine = await EngineClient.ConnectAsync(host.Engine, null, stop);
            return await new ContainerMeter(engine, CageSettings.Small(host.Helper) with
            {
                DisksInMemory = host.DisksInMemory, Runtime = host.Runtime,
            }).MeasureAsync(new(Keys.Name(job.Key), lease, await images.EvaluatorAsync(evaluator, engine, stop),
                job.Task.Type, job.Task.Model ?? "", files.Model, models, files.HeldOut, files.Kind,
                new(EvaluationSlot, "", []), EvaluationTime, place.Outputs(Keys.Name(job.Key, "evaluation"))), stop);
        }
        finally
        {
            rooms.Leave(lease);
        }
    }
}
