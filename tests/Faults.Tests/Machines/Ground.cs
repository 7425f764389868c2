using System.Globalization;
using Gradients.Ledger.Store;
using Npgsql;

namespace Gradients.Faults.Tests.Machines;

/// <summary>A PostgreSQL of its own with any number of ledgers, and a folder for files; gone afterwards.</summary>
public sealed class Ground : IAsyncDisposable
{
    // Short: the path of the server's socket goes through it.
    readonly string _home = Path.Combine(Path.GetTempPath(), $"gf-{Guid.NewGuid():N}"[..13]);
    int _names;

    public EmbeddedCluster Cluster { get; private set; } = null!;

    public static async Task<Ground> NewAsync()
    {
        var ground = new Ground();
        ground.Cluster = new EmbeddedCluster(ground._home);
        await ground.Cluster.StartAsync();
        return ground;
    }

    /// <summary>A new folder for the home and files of a run.</summary>
    public string Folder() =>
        Directory.CreateDirectory(Path.Combine(_home, "files", Next().ToString(CultureInfo.InvariantCulture))).FullName;

    int Next() => Interlocked.Increment(ref _names);

    /// <summary>An empty ledger, or a copy of one to which nobody is connected.</summary>
    /// <returns>Its connection string, as the program's role.</returns>
    public async Task<string> LedgerAsync(string? copyOf = null)
    {
        var name = $"l{Next()}";
        await OwnerAsync("gradients", copyOf is null
            ? $"create database {name}"
            : $"create database {name} template {new NpgsqlConnectionStringBuilder(copyOf).Database}");
        if (copyOf is null)
        {
            await using var owner = NpgsqlDataSource.Create(In(Cluster.OwnerConnectionString, name));
            await Migrations.Embedded.ApplyAsync(owner, DateTimeOffset.UnixEpoch);
        }
        else
        {
            // Settings of a database are not copied with it.
            await OwnerAsync(name, $"alter role gradients_writer in database {name} set search_path = public, ledger");
        }
        return In(Cluster.WriterConnectionString, name);
    }

    public async Task DropAsync(string ledger) => await OwnerAsync(
        "gradients", $"drop database {new NpgsqlConnectionStringBuilder(ledger).Database} with (force)");

    /// <summary>Runs SQL as the owner.</summary>
    public async Task OwnerAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(In(Cluster.OwnerConnectionString, database));
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    // Without a pool: a copy may be made of a database only while nobody is connected to it.
    static string In(string connection, string name) =>
        new NpgsqlConnectionStringBuilder(connection) { Database = name, Pooling = false }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        await Cluster.StopAtOnceAsync(); // Nothing here is worth a checkpoint.
        Directory.Delete(_home, recursive: true);
    }
}
