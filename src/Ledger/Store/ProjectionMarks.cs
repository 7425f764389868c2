using Npgsql;

namespace Gradients.Ledger.Store;

/// <summary>Bookmarks and stops, written in the transaction of the rows they speak of.</summary>
static class ProjectionMarks
{
    internal static void Mark(NpgsqlBatch batch, string projection, long position, DateTimeOffset at) => Add(
        batch,
        """
        insert into mt_event_progression (name, last_seq_id, last_updated) values ($1, $2, $3)
        on conflict (name) do update set last_seq_id = excluded.last_seq_id, last_updated = excluded.last_updated
        """,
        ProjectionTables.Bookmark(projection), position, at.UtcDateTime);

    internal static void Stop(NpgsqlBatch batch, string projection, ProjectionStop stop, DateTimeOffset at) => Add(
        batch,
        """
        insert into ledger_projection_faults (name, position, reason, at) values ($1, $2, $3, $4)
        on conflict (name) do update set position = excluded.position, reason = excluded.reason, at = excluded.at
        """,
        projection, stop.Position, stop.Reason, at.UtcDateTime);

    internal static void Resume(NpgsqlBatch batch, string projection) =>
        Add(batch, "delete from ledger_projection_faults where name = $1", projection);

    internal static void Swap(NpgsqlBatch batch, Table table) =>
        Add(batch, "select ledger_swap_table($1)", table.Name);

    static void Add(NpgsqlBatch batch, string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        batch.BatchCommands.Add(command);
    }
}
