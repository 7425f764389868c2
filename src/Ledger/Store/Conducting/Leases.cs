using Npgsql;

namespace Gradients.Ledger.Store.Conducting;

/// <summary>What its holder proves a lease by: only the latest token of a name writes anything.</summary>
public sealed record Fence(string Name, long Token);

/// <summary>Who holds a lease.</summary>
/// <param name="Expires">By the database's clock, which is the only one that counts.</param>
/// <param name="IsLive">It has not expired.</param>
public sealed record LeaseView(string Name, long Token, string Holder, DateTime Expires, bool IsLive);

/// <summary>
/// Leases in PostgreSQL: one holder at a time, who renews in time or is overtaken. Its clock decides, so nodes need not
/// agree on the time; a token that grows with every holder fences off the one before.
/// </summary>
public sealed class Leases(NpgsqlDataSource source)
{
    /// <summary>The lease of whoever conducts.</summary>
    public const string Conductor = "conductor";

    /// <summary>SQLSTATE of <c>ledger_fence</c>: somebody else holds the lease.</summary>
    internal const string Lost = "GR001";

    /// <summary>Whether a failure says that the lease is somebody else's by now.</summary>
    public static bool IsLost(Exception? failure) => failure switch
    {
        PostgresException { SqlState: Lost } => true,
        null => false,
        _ => IsLost(failure.InnerException),
    };

    /// <returns>The fence of the new holder; null while somebody else's has not expired.</returns>
    public async Task<Fence?> TryTakeAsync(
        string name, string holder, TimeSpan time, CancellationToken cancel = default)
    {
        var token = await AskAsync("The lease was not taken", """
            insert into ledger_leases as l values ($1, 1, $2, clock_timestamp() + $3)
            on conflict (name) do update set token = l.token + 1, holder = excluded.holder, expires = excluded.expires
                where l.expires < clock_timestamp()
            returning token
            """, [Text(name), Text(holder), Time(time)], cancel);
        return token is long taken ? new(name, taken) : null;
    }

    /// <returns>False: somebody else holds it, or it expired and may be taken any moment.</returns>
    public async Task<bool> RenewAsync(Fence fence, TimeSpan time, CancellationToken cancel = default) =>
        await AskAsync("The lease was not renewed", """
            update ledger_leases set expires = clock_timestamp() + $3
            where name = $1 and token = $2 and expires > clock_timestamp() returning token
            """, [Text(fence.Name), Number(fence.Token), Time(time)], cancel) is long;

    /// <summary>Whoever waits need not wait until it expires.</summary>
    public Task ReleaseAsync(Fence fence, CancellationToken cancel = default) =>
        AskAsync("The lease was not given back", """
            update ledger_leases set expires = '-infinity' where name = $1 and token = $2 returning token
            """, [Text(fence.Name), Number(fence.Token)], cancel);

    public Task<LeaseView?> FindAsync(string name, CancellationToken cancel = default) =>
        Trouble.GuardAsync("The lease was not read", async () =>
        {
            await using var command = source.CreateCommand(
                "select token, holder, greatest(expires, 'epoch'), expires > clock_timestamp() from ledger_leases "
                + "where name = $1");
            command.Parameters.Add(Text(name));
            await using var reader = await command.ExecuteReaderAsync(cancel);
            return await reader.ReadAsync(cancel)
                ? new LeaseView(name, reader.GetInt64(0), reader.GetString(1), reader.GetDateTime(2),
                    reader.GetBoolean(3))
                : null;
        });

    Task<object?> AskAsync(string what, string sql, NpgsqlParameter[] parameters, CancellationToken cancel) =>
        Trouble.GuardAsync(what, async () =>
        {
            await using var command = source.CreateCommand(sql);
            foreach (var parameter in parameters)
                command.Parameters.Add(parameter.Clone());
            return await command.ExecuteScalarAsync(cancel);
        });

    static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value };

    static NpgsqlParameter<long> Number(long value) => new() { TypedValue = value };

    static NpgsqlParameter<TimeSpan> Time(TimeSpan value) => new() { TypedValue = value };
}
