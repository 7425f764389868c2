using Gradients.Api.Database;
using Gradients.Api.Http;
using Gradients.Api.Tournaments;

namespace Gradients.Api.Pages;

/// <summary>One tournament with everything its page shows.</summary>
/// <param name="Margin">By what share a challenger must beat the champion in each task of the boss round.</param>
public sealed record TournamentData(
    TournamentRow Row, double Margin, IReadOnlyList<RoundView> Rounds, IReadOnlyList<StandingRow> Standings)
{
    internal static async Task<TournamentData> ReadAsync(Request request)
    {
        var source = request.Site.Open.Source;
        var id = request.Route("id");
        _ = request.Site.Host.Required;
        if (await TournamentRow.ReadAsync(source, "where tournament = $1", request.Cancel, id) is not [var row])
            throw Refusing.NotFound($"There is no tournament '{Shell.Terminal.Plain(id)}'.");
        var rows = await BracketRows.FindAsync(source, id, request.Cancel);
        var standings = await StandingRow.ReadAsync(source, "where tournament = $1 order by "
            + "case status when 'champion' then 0 when 'alive' then 1 when 'eliminated' then 2 else 3 end, "
            + "eliminated_in desc nulls last, points desc, hotkey", request.Cancel, id);
        var marks = await source.ListAsync(
            "select type, coalesce(data->>'task', data->>'round'), seq_id from mt_events where stream_id = $1 "
            + "and type in ('task_decided', 'round_closed', 'round_drawn')",
            r => (Type: r.GetString(0), Name: r.GetString(1), Position: r.GetInt64(2)), request.Cancel,
            Streams.Tournament(id));
        return new(row, rows.Margin, RoundView.Of(rows, marks), standings);
    }
}

/// <summary>How one hotkey stands in one tournament.</summary>
public sealed record StandingRow(
    string Tournament, string Hotkey, string Type, string Status, string? Refusal, int? EliminatedIn, int TasksWon,
    double Points, string? Repository, string? Commit, long FeeRao, string? PlaysFor, long Position)
{
    internal static Task<List<StandingRow>> ReadAsync(
        Npgsql.NpgsqlDataSource source, string rest, CancellationToken cancel, params object[] parameters) =>
        source.ListAsync("select tournament, hotkey, type, status, refusal, eliminated_in, tasks_won, points, repository, "
            + $"\"commit\", coalesce(fee_paid_rao, 0), plays_for, position from ledger.standings {rest}",
            r => new StandingRow(r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.Text(4),
                r.Maybe<int>(5), r.GetInt32(6), r.GetDouble(7), r.Text(8), r.Text(9), r.GetInt64(10), r.Text(11),
                r.GetInt64(12)),
            cancel, parameters);
}
