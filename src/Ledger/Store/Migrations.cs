using System.Collections.Immutable;
using System.Security.Cryptography;
using Npgsql;

namespace Gradients.Ledger.Store;

/// <summary>One reviewed SQL file of <c>ops/migrations</c>.</summary>
public sealed record Migration(string Name, string Sql)
{
    /// <summary>SHA-256 of the file's bytes, lower-case hexadecimal.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Sql)));
}

/// <summary>
/// Brings a database to this program's schema: each file once, in order, in a transaction of its own that also records
/// its hash. Files already applied must be unchanged. Any number of processes may try at once.
/// </summary>
public sealed class Migrations(ImmutableArray<Migration> files)
{
    const string Prefix = "migrations/";

    /// <summary>The files this assembly was built with.</summary>
    public static Migrations Embedded { get; } = new(ReadEmbedded());

    public ImmutableArray<Migration> Files { get; } = files;

    /// <summary>Applies what is missing and returns the names applied now. Connect as the owner.</summary>
    /// <param name="at">The time to record.</param>
    /// <exception cref="StoreException">A file was changed since it was applied, is unknown, or failed.</exception>
    public async Task<ImmutableArray<string>> ApplyAsync(
        NpgsqlDataSource owner, DateTimeOffset at, CancellationToken cancel = default)
    {
        await using var connection = await owner.OpenConnectionAsync(cancel);
        var applied = ImmutableArray.CreateBuilder<string>();
        foreach (var file in Files)
        {
            await using var transaction = await LockedAsync(connection, cancel);
            // Together with the first file: what is no ledger's database is left as it was when that one fails.
            if (ReferenceEquals(file, Files[0]))
                await PrepareAsync(connection, cancel);
            var recorded = await RecordedAsync(connection, cancel);
            Check(recorded);
            if (recorded.ContainsKey(file.Name))
                continue;
            await ApplyAsync(connection, file, at, cancel);
            await transaction.CommitAsync(cancel);
            applied.Add(file.Name);
        }

        return applied.ToImmutable();
    }

    /// <summary>The files that are not applied yet, in order. Asks only.</summary>
    /// <exception cref="StoreException">A file was changed since it was applied, or is unknown.</exception>
    public async Task<ImmutableArray<string>> MissingAsync(NpgsqlDataSource source, CancellationToken cancel = default)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var exists = new NpgsqlCommand("select to_regclass('ledger_migrations') is not null", connection);
        if (await exists.ExecuteScalarAsync(cancel) is not true)
            return [.. Files.Select(file => file.Name)];
        var recorded = await RecordedAsync(connection, cancel);
        Check(recorded);
        return [.. Files.Select(file => file.Name).Where(name => !recorded.ContainsKey(name))];
    }

    void Check(Dictionary<string, string> recorded)
    {
        foreach (var (name, sha256) in recorded)
        {
            var file = Files.FirstOrDefault(file => file.Name == name) ?? throw new StoreException(
                $"The database has the migration {name}, which this program does not know. Use a newer gradients.");
            if (file.Sha256 != sha256)
                throw new StoreException(
                    $"The migration {name} was changed after it was applied: the database recorded SHA-256 {sha256}, "
                    + $"this program has {file.Sha256}. Restore the file; put changes into a new one.");
        }
    }

    static async Task PrepareAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        try
        {
            await using var command = new NpgsqlCommand("""
                show server_encoding;
                create table if not exists ledger_migrations (
                    name text not null primary key, sha256 text not null, applied_at timestamptz not null)
                """, connection);
            if (await command.ExecuteScalarAsync(cancel) is not "UTF8" and var other)
                throw new StoreException($"The database's encoding is {other}, and a ledger holds texts of any script. "
                    + "Make one with: create database NAME encoding 'UTF8' template template0");
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new StoreException(
                $"{refused.MessageText} ({refused.SqlState}): only the owner of a database brings it up to date. "
                + "Connect as its owner.", refused);
        }
    }

    static async Task ApplyAsync(
        NpgsqlConnection connection, Migration file, DateTimeOffset at, CancellationToken cancel)
    {
        try
        {
            await ExecuteAsync(connection, file.Sql, cancel);
        }
        catch (PostgresException refused)
        {
            throw Trouble.Explain($"The migration {file.Name} failed and was rolled back", refused);
        }

        await using var record = new NpgsqlCommand("insert into ledger_migrations values ($1, $2, $3)", connection);
        record.Parameters.Add(new NpgsqlParameter<string> { TypedValue = file.Name });
        record.Parameters.Add(new NpgsqlParameter<string> { TypedValue = file.Sha256 });
        record.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = at.UtcDateTime });
        await record.ExecuteNonQueryAsync(cancel);
    }

    static async Task<NpgsqlTransaction> LockedAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var transaction = await connection.BeginTransactionAsync(cancel);
        await ExecuteAsync(connection, $"select pg_advisory_xact_lock({Locks.Migrations})", cancel);
        return transaction;
    }

    static async Task<Dictionary<string, string>> RecordedAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            "select name, sha256 from ledger_migrations order by name", connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var recorded = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancel))
            recorded.Add(reader.GetString(0), reader.GetString(1));
        return recorded;
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    static ImmutableArray<Migration> ReadEmbedded()
    {
        var assembly = typeof(Migrations).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return new Migration(name[Prefix.Length..], reader.ReadToEnd());
            })];
    }
}
