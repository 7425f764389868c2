using System.Collections.Immutable;
using Npgsql;

namespace Gradients.Ledger.Store;

/// <summary>One database that holds a ledger, by its connection string: the way in for everyone outside this folder.</summary>
public sealed class LedgerDatabase : IAsyncDisposable
{
    readonly NpgsqlDataSource _source;

    /// <param name="connectionString">Npgsql's: keys and values, for example <c>Host=db;Username=gradients_writer</c>.</param>
    /// <exception cref="StoreException">It is not a connection string.</exception>
    public LedgerDatabase(string connectionString)
    {
        try
        {
            _source = NpgsqlDataSource.Create(connectionString);
        }
        catch (ArgumentException wrong)
        {
            throw new StoreException(
                $"This is not a connection string: {wrong.Message} Write for example "
                + "Host=db.example.org;Database=gradients;Username=gradients_writer;Password=...", wrong);
        }

        Events = new EventStore(_source);
        Tables = new ProjectionTables(_source);
        Doctor = new StoreDoctor(_source);
    }

    public EventStore Events { get; }

    public ProjectionTables Tables { get; }

    public StoreDoctor Doctor { get; }

    /// <summary>Applies the migrations that are missing; returns their names. The connection must be the owner's.</summary>
    /// <param name="at">The time to record.</param>
    public Task<ImmutableArray<string>> MigrateAsync(DateTimeOffset at, CancellationToken cancel = default) =>
        Trouble.GuardAsync("Migrations were not applied", () => Migrations.Embedded.ApplyAsync(_source, at, cancel));

    /// <summary>The names of the migrations that are not applied yet.</summary>
    public Task<ImmutableArray<string>> MissingMigrationsAsync(CancellationToken cancel = default) =>
        Trouble.GuardAsync("Migrations were not looked up", () => Migrations.Embedded.MissingAsync(_source, cancel));

    public async ValueTask DisposeAsync()
    {
        await Events.DisposeAsync();
        await _source.DisposeAsync();
    }
}
