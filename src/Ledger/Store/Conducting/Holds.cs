using System.Collections.Immutable;
using Npgsql;

namespace Gradients.Ledger.Store.Conducting;

/// <summary>What operators hold back: the conductor begins nothing new there until it is released.</summary>
public sealed class Holds(NpgsqlDataSource source)
{
    /// <param name="task">Null: the whole tournament.</param>
    /// <returns>False: it was held already.</returns>
    public async Task<bool> HoldAsync(
        string tournament, string? task, string reason, CancellationToken cancel = default) =>
        await ChangeAsync("insert into ledger_holds values ($1, $2, $3, clock_timestamp()) on conflict do nothing",
            [tournament, task ?? "", reason], cancel) > 0;

    /// <returns>False: it was not held.</returns>
    public async Task<bool> ReleaseAsync(string tournament, string? task, CancellationToken cancel = default) =>
        await ChangeAsync("delete from ledger_holds where tournament = $1 and task = $2",
            [tournament, task ?? ""], cancel) > 0;

    public Task<ImmutableArray<Hold>> ListAsync(CancellationToken cancel = default) =>
        Trouble.GuardAsync("Holds were not read", async () =>
        {
            await using var command = source.CreateCommand(
                "select tournament, task, reason from ledger_holds order by tournament, task");
            await using var reader = await command.ExecuteReaderAsync(cancel);
            var holds = ImmutableArray.CreateBuilder<Hold>();
            while (await reader.ReadAsync(cancel))
                holds.Add(new(reader.GetString(0), reader.GetString(1) is { Length: > 0 } task ? task : null,
                    reader.GetString(2)));
            return holds.ToImmutable();
        });

    Task<int> ChangeAsync(string sql, string[] values, CancellationToken cancel) =>
        Trouble.GuardAsync("The hold was not changed", async () =>
        {
            await using var command = source.CreateCommand(sql);
            foreach (var value in values)
                command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
            return await command.ExecuteNonQueryAsync(cancel);
        });
}
