using Gradients.Ledger.Store;
using Npgsql;

namespace Gradients.Store.Tests;

/// <summary>A migrated database and a store that writes to it as the program does.</summary>
public sealed class TestDatabase(EmptyDatabase database) : IAsyncDisposable
{
    public EventStore Store { get; } = new(database.Writer);

    public NpgsqlDataSource Owner => database.Owner;

    public NpgsqlDataSource Writer => database.Writer;

    public NpgsqlDataSource Reader => database.Reader;

    public NpgsqlDataSource OpenAnotherWriter() => database.OpenAnotherWriter();

    public async Task<List<StoredEvent>> EventsAsync(long from = 1, long? to = null)
    {
        var events = new List<StoredEvent>();
        await foreach (var e in Store.ReadAsync(from, to))
            events.Add(e);
        return events;
    }

    /// <summary>Runs SQL as the owner and returns the first value.</summary>
    public async Task<object?> AskAsync(string sql) => await AskAsync(Owner, sql);

    public static async Task<object?> AskAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await database.DisposeAsync();
    }
}
