using Gradients.Api.Database;
using Npgsql;

namespace Gradients.Api.Pages;

/// <summary>One reign over the title of a type; without a beginning where it began before this ledger.</summary>
public sealed record ReignRow(
    string Type, int Number, string Champion, string? From, long? Since, int Defences, int Streak, double? Margin,
    string? Until, long? UntilPosition)
{
    internal static Task<List<ReignRow>> ReadAsync(
        NpgsqlDataSource source, string where, CancellationToken cancel, params object[] parameters) => source.ListAsync(
        "select type, reign, champion, from_tournament, since_position, defences, streak, margin, until_tournament, "
        + $"until_position from ledger.champion_reigns {where} order by type desc, reign",
        r => new ReignRow(r.GetString(0), r.GetInt32(1), r.GetString(2), r.Text(3), r.Maybe<long>(4), r.GetInt32(5),
            r.GetInt32(6), r.Maybe<double>(7), r.Text(8), r.Maybe<long>(9)),
        cancel, parameters);
}
