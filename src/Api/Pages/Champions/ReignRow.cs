using Gradients.Api.Database;
using Gradients.Ledger;
using Gradients.Ledger.Rulebooks;
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

    /// <summary>What the next challenger has to reach in a task, under the rulebook in force; empty where none is.</summary>
    /// <param name="rulebook">The id of the rulebook in force.</param>
    internal string ToBeat(string? rulebook) => (rulebook, Type) switch
    {
        (null, _) => "",
        ("2026.10", "environment") => "not behind",
        ("2026.10", "text") => "example by example",
        _ => Margin is { } margin ? Words.Percent(margin) : "",
    };

    /// <summary>The rulebook that the next tournament is announced under.</summary>
    internal static string? InForce(LedgerState state) =>
        KnownRulebooks.IndexOfNewest(state.Rulebooks) is >= 0 and var newest ? KnownRulebooks.All[newest].Id : null;
}
