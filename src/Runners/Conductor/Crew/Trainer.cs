using System.Text;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Store.Conducting;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Cage;
using Gradients.Runners.Engine;
using Gradients.Runners.Pool;
using Gradients.Runners.Runs;

namespace Gradients.Runners.Conductor.Crew;

/// <summary>Carries an attempt out on the host it was given, or goes on with one whose watcher died.</summary>
sealed class Trainer(Workplace place, TaskSource tasks, Images images)
{
    const double SecondsPerHour = 3600;

    /// <param name="lost">The host is lost, or drains.</param>
    internal async Task TrainAsync(Job.Train job, Placed placed, Desktop desk, CancellationToken lost)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(lost, desk.Leave);
        if (job.Code is not { } code)
        {
            await desk.Record(Failed(job, "no_repository"));
            return;
        }
        using var engine = await EngineClient.ConnectAsync(placed.Host.Engine, null, stop.Token);
        var lease = placed.Lease;
        if (!placed.Resumes)
        {
            var (id, reason) = await images.OnHostAsync(code, place.Rules(job.Type), engine, desk, stop.Token);
            if (id is null)
            {
                await desk.Record(Failed(job, reason!));
                return;
            }
            lease = lease with { Image = id };
            await desk.Rows.PlaceAsync(lease, stop.Token);
            Step.At("run: placed, not started");
        }
        var files = await tasks.Files(job.Stream, job.Drawn, job.Task, stop.Token);
        var order = Order(job, files, lease, placed.Host.CpuSetOf(lease.Slot));
        var runner = new CagedRunner(engine, Cages.Of(placed.Host, lease));
        // Only a lost host ends it: when this node leaves, the run lives on.
        var calls = new RunCalls(cage => StartedAsync(job, lease, cage, desk),
            result => EndedAsync(job, result, desk), desk.IsOursAsync, desk.Leave);
        // Where nothing of it is left it is begun again, under another lease: an engine may still be at what it was
        // last asked to do under this one.
        if (placed.Resumes)
            await runner.ResumeAsync(order, calls, lost);
        else
            await runner.CarryAsync(order, calls, lost);
        Step.At("run: removed, its lease not ended");
        await desk.Rows.EndAsync(lease.Lease, desk.Leave);
    }

    RunOrder Order(Job.Train job, TaskFiles files, RunLease lease, string cpus)
    {
        var contract = new TrainingContract(job.Run.Tournament, job.Run.Task, job.Task.Type.ToString(),
            job.Run.Hotkey.Text, job.Task.Model ?? "", files.Kind, job.Task.Hours ?? 1);
        var run = new CagedRun(Keys.Name(Keys.Of(job.Run, "run")), lease.Lease, lease.Image, null, contract.Arguments,
            [new(files.Model, contract.ModelTarget), new(files.Training, contract.DatasetTarget)],
            contract.ScratchFolders);
        return new(run, new(lease.Slot, cpus, lease.Gpus), TimeSpan.FromSeconds(contract.Hours * SecondsPerHour),
            contract.Wanted, StoreOf(place, job.Run), OutputLimits.Usual, RunOrder.UsualLogBytes);
    }

    static string StoreOf(Workplace place, RunKey run) => place.Outputs(Keys.Name(Keys.Of(run, "output")));

    /// <summary>Where the model lies that a finished run left.</summary>
    internal static string FolderOf(Workplace place, RunKey run, string digest) =>
        OutputReader.FolderOf(StoreOf(place, run), digest);

    async Task<TimeSpan> StartedAsync(Job.Train job, RunLease lease, CageRecord cage, Desktop desk)
    {
        Step.At("run: started, not recorded");
        return await OursAsync(async () =>
        {
            var time = TimeSpan.FromSeconds((job.Task.Hours ?? 1) * SecondsPerHour);
            var left = await desk.Rows.StartAsync(lease.Lease, time, desk.Leave) ?? throw new RunLeftException();
            var sha256 = await place.KeepAsync(Encoding.UTF8.GetBytes(cage.Text), desk.Leave);
            await desk.Rows.AttachAsync(job.Run, "cage", sha256, desk.Leave);
            await desk.Record(Line(job, "start", new RunStarted(
                job.Run.Attempt, job.Run.Hotkey, lease.Image, cage.Profile, job.Run.Task)));
            Step.At("run: its start recorded");
            return left;
        });
    }

    async Task EndedAsync(Job.Train job, RunResult result, Desktop desk)
    {
        if (result.End == RunEnd.Stopped)
            throw new OperationCanceledException("the host drains");
        Step.At("run: over, not recorded");
        await OursAsync(async () =>
        {
            await AttachAsync(job, "log", result.Log, desk);
            await AttachAsync(job, "end", result.Facts(), desk);
            if (result.Output is RunOutput.Taken taken)
                await AttachAsync(job, "manifest", Encoding.UTF8.GetBytes(taken.Manifest), desk);
            await desk.Record(Outcome(job, result));
            Step.At("run: its end recorded");
            return true;
        });
    }

    async Task AttachAsync(Job.Train job, string kind, byte[] content, Desktop desk) =>
        await desk.Rows.AttachAsync(job.Run, kind, await place.KeepAsync(content, desk.Leave), desk.Leave);

    /// <summary>Whoever was overtaken removes nothing: the run is watched by somebody else.</summary>
    static async Task<T> OursAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception lost) when (Leases.IsLost(lost))
        {
            throw new RunLeftException(lost);
        }
    }

    /// <summary>What it left counts when it ended by itself without a fault, or at its deadline.</summary>
    static CommandLine Outcome(Job.Train job, RunResult result)
    {
        var counts = result.End == RunEnd.Deadline || (result.End == RunEnd.Exited && result.Exit == 0);
        if (result.Output is RunOutput.Taken taken && counts)
            return Line(job, "finish", new RunFinished(job.Run.Attempt, result.Exit, job.Run.Hotkey, taken.Digest,
                job.Run.Task, new(result.Use.CpuSeconds, result.Use.PeakBytes, result.Use.WallSeconds)));
        return Failed(job, result switch
        {
            { End: RunEnd.LogBudget } => "log_budget",
            { EntrypointMissing: true } => "entrypoint_missing",
            { End: RunEnd.Exited, Exit: not 0, OutOfMemory: true } => "out_of_memory",
            { End: RunEnd.Exited, Exit: not 0 } => $"exit_{Keys.Number(result.Exit)}",
            { Output: RunOutput.Refused refused } => refused.Reason,
            _ => "no_output",
        });
    }

    static CommandLine Failed(Job.Train job, string reason) =>
        Line(job, "fail", new RunFailed(job.Run.Attempt, job.Run.Hotkey, reason, job.Run.Task));

    static CommandLine Line(Job.Train job, string phase, TournamentEvent fact) =>
        new(job.Stream, null, Keys.Of(job.Run, phase), new Report(fact));
}
