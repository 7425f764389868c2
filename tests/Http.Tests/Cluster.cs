using Gradients.Ledger.Store;
using Npgsql;

[assembly: AssemblyFixture(typeof(Gradients.Http.Tests.Cluster))]

namespace Gradients.Http.Tests;

/// <summary>One real PostgreSQL for the whole run; every server gets a database of its own.</summary>
public sealed class Cluster : IAsyncLifetime
{
    static int _databases;

    readonly string _home = Path.Combine(Path.GetTempPath(), $"gh-{Guid.NewGuid():N}"[..13]);
    EmbeddedCluster _cluster = null!;

    public static Cluster Shared { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = new EmbeddedCluster(_home);
        await _cluster.StartAsync();
        Shared = this;
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.StopAtOnceAsync(); // Nothing here is worth a checkpoint.
        Directory.Delete(_home, recursive: true);
    }

    /// <summary>Connection strings of a new, migrated database: the owner's, the writer's, the analyst's.</summary>
    public async Task<(string Owner, string Writer, string Reader)> LedgerAsync()
    {
        var name = $"h{Interlocked.Increment(ref _databases)}";
        await using (var server = NpgsqlDataSource.Create(_cluster.OwnerConnectionString))
        await using (var create = server.CreateCommand($"create database {name}"))
            await create.ExecuteNonQueryAsync();
        string In(string connection) => new NpgsqlConnectionStringBuilder(connection) { Database = name }.ConnectionString;
        await using var owner = NpgsqlDataSource.Create(In(_cluster.OwnerConnectionString));
        await Migrations.Embedded.ApplyAsync(owner, DateTimeOffset.UtcNow);
        return (In(_cluster.OwnerConnectionString), In(_cluster.WriterConnectionString), In(_cluster.ReaderConnectionString));
    }
}
