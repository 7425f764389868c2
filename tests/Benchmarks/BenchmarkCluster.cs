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
}
