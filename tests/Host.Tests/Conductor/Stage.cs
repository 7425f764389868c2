using System.Collections.Immutable;
using System.Text.Json;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Store;
using Gradients.Ledger.Store.Conducting;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Builds;
using Gradients.Runners.Conductor;
using Gradients.Runners.Conductor.Crew;
using Gradients.Runners.Demo;
using Npgsql;

namespace Gradients.Host.Tests.Conductor;

/// <summary>A ledger of its own, eight miners' repositories, a catalogue, and the conduct file that names them.</summary>
public sealed class Stage : IAsyncDisposable
{
    public const int Netuid = 56;

    readonly EmbeddedCluster _cluster;

    Stage(string folder, EmbeddedCluster cluster)
    {
        (Folder, _cluster) = (folder, cluster);
        Source = NpgsqlDataSource.Create(cluster.WriterConnectionString);
    }

    public string Folder { get; }

    public NpgsqlDataSource Source { get; }

    public string Connection => _cluster.WriterConnectionString;

    public string File => Path.Combine(Folder, "conduct.json");

    public ImmutableArray<DemoMiner> Miners { get; private set; }

    public static long Now() => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <param name="hosts">The pool's members.</param>
    public static Task<Stage> SetAsync(Engines engines, TournamentType type, string id, params object[] hosts) =>
        SetAsync(engines, type, id, "2025.12", 8, hosts);

    public static async Task<Stage> SetAsync(
        Engines engines, TournamentType type, string id, string rulebook, int miners, params object[] hosts)
    {
        var folder = Directory.CreateTempSubdirectory("stage-").FullName;
        System.IO.File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101); // PostgreSQL runs as a user of its own.
        var cluster = new EmbeddedCluster(Path.Combine(folder, "home"));
        await cluster.StartAsync();
        await using (var owner = NpgsqlDataSource.Create(cluster.OwnerConnectionString))
            await Migrations.Embedded.ApplyAsync(owner, DateTimeOffset.UtcNow);
        var stage = new Stage(folder, cluster);
        await stage.FillAsync(engines, type, id, rulebook, miners, hosts);
        return stage;
    }

    public static object Host(Engines engines, int runs = 2) =>
        Host("alpha", $"unix://{engines.Sockets}/runs.sock", runs);

    public static object Host(string name, string address, int runs) => new
    {
        name, address, helper = Engines.Base, memory = 4L << 30, cpus = 2, runs,
    };

    async Task FillAsync(
        Engines engines, TournamentType type, string id, string rulebook, int count, object[] hosts)
    {
        var catalogue = DemoCatalogue.Write(Path.Combine(Folder, "catalogue"));
        var miners = await DemoMiners.MakeAsync(Path.Combine(Folder, "miners"), type, count + 1, Engines.Base);
        Miners = miners[..count];
        await EvaluatorAsync(engines);
        System.IO.File.WriteAllText(Path.Combine(Folder, "LICENSE"), DemoMiners.Rules(type).Licence);
        System.IO.File.WriteAllText(Path.Combine(Folder, "NOTICE"), DemoMiners.Rules(type).Notice);
        System.IO.File.WriteAllText(Path.Combine(Folder, "pool.json"), JsonSerializer.Serialize(new { hosts }));
        var tag = ImageBuilder.Final("evaluator");
        await System.IO.File.WriteAllBytesAsync(File, new ConductFile(
            "pool.json", Path.GetRelativePath(Folder, catalogue), "work",
            new($"unix://{engines.Sockets}/builds.sock", [Engines.Base]), "LICENSE", "NOTICE", Netuid,
            ImmutableSortedDictionary<string, string>.Empty
                .Add(nameof(TaskType.GrpoTask), tag).Add(nameof(TaskType.ImageTask), tag)
                .Add(nameof(TaskType.EnvironmentTask), tag),
            ImmutableSortedDictionary<string, ConductFile.Repository>.Empty
                .Add(type.ToString(), new(miners[count].Repository, miners[count].Commit)),
            LocalRepositories: true, Archive: new()).Write());
        // Draws, and all that follows from them, are the same on every stage.
        await using (var key = Source.CreateCommand("insert into ledger_conductor_keys values ('seeds', 'the same')"))
            await key.ExecuteNonQueryAsync();
        await using var store = new EventStore(Source);
        var ledger = await DurableLedger.OpenAsync(store, Now);
        foreach (var line in DemoTournament.Commands(id, type, Netuid, Miners, rulebook))
            Assert.IsType<Answer.Accepted>(await ledger.HandleAsync(line));
    }

    static async Task EvaluatorAsync(Engines engines)
    {
        var built = await new ImageBuilder(engines.Builds, BuildSettings.Of(Engines.Base)).BuildAsync(
            StandInEvaluator.Source(Engines.Base), StandInEvaluator.Dockerfile, "evaluator");
        Assert.IsType<BuildOutcome.Built>(built);
    }

    /// <summary>Conducts in this process until nothing is left to do.</summary>
    public async Task ConductAsync(Action<Telling>? tell = null)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(9));
        await ConductorHome.Read(File).Open(
            Source, ConductSettings.Usual("test", once: true), Now, tell ?? (_ => { })).RunAsync(limit.Token);
    }

    public async Task<(LedgerState State, List<Recorded> Events)> LedgerAsync()
    {
        await using var store = new EventStore(Source);
        var events = new List<Recorded>();
        var ledger = await DurableLedger.OpenAsync(store, Now, events.Add);
        return (ledger.State, events);
    }

    /// <summary>
    /// Everything the events say but for their order and what differs from run to run: where this stage lies, when
    /// something happened, ids of images (which are not built the same twice), and what runs used.
    /// </summary>
    public ImmutableArray<string> Facts(IEnumerable<Recorded> events) =>
        [.. events.Select(Fact).Order(StringComparer.Ordinal)];

    string Fact(Recorded e)
    {
        var type = EventTypes.Of(e.Event);
        var writer = new CanonicalWriter();
        type.Write(writer, e.Event switch
        {
            RunStarted fact => fact with { ImageDigest = "", SandboxProfile = "" },
            RunFinished fact => fact with { Usage = null },
            WinnerArchived fact => fact with { Digest = null },
            var fact => fact,
        });
        var data = System.Text.Encoding.UTF8.GetString(writer.Written);
        return $"{e.Stream} {type.Alias} {data.Replace(Folder, "", StringComparison.Ordinal)}";
    }

    public async Task<ImmutableArray<RunLease>> LeasesAsync() =>
        await new ConductorRows(Source, new(Leases.Conductor, 0)).LeasesAsync();

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await _cluster.StopAtOnceAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
