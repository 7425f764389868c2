using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Gradients.Ledger;
using Gradients.Ledger.Store;
using Gradients.Ledger.Store.Conducting;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Builds;
using Gradients.Runners.Cage;
using Gradients.Runners.Catalogues;
using Gradients.Runners.Conductor;
using Gradients.Runners.Conductor.Crew;
using Gradients.Runners.Demo;
using Gradients.Runners.Engine;
using Gradients.Runners.Meter.Containers;
using Gradients.Runners.Pool;
using Gradients.Runners.Runs;
using Npgsql;

namespace Gradients.Benchmarks.Runners;

/// <summary>
/// What a run costs beside its own time: from the moment it is scheduled and a place is free until its container is
/// started, and from its container's end until its measurement begins. A whole tournament is conducted on a real engine,
/// one run at a time; in turns with each run the same container is made, started, awaited and its output read by the
/// plain engine client alone. Starts and ends are the engine's own events. Measurements are left out.
/// </summary>
static class OverheadBenchmark
{
    const int Netuid = 56;
    const int Miners = 8;

    public static Task RunAsync() => BenchmarkCluster.UseAsync(async cluster =>
    {
        var folder = Directory.CreateTempSubdirectory("overhead-").FullName;
        try
        {
            await using var source = NpgsqlDataSource.Create(cluster.WriterConnectionString);
            var course = new Course(RealEngine.Up(), folder, source);
            await course.RunAsync();
            course.Print();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    });

    /// <summary>One run: seconds since 1970 of what happened to it.</summary>
    sealed class Times
    {
        public double Due;
        public double Measured;
        public double PeerToStart;
        public double PeerToOutput;
        public bool MovedItsImage;
        public bool IsMeasuredAlone;
        public string Container = "";
    }

    sealed class Course(RealEngine real, string folder, NpgsqlDataSource source)
    {
        readonly ConcurrentDictionary<(string Action, string Name), double> _events = new();
        readonly ConcurrentDictionary<(string Task, Hotkey Hotkey), Times> _runs = new();
        readonly HashSet<Code> _moved = [];
        TaskSource _tasks = null!;
        double _free;

        public async Task RunAsync()
        {
            var catalogue = DemoCatalogue.Write(Path.Combine(folder, "catalogue"));
            var miners = await DemoMiners.MakeAsync(
                Path.Combine(folder, "miners"), TournamentType.Text, Miners + 1, RealEngine.Base);
            _tasks = new CatalogueTasks(CatalogueFile.Read(await File.ReadAllBytesAsync(catalogue)),
                Path.GetDirectoryName(catalogue)!, Path.Combine(folder, "work", "tasks")).Source;
            await Conducted.RecordAsync(
                source, DemoTournament.Commands("t", TournamentType.Text, Netuid, miners[..Miners]));
            var place = new Workplace(Path.Combine(folder, "work"), EngineAddress.Parse(real.Builds),
                BuildSettings.Of(RealEngine.Base), DemoMiners.Rules,
                ImmutableSortedDictionary<TaskType, string>.Empty, new AttachmentStore(source));
            var host = new PoolHost("host", real.Runs, null, RealEngine.Base, 4L << 30, 2, 1, []);
            var champion = new Code(default, miners[Miners].Repository, miners[Miners].Commit, 0);
            var plan = ConductPlan.Plain(Netuid) with { Champion = _ => champion };
            using var watching = real.Watch((action, name, at) => _events[(action, name)] = at);
            await new Conductor(source, ConductSettings.Usual("benchmark", once: true), (fence, tell) =>
            {
                var rooms = new Rooms([host]);
                var hands = Crews.Of(place, _tasks, rooms, (_, _, _) => Task.CompletedTask);
                return new Session(source, fence, ConductSettings.Usual("benchmark", once: true), plan, rooms, hands with
                {
                    Train = (job, placed, desk, lost) => TrainAsync(hands, job, placed, desk, lost),
                    Measure = (job, desk, stop) =>
                    {
                        foreach (var model in job.Models)
                            _runs[(job.Task.Task, model.Hotkey)].Measured = RealEngine.Now();
                        return StandIn.MeasureAsync(job, desk, stop);
                    },
                }, Conducted.Now, tell);
            }, Hear).RunAsync(CancellationToken.None);
        }

        void Hear(Telling telling)
        {
            if (telling is Telling.Recorded recorded)
                foreach (var e in recorded.Events)
                    if (e.Event is RunScheduled scheduled)
                        _runs[(scheduled.Task, scheduled.Hotkey)] = new() { Due = RealEngine.Now() };
                    else if (e.Event is EntryRefused or RunFailed)
                        Console.Error.WriteLine(e.Event);
            Conducted.Complain(telling);
        }

        async Task TrainAsync(Hands hands, Job.Train job, Placed placed, Desktop desk, CancellationToken lost)
        {
            var times = _runs[(job.Run.Task, job.Run.Hotkey)];
            times.Due = Math.Max(times.Due, _free);
            times.MovedItsImage = _moved.Add(job.Code! with { Hotkey = default, Submission = 0 });
            times.Container = CagedRunner.ContainerName(new(
                Keys.Name(Keys.Of(job.Run, "run")), placed.Lease.Lease, "", null, [], [], []));
            // Where scores hang on each other the measurement waits for everybody's run, not for us.
            times.IsMeasuredAlone = !ContainerMeter.IsFor(job.Task.Type);
            await hands.Train(job, placed, desk, lost);
            try
            {
                await PeerAsync(job, placed, times);
            }
            catch (EngineException gone) when (gone.IsMissing)
            {
                Console.Error.WriteLine($"Not compared: {gone.Message}"); // The tournament ended, and its images went.
            }
            _free = RealEngine.Now();
        }

        /// <summary>The same container, by the engine's client alone. Its disks are made before.</summary>
        async Task PeerAsync(Job.Train job, Placed placed, Times times)
        {
            using var engine = await real.ConnectAsync();
            var settings = Cages.Of(placed.Host, placed.Lease);
            var files = await _tasks.Files(job.Stream, job.Drawn, job.Task, default);
            var contract = new TrainingContract(job.Run.Tournament, job.Run.Task, job.Task.Type.ToString(),
                job.Run.Hotkey.Text, job.Task.Model ?? "", files.Kind, job.Task.Hours ?? 1);
            var image = await engine.Images.InspectAsync(ImageBuilder.Final(Images.NameOf(job.Code!)));
            var run = new CagedRun("peer", $"{Guid.NewGuid():N}", image.Id, null, contract.Arguments,
                [new(files.Model, contract.ModelTarget), new(files.Training, contract.DatasetTarget)],
                contract.ScratchFolders);
            var slot = new RunSlot(placed.Lease.Slot, "", []);
            var disks = new RunDisks(engine, settings);
            var spec = CageSpec.Of(run, settings, slot, await disks.MakeAsync(run, slot, default));
            var name = CagedRunner.ContainerName(run);
            var asked = RealEngine.Now();
            var id = await engine.Containers.CreateAsync(name, spec);
            await engine.Containers.StartAsync(id);
            await await engine.Containers.WaitAsync(id, next: false);
            await using (var output = await disks.ReadOutputAsync(run, id, default))
                await output.CopyToAsync(Stream.Null);
            var read = RealEngine.Now();
            times.PeerToStart = await EventAsync("start", name) - asked;
            times.PeerToOutput = read - await EventAsync("die", name);
            await engine.Containers.RemoveAsync(id);
            await disks.RemoveAsync(run, default);
        }

        async Task<double> EventAsync(string action, string name)
        {
            double at;
            while (!_events.TryGetValue((action, name), out at))
                await Task.Delay(10);
            return at;
        }

        public void Print()
        {
            Console.Error.WriteLine($"{_runs.Count} runs, {_runs.Values.Count(run => run.Measured > 0)} to a measurement");
            var runs = _runs.Values.Where(run => run is { Measured: > 0, PeerToOutput: > 0 }).ToArray();
            foreach (var (what, some) in new[]
            {
                ("image there", runs.Where(run => !run.MovedItsImage).ToArray()),
                ("image moved", runs.Where(run => run.MovedItsImage).ToArray()),
            })
            {
                Print(what, "scheduled to started", some.Select(run =>
                    (_events[("start", run.Container)] - run.Due, run.PeerToStart)));
                Print(what, "exited to measurement", some.Where(run => run.IsMeasuredAlone).Select(run =>
                    (run.Measured - _events[("die", run.Container)], run.PeerToOutput)));
            }
        }

        static void Print(string what, string which, IEnumerable<(double Ours, double Engine)> figures)
        {
            var all = figures.ToArray();
            if (all.Length == 0)
                return;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"runners, {what}, {which,-22} beyond the engine {Median(all.Select(one => one.Ours - one.Engine)):0.000} s, "
                + $"at most {all.Max(one => one.Ours - one.Engine):0.000} s (wanted 2) "
                + $"ours {Median(all.Select(one => one.Ours)):0.000} s, engine {Median(all.Select(one => one.Engine)):0.000} s, "
                + $"{all.Length} runs"));
        }

        static double Median(IEnumerable<double> values)
        {
            var sorted = values.Order().ToArray();
            return sorted[sorted.Length / 2];
        }
    }
}
