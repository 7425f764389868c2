using Gradients.Api.Http;

namespace Gradients.Api.Pages;

/// <summary>Every tournament, the latest first, fifty a page.</summary>
/// <param name="Type">text, image, environment, or absent for all.</param>
/// <param name="Older">Where the next page begins; absent on the last.</param>
public sealed record TournamentsData(IReadOnlyList<TournamentRow> Rows, string? Type, long? Older)
{
    const int PageLength = 50;

    internal static async Task<TournamentsData> ReadAsync(Request request)
    {
        var type = request.Query("type") is "text" or "image" or "environment" ? request.Query("type") : null;
        var before = request.Whole("before", 1, long.MaxValue) ?? long.MaxValue;
        var rows = await TournamentRow.ReadAsync(request.Site.Open.Source,
            "where type = coalesce($1, type) and announced_position < $2 order by announced_position desc limit $3",
            request.Cancel, (object?)type ?? DBNull.Value, before, PageLength + 1);
        return rows.Count > PageLength
            ? new(rows[..PageLength], type, rows[PageLength - 1].Announced)
            : new(rows, type, null);
    }
}
