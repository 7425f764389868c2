using Gradients.Api.Database;
using Gradients.Api.Http;
using Gradients.Ledger.Weights;

namespace Gradients.Api.Pages;

/// <summary>What the chain stores, as it was last read back, held against the row that follows.</summary>
/// <param name="Verdict">equal, diverged, or unobserved where there is nothing to compare.</param>
/// <param name="Expected">Position of the setting that should be stored.</param>
/// <param name="Observed">Position of the row that was read back; null: none was.</param>
/// <param name="Recorded">Position at which the divergence was recorded; null: it was not yet.</param>
/// <param name="Way">The latest submission in words; null: none was signed.</param>
/// <param name="Submission">Position of that submission.</param>
public sealed record OnChainView(
    string Verdict, long? Expected, long? Observed, long? Block, string? Validator, long? Recorded,
    IReadOnlyList<DifferenceView> Differences, string? Way, long? Submission, IReadOnlyList<AlarmView> Alarms)
{
    const int MostAlarms = 5;

    internal static async Task<OnChainView> ReadAsync(Request request, int netuid)
    {
        var (state, source) = (request.Site.Host.Required.State, request.Site.Open.Source);
        var stream = Streams.Weights(netuid);
        var lane = state.Lane(stream);
        var refusal = CompareWeights.Forbid(lane);
        var diverged = refusal is null && CompareWeights.Decide(lane) is Decision.Record { Events: [WeightsDiverged fact, ..] }
            ? fact
            : null;
        var recorded = diverged is null ? [] : await source.ListAsync(
            "select max(seq_id) from mt_events where stream_id = $1 and type = 'weights_diverged' "
            + "and (data->>'observation')::bigint = $2", r => r.Maybe<long>(0), request.Cancel, stream, diverged.Observation);
        var alarms = await source.ListAsync(
            "select seq_id, data->>'alarm', data->>'says', (data->>'block')::bigint from mt_events where stream_id = $1 "
            + $"and type = 'weights_alarm_raised' order by seq_id desc limit {MostAlarms}",
            r => new AlarmView(r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetInt64(3)), request.Cancel, stream);
        var hotkeys = state.Metagraph(Streams.Metagraph(netuid))?.Metagraph.Hotkeys;
        return new(
            diverged is not null ? "diverged" : refusal!.Code == "weights_equal" ? "equal" : "unobserved",
            lane.Expected?.Position, lane.Observed?.Position, lane.Observed?.Fact.Block,
            lane.Observed?.Fact.Validator.Text, recorded is [var at] ? at : null,
            [
                .. (diverged?.Differences ?? []).Select(d => new DifferenceView(
                    d.Uid, hotkeys is { } all && d.Uid < all.Length ? all[(int)d.Uid].Text : null, d.Recomputed, d.Stored)),
            ],
            WayOf(lane.Last), lane.Last?.Position, alarms);
    }

    static string? WayOf(Submission? last) => last switch
    {
        null => null,
        { Included: { Error: { } error } failed } => $"stands in block {failed.Block} and failed there: {error}",
        { Included: { } included } => $"stands in the final block {included.Block}",
        { Expired: { } expired } => $"expired by block {expired.Block}: no block holds it",
        _ => "was signed; whether a block holds it is not known yet",
    };
}

/// <summary>0 where a row does not name the uid.</summary>
public sealed record DifferenceView(long Uid, string? Hotkey, long Recomputed, long Stored);

public sealed record AlarmView(long Position, string Alarm, string Says, long Block);
