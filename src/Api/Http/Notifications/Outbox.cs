using Gradients.Api.Database;
using Npgsql;

namespace Gradients.Api.Http.Notifications;

/// <summary>
/// What is to be sent, in the database: a notice becomes a row for each target once, whoever asks; a row is claimed
/// before it is sent. If a server dies between the two, the row is laid aside as dead, because it may have arrived.
/// </summary>
internal sealed class Outbox(NpgsqlDataSource source)
{
    const int MostAttempts = 10;

    /// <summary>A claim this old belongs to a server that is no more: every attempt ends sooner.</summary>
    const string Abandoned = "2 minutes";

    /// <summary>Where a target's notices were taken up to; a new target begins at the head, not with the past.</summary>
    public async Task<long> MarkAsync(string target, long head, CancellationToken cancel)
    {
        await ExecuteAsync("insert into ledger_delivery_marks values ($1, $2) on conflict do nothing", cancel, target, head);
        return (await source.ListAsync("select position from ledger_delivery_marks where target = $1",
            r => r.GetInt64(0), cancel, target))[0];
    }

    public Task AdvanceAsync(string target, long position, CancellationToken cancel) => ExecuteAsync(
        "update ledger_delivery_marks set position = $2 where target = $1 and position < $2", cancel, target, position);

    public Task PutAsync(string target, Notice notice, CancellationToken cancel) => ExecuteAsync(
        "insert into ledger_deliveries (target, position, kind, title, body, path, due) "
        + "values ($1, $2, $3, $4, $5, $6, now()) on conflict do nothing",
        cancel, target, notice.Position, notice.Kind, notice.Title, notice.Text, notice.Path);

    /// <summary>Claims the next notice that is due for a target; null: there is none.</summary>
    public async Task<(Notice Notice, int Attempts)?> ClaimAsync(string target, CancellationToken cancel)
    {
        await ExecuteAsync("update ledger_deliveries set state = 'dead', "
            + "error = 'the server ended while sending: it may have arrived' "
            + $"where target = $1 and state = 'sending' and due < now() - interval '{Abandoned}'", cancel, target);
        var claimed = await source.ListAsync("""
            update ledger_deliveries set state = 'sending', attempts = attempts + 1, due = now()
            where (target, position, kind) = (
                select target, position, kind from ledger_deliveries
                where target = $1 and state = 'waiting' and due <= now()
                order by position, kind limit 1 for update skip locked)
            returning kind, position, title, body, path, attempts
            """,
            r => (new Notice(r.GetString(0), r.GetInt64(1), r.GetString(2), r.GetString(3), r.GetString(4)), r.GetInt32(5)),
            cancel, target);
        return claimed is [var one] ? one : null;
    }

    public Task DeliveredAsync(string target, Notice notice) => ExecuteAsync(
        "update ledger_deliveries set state = 'delivered', error = null where target = $1 and position = $2 and kind = $3",
        CancellationToken.None, target, notice.Position, notice.Kind);

    /// <summary>It was refused for certain: tried again later, ten times in all, each time after twice as long.</summary>
    public Task FailedAsync(string target, Notice notice, int attempts, string error, TimeSpan first) => ExecuteAsync(
        "update ledger_deliveries set state = $4, error = $5, due = now() + make_interval(secs => $6) "
        + "where target = $1 and position = $2 and kind = $3",
        CancellationToken.None, target, notice.Position, notice.Kind, attempts >= MostAttempts ? "dead" : "waiting",
        error.Length > 500 ? error[..500] : error, first.TotalSeconds * Math.Pow(2, attempts - 1));

    /// <summary>What may have arrived is not sent again.</summary>
    public Task UncertainAsync(string target, Notice notice, string error) => ExecuteAsync(
        "update ledger_deliveries set state = 'dead', error = $4 where target = $1 and position = $2 and kind = $3",
        CancellationToken.None, target, notice.Position, notice.Kind, error);

    async Task ExecuteAsync(string sql, CancellationToken cancel, params object[] parameters)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(new() { Value = parameter });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
