using Gradients.Api.Database;
using Gradients.Api.Http;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Rulebooks.Shared;
using Gradients.Ledger.Weights;

namespace Gradients.Api.Pages;

/// <summary>The vector that the events give, beside the one recorded last.</summary>
/// <param name="Shares">What each part of the subnet gets, in the order of the rulebook.</param>
/// <param name="Last">Position of the setting recorded last before; absent where there is none.</param>
/// <param name="Chain">What the chain stores now; null when looking back.</param>
public sealed record WeightsData(
    long Position, int Netuid, string Rulebook, string? Error, IReadOnlyList<WeightLine> Lines,
    IReadOnlyList<NamedShare> Shares, double Undistributed, double Sum, long Metagraph, long? Last,
    IReadOnlyList<SettingRow> Settings, OnChainView? Chain)
{
    internal static async Task<WeightsData> ReadAsync(Request request)
    {
        var netuid = (int)(request.Whole("netuid", 0, ushort.MaxValue) ?? request.Site.Config.Netuid);
        var (position, setting) = await request.Site.Weighing.RequiredAsync(request.At(), netuid, request.Cancel);
        var source = request.Site.Open.Source;
        var settings = await SettingRow.ReadAsync(source, netuid, request.Cancel);
        var last = settings.FirstOrDefault(s => s.Derivation <= position)?.Derivation;
        var before = last is null ? [] : await source.ListAsync(
            "select uid, coalesce(u16, 0) from ledger.weight_vectors where netuid = $1 and derivation = $2",
            r => (Uid: r.GetInt32(0), Sent: r.GetInt32(1)), request.Cancel, netuid, last.Value);
        return new(position, netuid, setting.Rulebook, setting.Unpaid,
            Of(setting, before.ToDictionary(b => b.Uid, b => b.Sent)), setting.Shares, setting.Undistributed,
            setting.Sum, setting.Metagraph.Position, last, settings,
            position == request.Site.Host.Required.Head ? await OnChainView.ReadAsync(request, netuid) : null);
    }

    static List<WeightLine> Of(VectorSetting setting, Dictionary<int, int> before)
    {
        var lines = new List<WeightLine>();
        var row = setting.Quantised as Quantised.Row;
        for (var uid = 0; uid < setting.Weights.Length; uid++)
        {
            var place = row?.Uids.IndexOf(uid) ?? -1;
            var sent = place < 0 ? 0 : row!.Weights[place];
            var was = before.GetValueOrDefault(uid);
            if (setting.Weights[uid] == 0 && was == 0)
                continue;
            var hotkey = setting.Metagraph.Metagraph.Hotkeys[uid];
            lines.Add(new(uid, hotkey.Text, Constants2025_12.IsPlaceholder(hotkey), setting.Weights[uid], sent,
                sent - was));
        }
        return [.. lines.OrderByDescending(l => l.Weight).ThenBy(l => l.Uid)];
    }
}

/// <param name="Change">Of the 16-bit weight since the setting recorded last.</param>
public sealed record WeightLine(int Uid, string Hotkey, bool IsBurn, double Weight, int Sent, int Change);

/// <summary>A setting that was recorded.</summary>
/// <param name="Environment">Null where its rulebook has no such tournaments.</param>
public sealed record SettingRow(
    long Derivation, string Rulebook, double Text, double Image, double? Environment, double Burn, int Participants,
    double Sum, string? Error)
{
    internal static Task<List<SettingRow>> ReadAsync(
        Npgsql.NpgsqlDataSource source, int netuid, CancellationToken cancel) => source.ListAsync(
        "select s.derivation, coalesce((select max(p.rulebook) from ledger.weight_shares p where p.netuid = s.netuid "
        + "and p.derivation = s.derivation), '2025.12'), s.text_weight, s.image_weight, (select p.share "
        + "from ledger.weight_shares p where p.netuid = s.netuid and p.derivation = s.derivation and p.part = 'environment'), "
        + "s.burn_weight, s.participants, s.sum, s.error "
        + "from ledger.weight_settings s where s.netuid = $1 order by s.derivation desc limit 30",
        r => new SettingRow(r.GetInt64(0), r.GetString(1), r.GetDouble(2), r.GetDouble(3), r.Maybe<double>(4),
            r.GetDouble(5), r.GetInt32(6), r.GetDouble(7), r.Text(8)),
        cancel, netuid);
}
