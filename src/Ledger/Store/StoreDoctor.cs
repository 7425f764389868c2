using System.Collections.Immutable;
using System.Globalization;
using Npgsql;

namespace Gradients.Ledger.Store;

/// <summary>
/// Examines a database and changes nothing: positions, streams, ids, sequence, what Marten left, protection,
/// migrations, projections, durability. Reads every event once or twice, on the server.
/// </summary>
public sealed class StoreDoctor(NpgsqlDataSource source)
{
    readonly List<Finding> _findings = [];

    /// <summary>Every check's finding, in a fixed order. Without a schema only the first.</summary>
    public Task<ImmutableArray<Finding>> ExamineAsync(CancellationToken cancel = default) =>
        Trouble.GuardAsync("The database was not examined", () => AskAllAsync(cancel));

    async Task<ImmutableArray<Finding>> AskAllAsync(CancellationToken cancel)
    {
        _findings.Clear();
        await using var connection = await source.OpenConnectionAsync(cancel);
        if (await MigrationsAsync(cancel))
        {
            foreach (var check in DoctorChecks.All)
                await RunAsync(connection, check, cancel);
        }

        return [.. _findings];
    }

    async Task<bool> MigrationsAsync(CancellationToken cancel)
    {
        const string check = "migrations";
        try
        {
            var missing = await Migrations.Embedded.MissingAsync(source, cancel);
            _findings.Add(missing.IsEmpty
                ? new Finding(Health.Ok, check, "All migrations are applied, and none was changed since.")
                : new Finding(
                    Health.Fail, check, $"Migrations are missing: {string.Join(", ", missing)}.",
                    "Run `gradients db migrate`."));
            return missing.IsEmpty;
        }
        catch (StoreException tampered)
        {
            _findings.Add(new Finding(
                Health.Fail, check, tampered.Message, "See which program last migrated this database."));
            return true;
        }
    }

    /// <summary>A check's query gives no row when all is well, else one: what is wrong, in words.</summary>
    async Task RunAsync(NpgsqlConnection connection, DoctorCheck check, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(check.Sql, connection)
        {
            CommandTimeout = 0, // A long ledger takes its time.
        };
        try
        {
            var wrong = await command.ExecuteScalarAsync(cancel);
            _findings.Add(wrong is null or DBNull
                ? new Finding(Health.Ok, check.Name, check.Well)
                : new Finding(
                    check.Severity, check.Name, Convert.ToString(wrong, CultureInfo.InvariantCulture)!, check.Remedy));
        }
        catch (PostgresException refused)
        {
            _findings.Add(new Finding(
                Health.Fail, check.Name, $"The check could not be made: {refused.MessageText} ({refused.SqlState}).",
                "Connect as the owner."));
        }
    }
}
