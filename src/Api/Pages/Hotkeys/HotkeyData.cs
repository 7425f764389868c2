using Gradients.Api.Database;
using Gradients.Api.Http;
using Gradients.Projections.Explanations;

namespace Gradients.Api.Pages;

/// <summary>One hotkey: its career, why it gets its weight, where it played, and its losses.</summary>
/// <param name="Why">Absent where no metagraph was observed.</param>
/// <param name="Payouts">Its weight in each recorded setting, the latest first.</param>
public sealed record HotkeyData(
    string Hotkey, CareerRow? Career, WeightExplanation? Why, long Position, IReadOnlyList<StandingRow> Standings,
    IReadOnlyList<HotkeyResult> Results, IReadOnlyList<(long Derivation, double Weight, int? Sent)> Payouts)
{
    const int MostResults = 300;

    internal static async Task<HotkeyData> ReadAsync(Request request)
    {
        var hotkey = request.Route("hotkey");
        var source = request.Site.Open.Source;
        var (position, setting) = await request.Site.Weighing.AtAsync(
            null, request.Site.Config.Netuid, request.Cancel);
        var careers = await CareerRow.ReadAsync(source, "where hotkey = $1", request.Cancel, hotkey);
        var standings = await StandingRow.ReadAsync(
            source, "where hotkey = $1 order by position desc", request.Cancel, hotkey);
        var results = await HotkeyResult.ReadAsync(source, hotkey, MostResults, request.Cancel);
        var payouts = await source.ListAsync(
            "select derivation, weight, u16 from ledger.weight_vectors where hotkey = $1 order by derivation desc limit 50",
            r => (r.GetInt64(0), r.GetDouble(1), r.Maybe<int>(2)), request.Cancel, hotkey);
        var why = setting is null ? null : WeightExplanation.Of(setting, new(hotkey));
        if (careers.Count + standings.Count + results.Count == 0 && why is not { Uid: >= 0 })
            throw Refusing.NotFound($"Nothing is recorded about the hotkey '{Shell.Terminal.Plain(hotkey)}'.");
        return new(hotkey, careers.FirstOrDefault(), why, position, standings, results, payouts);
    }
}

/// <summary>What came of a hotkey's work on one task.</summary>
public sealed record HotkeyResult(
    string Tournament, int Round, string Task, string Type, string? Training, double? Loss, double? Score, string? Reason,
    bool Winner, bool? BossRoundWinner, long? LossPosition, long Position)
{
    internal static Task<List<HotkeyResult>> ReadAsync(
        Npgsql.NpgsqlDataSource source, string hotkey, int limit, CancellationToken cancel) => source.ListAsync(
        "select tournament, round, task, task_type, training, loss, score, reason, coalesce(winner, false), "
        + "boss_round_winner, loss_position, position from ledger.task_results where hotkey = $1 "
        + "and not coalesce(replaced, false) order by position desc, task limit $2",
        r => new HotkeyResult(r.GetString(0), r.GetInt32(1), r.GetString(2), r.GetString(3), r.Text(4),
            r.Maybe<double>(5), r.Maybe<double>(6), r.Text(7), r.GetBoolean(8), r.Maybe<bool>(9), r.Maybe<long>(10),
            r.GetInt64(11)),
        cancel, hotkey, limit);
}
