using Gradients.Api.Database;
using Npgsql;

namespace Gradients.Api.Pages;

/// <summary>A tournament in a list.</summary>
public sealed record TournamentRow(
    string Id, string Type, string Rulebook, string Origin, string Status, int? Entrants, int Rounds, string? Defending,
    int Streak, string? Winner, string? Champion, bool? Dethroned, long Announced, DateTime AnnouncedAt, long? Ended,
    DateTime? EndedAt)
{
    internal static Task<List<TournamentRow>> ReadAsync(
        NpgsqlDataSource source, string rest, CancellationToken cancel, params object[] parameters) => source.ListAsync(
        "select tournament, type, rulebook, origin, status, entrants, round, defending, streak, winner, champion, "
        + $"dethroned, announced_position, announced_at, ended_position, ended_at from ledger.tournaments {rest}",
        r => new TournamentRow(r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4),
            r.Maybe<int>(5), r.GetInt32(6), r.Text(7), r.GetInt32(8), r.Text(9), r.Text(10), r.Maybe<bool>(11),
            r.GetInt64(12), r.GetDateTime(13), r.Maybe<long>(14), r.Maybe<DateTime>(15)),
        cancel, parameters);
}
