using System.Collections.Immutable;
using Npgsql;

namespace Gradients.Ledger.Store.Conducting;

/// <summary>
/// The rows a conductor works with, beside the events and never in place of one. Every write is fenced: whoever was
/// overtaken changes nothing.
/// </summary>
public sealed class ConductorRows(NpgsqlDataSource source, Fence fence)
{
    /// <summary>
    /// Hundreds of runs may begin at the same moment, and a server has a hundred connections: beyond these, writes wait
    /// here. A disk has no use for more of them at once.
    /// </summary>
    static readonly SemaphoreSlim Writers = new(16);

    /// <summary>Says who carries a run out from now on. One that was placed before is placed anew.</summary>
    public Task PlaceAsync(RunLease lease, CancellationToken cancel = default) => WriteAsync(
        "The run was not placed", """
        insert into ledger_run_leases values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12, clock_timestamp(), null)
        on conflict (tournament, task, hotkey, attempt) do update set lease = excluded.lease, token = excluded.token,
            host = excluded.host, slot = excluded.slot, gpus = excluded.gpus, memory = excluded.memory,
            cpus = excluded.cpus, image = excluded.image, placed_at = excluded.placed_at, deadline = null
        """, [.. Key(lease.Run), Of(lease.Lease), Of(fence.Token), Of(lease.Host), Of(lease.Slot),
            new NpgsqlParameter<string[]> { TypedValue = [.. lease.Gpus] }, Of(lease.Memory), Of(lease.Cpus),
            Of(lease.Image)], cancel);

    /// <summary>Its container runs: the clock is set, once.</summary>
    /// <returns>How long it may still run; null: the lease is not there any more.</returns>
    public async Task<TimeSpan?> StartAsync(string lease, TimeSpan time, CancellationToken cancel = default) =>
        await WriteAsync("The deadline was not set", """
            update ledger_run_leases set deadline = coalesce(deadline, clock_timestamp() + $2) where lease = $1
            returning deadline - clock_timestamp()
            """, [Of(lease), new NpgsqlParameter<TimeSpan> { TypedValue = time }], cancel) as TimeSpan?;

    /// <summary>Nobody carries it out any more.</summary>
    public Task EndAsync(string lease, CancellationToken cancel = default) => WriteAsync(
        "The run's lease was not ended", "delete from ledger_run_leases where lease = $1", [Of(lease)], cancel);

    public Task CheckedAsync(CheckedSubmission entry, CancellationToken cancel = default) => WriteAsync(
        "The check was not kept",
        "insert into ledger_checked_entries values ($1,$2,$3,$4,$5,$6,$7) on conflict do nothing",
        [Of(entry.Tournament), Of(entry.Hotkey.Text), Of(entry.Submission), Of(entry.Commit), Of(entry.Tree),
            Of(entry.Source), Of(entry.Image)], cancel);

    /// <param name="kind">For example <c>log</c>, <c>manifest</c>, <c>cage</c>, <c>build</c>, <c>losses</c>.</param>
    public Task AttachAsync(RunKey run, string kind, string sha256, CancellationToken cancel = default) => WriteAsync(
        "The attachment's name was not kept",
        "insert into ledger_run_files values ($1,$2,$3,$4,$5,$6) on conflict do nothing",
        [.. Key(run), Of(kind), Of(sha256)], cancel);

    /// <summary>Whether nobody has taken the lease over: what lies outside of the database is asked for first.</summary>
    public async Task<bool> IsLatestAsync(CancellationToken cancel = default)
    {
        try
        {
            await WriteAsync("The lease was not checked", "select 1", [], cancel);
            return true;
        }
        catch (Exception lost) when (Leases.IsLost(lost))
        {
            return false;
        }
    }

    /// <summary>All runs that somebody carries out or carried out when it died.</summary>
    public Task<ImmutableArray<RunLease>> LeasesAsync(CancellationToken cancel = default) => ReadAsync(
        "Run leases were not read", """
        select tournament, task, hotkey, attempt, lease, host, slot, gpus, memory, cpus, image, deadline
        from ledger_run_leases order by tournament, task, hotkey, attempt
        """, row => new RunLease(
            new(row.GetString(0), row.GetString(1), new(row.GetString(2)), row.GetInt32(3)), row.GetString(4),
            row.GetString(5), row.GetInt32(6), [.. row.GetFieldValue<string[]>(7)], row.GetInt64(8), row.GetDouble(9),
            row.GetString(10), row.IsDBNull(11) ? null : row.GetDateTime(11)), cancel);

    public Task<ImmutableArray<CheckedSubmission>> ChecksAsync(CancellationToken cancel = default) => ReadAsync(
        "Checks were not read", """
        select tournament, hotkey, submission, commit, tree, source, image from ledger_checked_entries
        order by tournament, submission
        """, row => new CheckedSubmission(row.GetString(0), new(row.GetString(1)), row.GetInt64(2), row.GetString(3),
            row.GetString(4), row.GetString(5), row.GetString(6)), cancel);

    /// <summary>The key that seeds are made from; the first who asks chooses it.</summary>
    public async Task<byte[]> SeedKeyAsync(byte[] fresh, CancellationToken cancel = default)
    {
        await WriteAsync("The seed key was not kept",
            "insert into ledger_conductor_keys values ('seeds', $1) on conflict do nothing",
            [new NpgsqlParameter<byte[]> { TypedValue = fresh }], cancel);
        var keys = await ReadAsync("The seed key was not read",
            "select key from ledger_conductor_keys where name = 'seeds'", row => row.GetFieldValue<byte[]>(0), cancel);
        return keys[0];
    }

    Task<object?> WriteAsync(
        string what, string sql, NpgsqlParameter[] parameters, CancellationToken cancel) =>
        Trouble.GuardAsync(what, async () =>
        {
            await Writers.WaitAsync(cancel);
            using var turn = new Turn();
            await using var connection = await source.OpenConnectionAsync(cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            await using (var check = new NpgsqlCommand("select ledger_fence($1, $2)", connection))
            {
                check.Parameters.Add(Of(fence.Name));
                check.Parameters.Add(Of(fence.Token));
                await check.ExecuteNonQueryAsync(cancel);
            }
            await using var command = new NpgsqlCommand(sql, connection);
            foreach (var parameter in parameters)
                command.Parameters.Add(parameter.Clone());
            var answer = await command.ExecuteScalarAsync(cancel);
            await transaction.CommitAsync(cancel);
            return answer;
        });

    sealed class Turn : IDisposable
    {
        public void Dispose() => Writers.Release();
    }

    Task<ImmutableArray<T>> ReadAsync<T>(
        string what, string sql, Func<NpgsqlDataReader, T> row, CancellationToken cancel) =>
        Trouble.GuardAsync(what, async () =>
        {
            await using var command = source.CreateCommand(sql);
            await using var reader = await command.ExecuteReaderAsync(cancel);
            var all = ImmutableArray.CreateBuilder<T>();
            while (await reader.ReadAsync(cancel))
                all.Add(row(reader));
            return all.ToImmutable();
        });

    static NpgsqlParameter[] Key(RunKey run) =>
        [Of(run.Tournament), Of(run.Task), Of(run.Hotkey.Text), Of(run.Attempt)];

    static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };
}
