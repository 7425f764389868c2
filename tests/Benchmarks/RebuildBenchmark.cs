using Gradients.Ledger;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Store;
using Gradients.Projections;
using Gradients.Projections.Simulation;
using Npgsql;

namespace Gradients.Benchmarks;

/// <summary>A rebuild of every projection against reading and deserialising the same rows in order.</summary>
static class RebuildBenchmark
{
    const int Tournaments = 500;

    internal static Task RunAsync() => BenchmarkCluster.UseAsync(async cluster =>
    {
        await using var writer = NpgsqlDataSource.Create(cluster.WriterConnectionString);
        await using var store = new EventStore(writer);
        var season = new SeasonSimulator(7, Tournaments).Events();
        await store.ImportAsync(SimulatedLedger.ToImport(season).ToAsyncEnumerable(), "season", keepCommandKeys: true);
        var tables = new ProjectionTables(writer);
        await tables.CreateMissingAsync(ProjectionSet.Tables);
        Console.WriteLine($"{await store.HeadAsync():N0} events of {Tournaments} simulated tournaments");
        await Ratio.PrintAsync(
            "rebuild of all projections / reading and deserialising", 0.5, "events",
            () => RebuildAsync(store, tables), () => ReadAsync(store));
    });

    static async Task<long> RebuildAsync(EventStore store, ProjectionTables tables)
    {
        var set = new ProjectionSet();
        await using var rebuild = await tables.BeginRebuildAsync(
            ProjectionSet.Names, ProjectionSet.Tables, DateTimeOffset.UnixEpoch);
        var names = new Interner();
        var rows = new List<Row>();
        var read = 0L;
        await foreach (var e in store.ReadAsync().DecodeAheadAsync(names))
        {
            set.Apply(e, rows);
            foreach (var row in rows)
                await rebuild.WriteAsync(row);
            rows.Clear();
            read++;
        }

        await rebuild.SwapAsync(
            set.Running.ToDictionary(p => p.Name, p => p.Position), new Dictionary<string, ProjectionStop>());
        var whole = set.Running.All(p => p.Fault is null);
        return whole ? read : throw new InvalidOperationException("A projection stopped.");
    }

    static async Task<long> ReadAsync(EventStore store)
    {
        var names = new Interner();
        var read = 0L;
        await foreach (var stored in store.ReadAsync())
        {
            StoredEvents.Decode(stored, names);
            read++;
        }

        return read;
    }
}
