using Gradients.Api.Shell;
using Gradients.Ledger.Store;
using Gradients.Projections;
using Npgsql;

namespace Gradients.Api.Database;

/// <summary>A connection to the ledger: the private cluster, started when needed, or a server somebody named.</summary>
internal sealed class OpenLedger : IAsyncDisposable
{
    OpenLedger(NpgsqlDataSource source)
    {
        Source = source;
        Store = new(source);
    }

    public NpgsqlDataSource Source { get; }

    public EventStore Store { get; }

    /// <summary>For reading rows and events.</summary>
    public static async Task<OpenLedger> AsReaderAsync(string? database, CancellationToken cancel) =>
        new(await ConnectAsync(database, cancel));

    /// <summary>For recording; the same connection, named for what the caller means to do.</summary>
    public static Task<OpenLedger> AsWriterAsync(string? database, CancellationToken cancel) =>
        AsReaderAsync(database, cancel);

    static async Task<NpgsqlDataSource> ConnectAsync(string? database, CancellationToken cancel)
    {
        if (Named(database) is { } named)
        {
            var source = NpgsqlDataSource.Create(named);
            var missing = await Migrations.Embedded.MissingAsync(source, cancel);
            return missing.IsEmpty
                ? source
                : throw new Trouble($"the database lacks {string.Join(", ", missing)}: run 'gradients db migrate' with a "
                    + "connection that owns it");
        }
        var cluster = new EmbeddedCluster(Home.Folder);
        await StartAsync(cluster, cancel);
        return NpgsqlDataSource.Create(cluster.WriterConnectionString);
    }

    /// <summary>Starts the private cluster and brings its tables up to date, as its owner.</summary>
    public static async Task<IReadOnlyList<string>> StartAsync(EmbeddedCluster cluster, CancellationToken cancel)
    {
        await cluster.StartAsync(cancel);
        await using var owner = NpgsqlDataSource.Create(cluster.OwnerConnectionString);
        return await Migrations.Embedded.ApplyAsync(owner, DateTimeOffset.UtcNow, cancel);
    }

    /// <summary>The connection string of the server that somebody named; null: the private cluster is meant.</summary>
    /// <param name="database">The option; GRADIENTS_DATABASE counts where it is left out.</param>
    /// <exception cref="Trouble">It is none.</exception>
    public static string? Named(string? database)
    {
        // A script's variable that is not set must not lead into another ledger.
        if (database is not null && string.IsNullOrWhiteSpace(database))
            throw new Trouble("--database is empty: name a server, or leave it out to mean the private cluster");
        var named = database ?? Environment.GetEnvironmentVariable("GRADIENTS_DATABASE");
        if (string.IsNullOrEmpty(named))
            return null;
        try
        {
            return new NpgsqlConnectionStringBuilder(named).ConnectionString;
        }
        catch (ArgumentException wrong)
        {
            throw new Trouble($"{(database is null ? "GRADIENTS_DATABASE" : "--database")} is no connection string "
                + $"such as 'Host=…;Username=…;Database=…': {wrong.Message}");
        }
    }

    /// <summary>Microseconds since 1970: the only clock, and never an input to a rule.</summary>
    public static long Now() => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Reads the whole ledger and answers commands on it.</summary>
    public Task<DurableLedger> DurableAsync(Action<Recorded>? folded, CancellationToken cancel) =>
        DurableLedger.OpenAsync(Store, Now, folded, cancel);

    /// <summary>The state after a position, or after all events.</summary>
    public async Task<LedgerState> StateAsync(long? at, CancellationToken cancel)
    {
        if (at is null)
            return (await DurableAsync(null, cancel)).State;
        var head = await Store.HeadAsync(cancel);
        if (at < 0 || at > head)
            throw new Trouble($"there is no position {at}: the ledger ends at {head}");
        var state = LedgerState.Empty;
        var names = new Gradients.Ledger.Canonical.Interner();
        await foreach (var row in Store.ReadAsync(1, at, cancel))
            state = LedgerState.Evolve(state, StoredEvents.Decode(row, names));
        return state;
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await Source.DisposeAsync();
    }
}
