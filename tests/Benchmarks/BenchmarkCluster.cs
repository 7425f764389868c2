using Gradients.Ledger.Store;
using Npgsql;

namespace Gradients.Benchmarks;

/// <summary>A private PostgreSQL with fsync on, migrated, gone afterwards.</summary>
static class BenchmarkCluster
{
    internal static async Task UseAsync(Func<EmbeddedCluster, Task> work)
    {
        var home = Path.Combine(Path.GetTempPath(), $"gb-{Guid.NewGuid():N}"[..13]);
        var cluster = new EmbeddedCluster(home);
        await cluster.StartAsync();
        try
        {
            await using (var owner = NpgsqlDataSource.Create(cluster.OwnerConnectionString))
                await Migrations.Embedded.ApplyAsync(owner, DateTimeOffset.UnixEpoch);
            await work(cluster);
        }
        finally
        {
            await cluster.StopAtOnceAsync();
            Directory.Delete(home, recursive: true);
        }
    }

    /// <summary>One more migrated database, as its owner.</summary>
    internal static async Task<NpgsqlDataSource> CreateAsync(EmbeddedCluster cluster, string name)
    {
        await using (var owner = NpgsqlDataSource.Create(cluster.OwnerConnectionString))
        await using (var create = owner.CreateCommand($"create database {name}"))
            await create.ExecuteNonQueryAsync();
        var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(cluster.OwnerConnectionString)
            {
                Database = name.ToLowerInvariant(),
            }.ConnectionString);
        await Migrations.Embedded.ApplyAsync(source, DateTimeOffset.UnixEpoch);
        return source;
    }
}
