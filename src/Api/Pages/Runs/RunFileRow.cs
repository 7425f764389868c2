using Gradients.Api.Database;
using Gradients.Ledger.Log;

namespace Gradients.Api.Pages;

/// <summary>An attachment that belongs to a run: its log, the settings of its cage, the manifest of its output.</summary>
/// <param name="Attempt">0: of the entry or the measurement.</param>
public sealed record RunFileRow(string Tournament, string Task, string Hotkey, int Attempt, string Kind, string Sha256)
{
    const string Columns = "select tournament, task, hotkey, attempt, kind, sha256 from ledger_run_files";

    internal static Task<List<RunFileRow>> OfTournamentAsync(
        Npgsql.NpgsqlDataSource source, string tournament, CancellationToken cancel) =>
        ReadAsync(source, $"{Columns} where tournament = $1 order by attempt, kind, sha256", tournament, cancel);

    /// <summary>What a digest is the file of; null: of nothing that ran here.</summary>
    internal static async Task<RunFileRow?> FindAsync(
        Npgsql.NpgsqlDataSource source, string digest, CancellationToken cancel) =>
        Attachment.TryDigest(digest, out var sha256)
        && await ReadAsync(source, $"{Columns} where sha256 = $1 limit 1", sha256, cancel) is [var file]
            ? file
            : null;

    static Task<List<RunFileRow>> ReadAsync(
        Npgsql.NpgsqlDataSource source, string sql, string parameter, CancellationToken cancel) => source.ListAsync(sql,
        r => new RunFileRow(r.GetString(0), r.GetString(1), r.GetString(2), r.GetInt32(3), r.GetString(4), r.GetString(5)),
        cancel, parameter);
}
