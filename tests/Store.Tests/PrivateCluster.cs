using Gradients.Ledger.Store;
using Npgsql;

[assembly: AssemblyFixture(typeof(Gradients.Store.Tests.PrivateCluster))]

namespace Gradients.Store.Tests;

/// <summary>One real PostgreSQL for the whole run, gone afterwards; every test asks for databases of its own.</summary>
public sealed class PrivateCluster : IAsyncLifetime
{
    static int _databases;

    readonly string _home = Path.Combine(Path.GetTempPath(), $"gl-{Guid.NewGuid():N}"[..13]);

    public EmbeddedCluster Cluster { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Cluster = new EmbeddedCluster(_home);
        await Cluster.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.StopAtOnceAsync(); // Nothing here is worth a checkpoint.
        Directory.Delete(_home, recursive: true);
    }

    /// <summary>A new, empty database without a single table.</summary>
    public async Task<EmptyDatabase> EmptyAsync(string how = "")
    {
        var name = $"t{Interlocked.Increment(ref _databases)}";
        await using var owner = NpgsqlDataSource.Create(Cluster.OwnerConnectionString);
        await using var create = owner.CreateCommand($"create database {name} {how}");
        await create.ExecuteNonQueryAsync();
        return new EmptyDatabase(this, name);
    }

    /// <summary>A new, migrated database.</summary>
    public async Task<TestDatabase> LedgerAsync()
    {
        var empty = await EmptyAsync();
        await Migrations.Embedded.ApplyAsync(empty.Owner, Facts.Noon);
        return new TestDatabase(empty);
    }
}

public sealed class EmptyDatabase(PrivateCluster server, string name) : IAsyncDisposable
{
    public NpgsqlDataSource Owner { get; } = Open(server.Cluster.OwnerConnectionString, name);

    public NpgsqlDataSource Writer { get; } = Open(server.Cluster.WriterConnectionString, name);

    public NpgsqlDataSource Reader { get; } = Open(server.Cluster.ReaderConnectionString, name);

    /// <summary>A second pool, as another process would have.</summary>
    public NpgsqlDataSource OpenAnotherWriter() => Open(server.Cluster.WriterConnectionString, name);

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        await Reader.DisposeAsync();
        await Owner.DisposeAsync();
    }

    static NpgsqlDataSource Open(string connection, string name) => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(connection) { Database = name }.ConnectionString);
}
