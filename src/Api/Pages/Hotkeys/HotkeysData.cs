using Gradients.Api.Database;
using Gradients.Api.Http;

namespace Gradients.Api.Pages;

/// <summary>Hotkeys by their careers, all or those that hold a text.</summary>
public sealed record HotkeysData(string Asked, IReadOnlyList<CareerRow> Rows, int Page, bool HasMore)
{
    const int PageLength = 50;

    internal static async Task<HotkeysData> ReadAsync(Request request)
    {
        _ = request.Site.Host.Required;
        var asked = (request.Query("q") ?? "").Trim();
        var page = (int)(request.Whole("page", 1, 100_000) ?? 1);
        var rows = await CareerRow.ReadAsync(request.Site.Open.Source,
            "where strpos(hotkey, $1) > 0 order by titles desc, tasks_won desc, hotkey collate \"C\" limit $2 offset $3",
            request.Cancel, asked, PageLength + 1, (page - 1) * PageLength);
        return new(asked, [.. rows.Take(PageLength)], page, rows.Count > PageLength);
    }
}

/// <summary>What a hotkey has done over all tournaments.</summary>
public sealed record CareerRow(
    string Hotkey, int Entered, int RoundsWon, int TasksWon, int TasksMeasured, int Titles, int Defences,
    int? BestFinish, string? Last)
{
    internal static Task<List<CareerRow>> ReadAsync(
        Npgsql.NpgsqlDataSource source, string rest, CancellationToken cancel, params object[] parameters) =>
        source.ListAsync(
            "select hotkey, tournaments_entered, rounds_won, tasks_won, tasks_measured, titles, defences, best_finish, "
            + $"last_tournament from ledger.careers {rest}",
            r => new CareerRow(r.GetString(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3), r.GetInt32(4),
                r.GetInt32(5), r.GetInt32(6), r.Maybe<int>(7), r.Text(8)),
            cancel, parameters);
}
