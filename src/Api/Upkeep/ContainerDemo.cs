using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Gradients.Api.Audits;
using Gradients.Api.Conducting;
using Gradients.Api.Database;
using Gradients.Api.Recording;
using Gradients.Api.Shell;
using Gradients.Api.Tournaments;
using Gradients.Api.Weights;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Store;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Builds;
using Gradients.Runners.Conductor;
using Gradients.Runners.Conductor.Crew;
using Gradients.Runners.Demo;
using Gradients.Runners.Engine;
using Gradients.Runners.Meter.Arithmetic;
using Gradients.Runners.Meter.Measuring;
using Gradients.Runners.Meter.Metrics;

namespace Gradients.Api.Upkeep;

/// <summary>
/// <c>gradients demo --containers</c>: eight miners' repositories are built, run in the cage and measured, round after
/// round, with no hand on it; then weights, export, audit, and a measurement repeated bit by bit.
/// </summary>
internal static class ContainerDemo
{
    const int Netuid = 56;

    const int Miners = 8;

    const string Base = "gradients/base:1";

    public static async Task<int> RunAsync(string? engines, bool json, CancellationToken cancel)
    {
        if (engines is null || !File.Exists(Path.Combine(engines, "runs.sock"))
            || !File.Exists(Path.Combine(engines, "builds.sock")))
            throw new Trouble("--containers needs --engines DIR with runs.sock and builds.sock in it: 'ops/engine up' starts "
                + "both and prints DIR, 'ops/demo --containers' does all of it");
        Home.UseDemoFolder("gradients-demo-containers");
        Step(json, 1, $"A private PostgreSQL in {Home.Folder}");
        await using var ledger = await OpenLedger.AsWriterAsync(null, cancel);
        var id = await NextAsync(ledger, cancel);
        Step(json, 2, $"Eight miners' repositories, a catalogue of tiny models and data, an evaluator's image: {id}");
        var (home, miners) = await PrepareAsync(engines, id, cancel);
        Step(json, 3, "Their entries are recorded; from here on the conductor is alone");
        await EnterAsync(ledger, id, miners, cancel);
        await ConductAsync(home, ledger, id, json, cancel);
        return await ConcludeAsync(home, ledger, id, json, cancel);
    }

    static void Step(bool json, int number, string what)
    {
        if (!json)
            Console.WriteLine($"\n[{number}] {what}");
    }

    static async Task<string> NextAsync(OpenLedger ledger, CancellationToken cancel)
    {
        var state = await ledger.StateAsync(null, cancel);
        for (var number = 1; ; number++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"demo-{number}");
            if (state.TournamentOf(Streams.Tournament(id)) is Tournament.Unannounced)
                return id;
        }
    }

    static async Task<(ConductorHome Home, ImmutableArray<DemoMiner> Miners)> PrepareAsync(
        string engines, string id, CancellationToken cancel)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Home.Folder, "conducted", id)).FullName;
        var catalogue = DemoCatalogue.Write(Path.Combine(folder, "catalogue"));
        // One more than take part: its code defends the title that nobody has won yet.
        var miners = await DemoMiners.MakeAsync(
            Path.Combine(folder, "miners"), TournamentType.Text, Miners + 1, Base, cancel);
        var builds = $"unix://{Path.GetFullPath(engines)}/builds.sock";
        using (var engine = await EngineClient.ConnectAsync(EngineAddress.Parse(builds), null, cancel))
            if (await new ImageBuilder(engine, BuildSettings.Of(Base)).BuildAsync(StandInEvaluator.Source(Base),
                StandInEvaluator.Dockerfile, "evaluator", cancel: cancel) is BuildOutcome.Refused refused)
                throw new Trouble($"the evaluator's image was not built: {Terminal.Plain(refused.Detail)}");
        var cpus = Math.Min(4, Environment.ProcessorCount);
        await File.WriteAllTextAsync(Path.Combine(folder, "pool.json"), JsonSerializer.Serialize(new
        {
            hosts = new[]
            {
                new
                {
                    name = "here", address = $"unix://{Path.GetFullPath(engines)}/runs.sock", helper = Base,
                    memory = cpus * (2L << 30), cpus, runs = cpus,
                },
            },
        }), cancel);
        await File.WriteAllTextAsync(Path.Combine(folder, "LICENSE"), DemoMiners.Licence, cancel);
        await File.WriteAllTextAsync(Path.Combine(folder, "NOTICE"), DemoMiners.Notice, cancel);
        var file = Path.Combine(folder, "conduct.json");
        var evaluator = ImageBuilder.Final("evaluator");
        await File.WriteAllBytesAsync(file, new ConductFile(
            "pool.json", Path.GetRelativePath(folder, catalogue), "work", new(builds, [Base]), "LICENSE", "NOTICE",
            Netuid,
            ImmutableSortedDictionary<string, string>.Empty.Add(nameof(TaskType.GrpoTask), evaluator),
            ImmutableSortedDictionary<string, ConductFile.Repository>.Empty
                .Add("text", new(miners[^1].Repository, miners[^1].Commit)),
            LocalRepositories: true, Archive: new()).Write(), cancel);
        return (ConductorHome.Read(file), miners[..Miners]);
    }

    static async Task EnterAsync(
        OpenLedger ledger, string id, ImmutableArray<DemoMiner> miners, CancellationToken cancel)
    {
        var durable = await ledger.DurableAsync(null, cancel);
        foreach (var line in DemoTournament.Commands(id, TournamentType.Text, Netuid, miners))
            if (await durable.HandleAsync(line) is Answer.Refused refused && line.Stream != Streams.Rulebook)
                throw new Trouble(Terminal.Plain(refused.Refusal.ToString()));
    }

    /// <summary>Says what is done as it is done, and draws each round of the bracket when it is closed.</summary>
    static async Task ConductAsync(
        ConductorHome home, OpenLedger ledger, string id, bool json, CancellationToken cancel)
    {
        var told = Channel.CreateUnbounded<Telling>();
        var showing = ShowAsync(told.Reader, ledger, id, json, cancel);
        try
        {
            var settings = ConductSettings.Usual("demo", once: true);
            await home.Open(ledger.Source, settings, OpenLedger.Now, one => told.Writer.TryWrite(one)).RunAsync(cancel);
        }
        finally
        {
            told.Writer.Complete();
        }
        await showing;
    }

    static async Task ShowAsync(
        ChannelReader<Telling> told, OpenLedger ledger, string id, bool json, CancellationToken cancel)
    {
        Action<Telling> tell = json ? new Teller(json).Tell : new DemoCommentary(Miners, Console.WriteLine).Tell;
        await foreach (var telling in told.ReadAllAsync(cancel))
        {
            tell(telling);
            if (!json && telling is Telling.Recorded recorded)
                foreach (var closed in recorded.Events.Select(e => e.Event).OfType<RoundClosed>())
                    await DrawAsync(ledger, id, closed.Round, cancel);
        }
    }

    /// <param name="round">That one alone; null for the whole bracket.</param>
    static async Task DrawAsync(OpenLedger ledger, string id, int? round, CancellationToken cancel)
    {
        await CurrentTables.OpenAsync(ledger, cancel);
        var rows = await BracketRows.ReadAsync(ledger.Source, id, cancel);
        if (round is { } number)
            BracketDrawing.PrintRound(rows, number);
        else
            BracketDrawing.Print(rows);
    }

    static async Task<int> ConcludeAsync(
        ConductorHome home, OpenLedger ledger, string id, bool json, CancellationToken cancel)
    {
        var state = await ledger.StateAsync(null, cancel);
        if (state.TournamentOf(Streams.Tournament(id)) is not Tournament.Completed)
            throw new Trouble($"{id} did not come to its end: see above for what it waits for", Exit.Diverged);
        Step(json, 4, "The whole bracket");
        if (!json)
            await DrawAsync(ledger, id, null, cancel);
        Step(json, 5, "The weights that follow");
        if (!json)
            WeightsVerb.Print(state.Head, WeightsVerb.Setting(state, Netuid));
        var export = Path.Combine(Home.Folder, $"{id}.ndjson");
        Step(json, 6, $"The ledger as a file: {export}");
        var events = await ExportVerb.WriteAsync(ledger, export, null, cancel);
        if (!json)
            Console.WriteLine($"{events:N0} events written.");
        Step(json, 7, "The audit, from that file alone");
        var audit = AuditVerb.Run(export, strict: false, json);
        Step(json, 8, "One of the models is measured again");
        var equal = await RemeasureAsync(home, ledger, id, json, cancel);
        if (!json)
            Console.WriteLine($"\nLook further: GRADIENTS_HOME={Home.Folder} ops/gradients bracket {id}");
        return audit != Exit.Done ? audit : equal ? Exit.Done : Exit.Diverged;
    }

    static async Task<bool> RemeasureAsync(
        ConductorHome home, OpenLedger ledger, string id, bool json, CancellationToken cancel)
    {
        var events = new List<Recorded>();
        await DurableLedger.OpenAsync(ledger.Store, OpenLedger.Now, events.Add, cancel);
        if (await home.KeptModelAsync(ledger.Source, Streams.Tournament(id), events, cancel) is not { } kept)
            return false;
        // Another batch, one thread: the bits are the same.
        const int otherBatch = 256;
        var measured = new NativeMeter(new TokenScores(new Workers(1), otherBatch)).Take(kept.Request);
        var (was, now) = (BitConverter.DoubleToInt64Bits(kept.Recorded.Loss),
            BitConverter.DoubleToInt64Bits(measured.Score.Value));
        if (!json)
            Console.WriteLine($"""
                {Terminal.Short(kept.Recorded.Hotkey.Text)} at task {kept.Recorded.Task}
                recorded     {Terminal.Number(kept.Recorded.Loss)}  (bits {was:x16})
                re-measured  {Terminal.Number(measured.Score.Value)}  (bits {now:x16}), on one thread
                {(was == now ? "EQUAL." : "DIFFERENT.")}
                """);
        return was == now;
    }
}
