using System.Collections.Immutable;
using Gradients.Ledger;
using Gradients.Ledger.Catalogues;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Builds;
using Gradients.Runners.Cage;
using Gradients.Runners.Catalogues;
using Gradients.Runners.Demo;
using Gradients.Runners.Entries;
using Gradients.Runners.Meter.Containers;
using Gradients.Runners.Runs;

namespace Gradients.Host.Tests.Measuring;

/// <summary>Two demo miners of each type, built, and the stand-in evaluator beside them.</summary>
public sealed class DemoTournament(Engines engines) : IAsyncLifetime
{
    static int _slots = 60;

    readonly string _folder = Directory.CreateTempSubdirectory("demo-").FullName;
    readonly List<string> _images = [];
    Catalogue _catalogue = null!;
    string _evaluator = "";

    /// <summary>By type, the miners with their images.</summary>
    public ImmutableDictionary<TournamentType, ImmutableArray<(DemoMiner Miner, string Image)>> Miners
    {
        get; private set;
    } = ImmutableDictionary<TournamentType, ImmutableArray<(DemoMiner, string)>>.Empty;

    public async ValueTask InitializeAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        _catalogue = CatalogueFile.Read(await File.ReadAllBytesAsync(DemoCatalogue.Write(_folder, rows: 40), cancel));
        _evaluator = await BuildAsync(StandInEvaluator.Source(Engines.Base), StandInEvaluator.Dockerfile);
        foreach (var type in new[] { TournamentType.Text, TournamentType.Image })
        {
            var rules = DemoMiners.Rules(type);
            var built = ImmutableArray.CreateBuilder<(DemoMiner, string)>();
            foreach (var miner in await DemoMiners.MakeAsync(
                Path.Combine(_folder, $"{type}"), type, 2, Engines.Base, cancel))
            {
                var verdict = await EntryChecks.CheckAsync(miner.Repository, miner.Commit, rules, _folder, cancel);
                var entry = Assert.IsType<EntryVerdict.Accepted>(verdict).Entry;
                built.Add((miner, await BuildAsync(entry, rules.Dockerfile)));
            }
            Miners = Miners.Add(type, built.ToImmutable());
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var image in _images)
            await engines.Runs.Images.RemoveAsync(image);
        Directory.Delete(_folder, recursive: true);
    }

    public async Task<string> BuildAsync(CheckedEntry entry, string dockerfile)
    {
        var builder = new ImageBuilder(engines.Builds, BuildSettings.Of(Engines.Base));
        var outcome = await builder.BuildAsync(entry, dockerfile, $"demo{Guid.NewGuid():N}");
        var built = Assert.IsType<BuildOutcome.Built>(outcome).Image;
        await using (var image = await engines.Builds.Images.SaveAsync(built.Id))
            await engines.Runs.Images.LoadAsync(image, TimeSpan.FromMinutes(2));
        await engines.Builds.Images.RemoveAsync(built.Tag);
        _images.Add(built.Id);
        return built.Id;
    }

    /// <summary>The first task of this type in a final.</summary>
    public PreparedTask Task(TournamentType tournament, TaskType type) => PreparedTask.Of(
        TaskComposition.Of("2025.12", tournament, "demo", new(
            [[.. Miners[tournament].Select(miner => miner.Miner.Hotkey)]], RoundKind.Boss, 3,
            new(SeedSource.Committed, $"{7:x64}")), _catalogue).First(task => task.Type == type),
        _folder, Path.Combine(_folder, "work"));

    /// <summary>Trains one miner on a task and gives the folder of what it left.</summary>
    public async Task<string> TrainAsync(PreparedTask task, (DemoMiner Miner, string Image) miner)
    {
        var posed = task.Posed;
        var contract = new TrainingContract("demo", posed.Task, $"{posed.Type}", miner.Miner.Hotkey.Text, posed.Model!,
            task.Kind, posed.Hours!.Value);
        var lease = $"{Guid.NewGuid():N}";
        var run = new CagedRun($"demo-{lease[..6]}", lease, miner.Image, null, contract.Arguments,
            [new(task.Model, contract.ModelTarget), new(task.Training, contract.DatasetTarget)],
            contract.ScratchFolders);
        var result = await new CagedRunner(engines.Runs, Cages.Tiny).RunAsync(new(run, Slot(), TimeSpan.FromMinutes(2),
            contract.Wanted, Path.Combine(_folder, lease), OutputLimits.Usual, LogBytes: 1 << 20));
        var said = System.Text.Encoding.UTF8.GetString(result.Log);
        Assert.True(result.Output is RunOutput.Taken, $"{result.End} {result.Exit} {result.Output}: {said}");
        return ((RunOutput.Taken)result.Output).Folder;
    }

    static RunSlot Slot() => Cages.Slot(Interlocked.Increment(ref _slots));

    public async Task<Evaluation> EvaluateAsync(
        PreparedTask task, ImmutableArray<EvaluatedFolder> models, string? image = null,
        CancellationToken stop = default)
    {
        var lease = $"{Guid.NewGuid():N}";
        return await new ContainerMeter(engines.Runs, Cages.Tiny).MeasureAsync(new(
            $"measure-{lease[..6]}", lease, image ?? _evaluator, task.Posed.Type, task.Posed.Model!, task.Model, models,
            task.HeldOut, task.Kind, Slot(), TimeSpan.FromMinutes(2), Path.Combine(_folder, lease)), stop);
    }

    /// <summary>Until an evaluation runs.</summary>
    public async Task RunsAsync()
    {
        while (!(await engines.Runs.Containers.ListAsync([CageSpec.LeaseLabel])).Any(run => run.State == "running"))
            await System.Threading.Tasks.Task.Delay(20, TestContext.Current.CancellationToken);
    }
}
